"""The classifier of kinds: danger is heard alike on every machine."""

import numpy as np

from bot.core.knowledge import Knowledge
from bot.core.meaning import NoEncoder
from bot.core.preparing import prepare
from bot.core.sorting import KINDS, learn


def test_a_last_bit_of_rounding_does_not_change_what_is_heard() -> None:
    """At the pace of the many entries, 12 epochs at rate 40, these lie 2.5e-4 apart."""
    rng = np.random.default_rng(1)
    kinds = np.concatenate([np.zeros(6000, np.int64), rng.integers(1, len(KINDS), 1500)])
    middles = rng.normal(size=(len(KINDS), 64))
    rows = middles[kinds] + 3 * rng.normal(size=(len(kinds), 64)) + 4
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)

    here, elsewhere = learn(rows, kinds), learn(rows * np.float32(1 + 1e-6), kinds)

    apart = here.softmax.logits(rows) - elsewhere.softmax.logits(rows)
    assert np.abs(apart).max() < 5e-5


def test_each_kind_of_example_is_mostly_heard_as_what_it_is(
    knowledge: Knowledge,
) -> None:
    ready = prepare(knowledge, NoEncoder())
    heard = np.argmax(learn(ready.rows, ready.kinds).softmax.logits(ready.rows), axis=1)
    assert (heard == ready.kinds).mean() > 0.8
