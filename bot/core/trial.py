"""The knowledge put to the test: every phrasing asked of an index that has not seen it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.building import ANSWER_FROM, OFFER_FROM
from bot.core.calibration import Bin, calibrate, calibration_error, reliability
from bot.core.features import Floats
from bot.core.kin import Kin
from bot.core.learning import Ints
from bot.core.leaving import FOLDS, LeftOut, left_out
from bot.core.preparing import Corpus, Prepared

_EXAMPLES = 2


@dataclass(frozen=True, slots=True)
class Confusion:
    """Phrasings of one entry that led to another; kin when both rest on a common passage."""

    entry: str
    taken_for: str
    count: int
    kin: bool
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GapRow:
    """Messages of one known gap: answered although the review does not say, or offered."""

    gap: str
    count: int
    let_through: int
    offered: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it.  "right" is an entry that rests on a passage of the true one."""

    phrasings: int
    same_at_once: float
    right_at_once: float
    right_in_three: float
    answered: float
    right_when_answered: float
    offered: float
    silent: float
    gap_messages: int
    gaps_let_through: float
    gaps_offered: float
    calibration_error: float
    reliability: tuple[Bin, ...]
    confusions: tuple[Confusion, ...]
    gaps: tuple[GapRow, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """All left-out texts together, (n,) each; chance is learnt on the other rounds."""

    firsts: Ints
    labels: Ints
    places: Ints
    right: NDArray[np.bool_]
    chance: Floats


def asked_in_rounds(ready: Prepared) -> Iterator[LeftOut]:
    """Round by round: a share of the texts, asked of what was learnt from all the others."""
    for number in range(FOLDS):
        yield left_out(ready, number)


def trial(ready: Prepared, rounds: Sequence[LeftOut]) -> Trial:
    """The report of all rounds."""
    corpus, asked = ready.whole.corpus, _together(rounds)
    inside = asked.labels < corpus.entries
    own, chance = asked.labels[inside], asked.chance[inside]
    right, shown = asked.right[inside], chance >= ANSWER_FROM
    firsts = asked.firsts[inside]
    three = [ready.kin.are(firsts[:, i], own) for i in range(firsts.shape[1])]
    in_three = np.any(three, axis=0)
    gap_chance = asked.chance[~inside]
    table = reliability(asked.chance, asked.right)
    return Trial(
        phrasings=int(inside.sum()),
        same_at_once=_share(np.equal(asked.firsts[inside, 0], own)),
        right_at_once=_share(right),
        right_in_three=_share(in_three),
        answered=_share(shown),
        right_when_answered=_share(right[shown]),
        offered=_share((chance >= OFFER_FROM) & ~shown),
        silent=_share(chance < OFFER_FROM),
        gap_messages=int((~inside).sum()),
        gaps_let_through=_share(gap_chance >= ANSWER_FROM),
        gaps_offered=_share((gap_chance >= OFFER_FROM) & (gap_chance < ANSWER_FROM)),
        calibration_error=calibration_error(table),
        reliability=tuple(table),
        confusions=tuple(_confusions(corpus, asked, ready.kin)),
        gaps=tuple(_gaps(corpus, asked)),
    )


def _share(hits: NDArray[np.bool_]) -> float:
    return float(hits.mean()) if len(hits) else 0.0


def _together(rounds: Sequence[LeftOut]) -> _Asked:
    """Each round judged by a calibration learnt on the others, so that it is honest."""
    chances = []
    for i, one in enumerate(rounds):
        others = [other for j, other in enumerate(rounds) if j != i] or [one]
        learnt = calibrate(
            np.concatenate([other.signs for other in others]),
            np.concatenate([other.right for other in others]),
            answer_from=ANSWER_FROM,
            offer_from=OFFER_FROM,
        )
        chances.append(learnt.chance(one.signs))
    return _Asked(
        np.concatenate([one.firsts for one in rounds]),
        np.concatenate([one.labels for one in rounds]),
        np.concatenate([one.places for one in rounds]),
        np.concatenate([one.right for one in rounds]),
        np.concatenate(chances),
    )


def _confusions(corpus: Corpus, asked: _Asked, kin: Kin) -> list[Confusion]:
    """Pairs of entries by how often the first was taken for the second; strangers first."""
    texts: dict[tuple[int, int], list[str]] = defaultdict(list)
    for label, first, place in zip(asked.labels, asked.firsts[:, 0], asked.places, strict=True):
        if label < corpus.entries and label != first:
            texts[int(label), int(first)].append(corpus.texts[place])
    found = [
        Confusion(
            corpus.classes[entry],
            corpus.classes[other],
            len(said),
            other in kin.group(entry),
            tuple(said[:_EXAMPLES]),
        )
        for (entry, other), said in texts.items()
    ]
    return sorted(found, key=lambda row: (row.kin, -row.count, row.entry, row.taken_for))


def _gaps(corpus: Corpus, asked: _Asked) -> list[GapRow]:
    """Known gaps, those that let most messages through first."""
    count, through, offered = Counter[int](), Counter[int](), Counter[int]()
    texts: dict[int, list[str]] = defaultdict(list)
    for label, chance, place in zip(asked.labels, asked.chance, asked.places, strict=True):
        gap = int(label)
        if gap < corpus.entries:
            continue
        count[gap] += 1
        if chance >= ANSWER_FROM:
            through[gap] += 1
            texts[gap].append(corpus.texts[place])
        elif chance >= OFFER_FROM:
            offered[gap] += 1
    rows = [
        GapRow(
            corpus.classes[gap], count[gap], through[gap], offered[gap], (*texts[gap][:_EXAMPLES],)
        )
        for gap in count
    ]
    return sorted(rows, key=lambda row: (-row.let_through, -row.offered, row.gap))
