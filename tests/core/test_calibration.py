"""Confidence that is honest."""

import numpy as np
import pytest

from bot.core.calibration import calibrate, calibration_error, reliability
from bot.core.learning import fit, probabilities


def test_what_is_said_comes_true_as_often_as_said() -> None:
    rng = np.random.default_rng(1)
    signs = rng.normal(size=(4000, 2)).astype(np.float32)
    truth = rng.random(4000) < 1 / (1 + np.exp(-(2 * signs[:, 0] - 0.5)))
    made = calibrate(signs, truth, answer_from=0.5, offer_from=0.1)
    table = reliability(made.chance(signs), truth)
    assert calibration_error(table) < 0.03
    assert sum(row.count for row in table) == 4000


def test_the_classifier_learns_what_is_plain_and_the_same_each_time() -> None:
    rows = np.eye(4, dtype=np.float32).repeat(20, axis=0)
    labels = np.arange(4).repeat(20)
    first, second = fit(rows, labels, 4), fit(rows, labels, 4)
    assert (first.logits(rows).argmax(axis=1) == labels).all()
    assert np.array_equal(first.weights, second.weights)


def test_probabilities_add_up_to_one() -> None:
    chance = probabilities(np.array([1000.0, 0.0, -1000.0], np.float32))
    assert chance.sum() == pytest.approx(1.0)


def test_no_sign_counts_against_what_it_stands_for() -> None:
    rng = np.random.default_rng(5)
    first = rng.normal(size=4000)
    second = first + rng.normal(scale=0.3, size=4000)  # says nothing that the first does not
    right = 2.0 * first - 1.0 * second + rng.normal(scale=0.5, size=4000) > 0
    signs = np.column_stack([first, second]).astype(np.float32)
    learnt = calibrate(signs, right, answer_from=0.5, offer_from=0.1)
    assert learnt.weights[0] > 0
    assert learnt.weights[1] == 0
