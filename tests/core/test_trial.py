"""Every phrasing is asked once of an index that has not seen it, and the sums are right."""

import json

import pytest

from bot.core.knowledge import Knowledge
from bot.core.meaning import NoEncoder
from bot.core.preparing import Prepared, prepare
from bot.core.trial import Trial, asked_in_rounds, trial
from bot.terminal.trying import as_json, as_words, run_trial


@pytest.fixture(scope="module")
def ready(knowledge: Knowledge) -> Prepared:
    return prepare(knowledge, NoEncoder())


@pytest.fixture(scope="module")
def found(ready: Prepared) -> Trial:
    return trial(ready, list(asked_in_rounds(ready)))


def test_each_phrasing_and_gap_message_is_left_out_once(ready: Prepared) -> None:
    places = [int(place) for one in asked_in_rounds(ready) for place in one.places]
    assert len(places) == len(set(places))
    assert all(ready.whole.corpus.typed[place] for place in places)
    assert len(places) >= 0.95 * ready.whole.corpus.typed.sum()


def test_shares_add_up_and_stand_in_order(found: Trial) -> None:
    assert found.answered + found.offered + found.silent == pytest.approx(1)
    assert found.same_at_once <= found.right_at_once <= found.right_in_three <= 1
    assert found.right_at_once > 0.5
    assert sum(row.count for row in found.gaps) == found.gap_messages
    let_through = sum(row.let_through for row in found.gaps)
    assert let_through == pytest.approx(found.gaps_let_through * found.gap_messages)


def test_confusions_count_every_phrasing_that_led_elsewhere(found: Trial) -> None:
    elsewhere = round((1 - found.same_at_once) * found.phrasings)
    assert sum(row.count for row in found.confusions) == elsewhere
    strangers = [row.count for row in found.confusions if not row.kin]
    assert strangers == sorted(strangers, reverse=True)
    assert all(row.entry != row.taken_for for row in found.confusions)
    assert all(1 <= len(row.examples) <= 2 for row in found.confusions)


def test_reliability_is_over_everything_that_was_asked(found: Trial) -> None:
    assert sum(row.count for row in found.reliability) == found.phrasings + found.gap_messages
    assert 0 <= found.calibration_error <= 1


def test_the_report_is_told_in_words_and_as_json(knowledge: Knowledge) -> None:
    told: list[str] = []
    found = run_trial(knowledge, NoEncoder(), told.append)
    assert told == [f"Round {number} of 4" for number in range(1, 5)]
    said = as_words(found)
    assert f"{found.phrasings} phrasings" in said
    assert "expected calibration error" in said
    assert json.loads(as_json(found))["phrasings"] == found.phrasings
