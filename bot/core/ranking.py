"""How like a message is to each phrasing, and so to each entry.

The likeness of two texts is a blend of three cosines: words, character n-grams, meaning.  An
entry's likeness is half its best phrasing and half the mean of its best three, so an entry with
many phrasings gains nothing by weak words in each.  `likeness` is the fast way over postings;
`textbook` says the same in plain Python, and a test holds them together.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

import numpy as np
from numpy.typing import NDArray

from bot.core.features import Floats, Parts, Weighted, Weights
from bot.core.learning import Ints
from bot.core.vectors import Vectors

Indices = NDArray[np.int32]
NEAREST = 3


@dataclass(frozen=True, slots=True)
class Blend:
    """How much each kind of likeness counts; the three add up to one."""

    words: float = 0.25
    chars: float = 0.25
    meaning: float = 0.5

    @classmethod
    def without_meaning(cls) -> "Blend":
        """The blend when there is no encoder."""
        return cls(0.5, 0.5, 0.0)


@dataclass(frozen=True, slots=True)
class Postings:
    """An inverted index: for each feature the texts that hold it and how much it weighs there.

    Compressed sparse columns: the texts of feature j are rows[starts[j]:starts[j + 1]], the
    features standing as in `Weights`.
    """

    starts: Indices
    rows: Indices
    values: Floats
    texts: int

    @classmethod
    def build(cls, weighted: Sequence[Weighted], features: int) -> "Postings":
        """Invert a list of feature weights, one a text."""
        sizes = [len(each.places) for each in weighted]
        columns = np.concatenate([each.places for each in weighted])
        values = np.concatenate([each.values for each in weighted])
        order = np.argsort(columns, kind="stable")
        rows = np.repeat(np.arange(len(weighted), dtype=np.int32), sizes)
        starts = _ends(np.bincount(columns, minlength=features))
        return cls(starts, rows[order], values[order], len(weighted))

    def part(self, kept: Ints) -> "Postings":
        """Only some of the texts, in their order; `kept` rises."""
        place = np.full(self.texts, -1, np.int32)
        place[kept] = np.arange(len(kept), dtype=np.int32)
        rows = place[self.rows]
        stays = rows >= 0
        counts = np.concatenate([[0], np.cumsum(stays)])
        starts = counts[self.starts].astype(np.int32)
        return Postings(starts, rows[stays], self.values[stays], len(kept))

    def cosines(self, weighted: Weighted) -> Floats:
        """The cosine of a weighted message with every text: (texts,)."""
        places = weighted.places
        if not len(places):
            return np.zeros(self.texts, dtype=np.float32)
        firsts, ends = self.starts[places], self.starts[places + 1]
        spans = [slice(a, b) for a, b in zip(firsts.tolist(), ends.tolist(), strict=True)]
        rows = np.concatenate([self.rows[span] for span in spans])
        values = np.concatenate([self.values[span] for span in spans])
        values *= np.repeat(weighted.values, ends - firsts)
        return np.bincount(rows, values, minlength=self.texts).astype(np.float32)


def _ends(counts: Ints) -> Indices:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)


@dataclass(frozen=True, slots=True)
class Texts:
    """Every phrasing, ordered by its class (an entry, or a known gap).

    starts: (classes,) first row of each class.  vectors: their embeddings.
    """

    word_weights: Weights
    char_weights: Weights
    word_postings: Postings
    char_postings: Postings
    vectors: Vectors
    starts: Ints
    blend: Blend

    def likeness(self, parts: Parts, vector: Floats, close: Floats | None = None) -> Floats:
        """How like the message is to each phrasing, 0 to 1: (texts,).

        close: the cosines of meaning, where already known.
        """
        blend = self.blend
        total = self.word_postings.cosines(self.word_weights.of(parts.word_grams))
        total *= np.float32(blend.words)
        chars = self.char_postings.cosines(self.char_weights.of(parts.char_grams))
        chars *= np.float32(blend.chars)
        total += chars
        if blend.meaning and vector.size:
            near = self.vectors.cosines(vector) if close is None else close
            total += np.float32(blend.meaning) * near
        return total

    def by_class(self, likeness: Floats) -> tuple[Floats, Floats]:
        """For each class its best phrasing's likeness and the mean of its best three.

        Two arrays (classes,).  A class with fewer than three is averaged over what it has.
        """
        best = np.maximum.reduceat(likeness, self.starts)
        total, top, left = best.copy(), best, likeness.copy()
        sizes = np.diff(np.append(self.starts, len(likeness)))
        owner = np.repeat(np.arange(len(sizes)), sizes)
        for place in range(1, NEAREST):
            hits = np.flatnonzero(left == top[owner])
            first = np.diff(owner[hits], prepend=-1) > 0
            left[hits[first]] = 0.0
            top = np.maximum.reduceat(left, self.starts)
            total += np.where(sizes > place, top, 0.0)
        nearest = total / np.minimum(sizes, NEAREST)
        return best, nearest.astype(np.float32)


def textbook(
    message: Parts,
    phrasings: Sequence[Parts],
    classes: Sequence[str],
    weights: tuple[Weights, Weights],
    blend: Blend,
) -> dict[str, float]:
    """The same likeness by class without meaning, a sentence of the textbook a line."""
    found: dict[str, list[float]] = defaultdict(list)
    for phrasing, name in zip(phrasings, classes, strict=True):
        words = _cosine(weights[0].of(message.word_grams), weights[0].of(phrasing.word_grams))
        chars = _cosine(weights[1].of(message.char_grams), weights[1].of(phrasing.char_grams))
        found[name].append(blend.words * words + blend.chars * chars)
    return {
        name: (max(each) + mean(sorted(each, reverse=True)[:NEAREST])) / 2
        for name, each in found.items()
    }


def _cosine(a: Weighted, b: Weighted) -> float:
    there = dict(zip(b.places.tolist(), b.values.tolist(), strict=True))
    here = zip(a.places.tolist(), a.values.tolist(), strict=True)
    return float(sum(weight * there.get(place, 0.0) for place, weight in here))
