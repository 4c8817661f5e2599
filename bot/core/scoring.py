"""Scores of the classes for one message, and the signs by which the best is judged."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.features import Floats
from bot.core.index import Index, Message
from bot.core.kin import Kin
from bot.core.learning import Ints, probabilities

LIKENESS_WEIGHT = 5.0
_SHARPNESS = 20.0  # likeness as log-odds, where there are too many entries for a classifier
# Each rises with the chance that the top entry is right.
SIGNS = (
    "log-chance of the top entry",
    "log-chance of the top entry and its kin",
    "lead over the best entry that is no kin",
    "its best likeness",
    "lead in likeness over entries that are no kin",
    "lead in likeness over gaps",
    "against gaps, log-chance",
    "log-odds of a question against a gap",
    "likeness of its nearest three",
    "lead by meaning alone",
    "lead by words alone",
    "evidence for any entry",
    "against gaps, evidence",
)


@dataclass(frozen=True, slots=True)
class Scores:
    """What each class gets: (classes,) each.  `total` ranks; the others explain.

    likeness: of every phrasing, (texts,).
    """

    total: Floats
    chance: Floats
    best: Floats
    near: Floats
    by_meaning: Floats
    by_words: Floats
    in_scope: float
    likeness: Floats


def scores_of(
    message: Message, index: Index, close: Floats | None = None, bias: Floats | None = None
) -> Scores:
    """Rank by the softmax's log-probability blended with likeness.

    close: (texts,) cosines of meaning, where already known.  bias: (classes,) added to the
    logits, for what came before in a conversation.
    """
    likeness = index.texts.likeness(message.parts, message.vector, close)
    best, near = index.texts.by_class(likeness)
    width, weights = len(message.vector), index.softmax.weights
    if len(weights):
        by_meaning = message.row[:width] @ weights[:width]
        by_words = message.row[width:] @ weights[width:]
    else:
        by_meaning, by_words = _SHARPNESS * near, np.zeros_like(near)
    logits = by_meaning + by_words + index.softmax.bias
    chance = probabilities(logits if bias is None else logits + bias)
    total = np.log(chance + 1e-9) + LIKENESS_WEIGHT * (best + near)
    in_scope = float(index.sorter.in_scope(message.row))
    return Scores(total, chance, best, near, by_meaning, by_words, in_scope, likeness)


def without(scores: Scores, hidden: Ints) -> Scores:
    """The same scores as if the hidden classes did not exist."""
    gone = np.zeros(len(scores.total), bool)
    gone[hidden] = True
    left = np.where(gone, 0.0, scores.chance)
    rest = max(float(left.sum()), 1e-9)

    def low(values: Floats) -> Floats:
        return np.where(gone, values.min(), values)

    return Scores(
        low(scores.total - np.float32(np.log(rest))),
        np.asarray(left / rest, dtype=np.float32),
        low(scores.best),
        low(scores.near),
        low(scores.by_meaning),
        low(scores.by_words),
        scores.in_scope,
        scores.likeness,
    )


def signs_of(scores: Scores, entries: int, kin: Kin) -> Floats:
    """The signs, (13,), in the order of SIGNS."""
    total = scores.total[:entries]
    top = int(total.argmax())
    near = kin.group(top)
    others = np.ones(entries, bool)
    others[near] = False
    gaps = scores.best[entries:]
    evidence = scores.by_meaning + scores.by_words
    share = float(scores.chance[entries:].sum())
    best = float(scores.best[top])
    return np.array(
        [
            np.log(scores.chance[top] + 1e-9),
            np.log(scores.chance[near].sum() + 1e-9),
            _lead(total, top, others),
            best,
            _lead(scores.best[:entries], top, others),
            best - (gaps.max() if len(gaps) else 0.0),
            -np.log(share + 1e-6),
            scores.in_scope,
            scores.near[top],
            _lead(scores.by_meaning[:entries], top, others),
            _lead(scores.by_words[:entries], top, others),
            _sum_of_logs(evidence[:entries]),
            -_sum_of_logs(evidence[entries:]) if len(gaps) else 0.0,
        ],
        dtype=np.float32,
    )


def _sum_of_logs(logs: Floats) -> float:
    """The logarithm of a sum, from logarithms: unlike a chance it is low for what fits nowhere."""
    most = float(logs.max())
    return most + float(np.log(np.exp(logs - most).sum()))


def _lead(values: Floats, top: int, others: NDArray[np.bool_]) -> float:
    """How far the top entry is ahead of the best that is no kin of it."""
    return float(values[top] - values[others].max()) if others.any() else float(values[top])
