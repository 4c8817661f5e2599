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

from bot.core.features import Floats, Parts, Weights
from bot.core.learning import Ints

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

    Compressed sparse columns: the texts of feature j are rows[starts[j]:starts[j + 1]].
    """

    column: dict[str, int]
    starts: Indices
    rows: Indices
    values: Floats
    texts: int

    @classmethod
    def build(cls, weighted: Sequence[dict[str, float]]) -> "Postings":
        """Invert a list of feature weights, one dict a text."""
        lists: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for row, weights in enumerate(weighted):
            for name, weight in weights.items():
                lists[name].append((row, weight))
        names = sorted(lists)
        counts = [len(lists[name]) for name in names]
        flat = [pair for name in names for pair in lists[name]]
        return cls(
            {name: i for i, name in enumerate(names)},
            np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
            np.array([row for row, _ in flat], dtype=np.int32),
            np.array([weight for _, weight in flat], dtype=np.float32),
            len(weighted),
        )

    def cosines(self, weights: dict[str, float]) -> Floats:
        """The cosine of a weighted message with every text: (texts,)."""
        rows, values = [], []
        for name, weight in weights.items():
            j = self.column.get(name)
            if j is not None:
                a, b = self.starts[j], self.starts[j + 1]
                rows.append(self.rows[a:b])
                values.append(self.values[a:b] * np.float32(weight))
        if not rows:
            return np.zeros(self.texts, dtype=np.float32)
        total = np.bincount(np.concatenate(rows), np.concatenate(values), minlength=self.texts)
        return total.astype(np.float32)


@dataclass(frozen=True, slots=True)
class Texts:
    """Every phrasing, ordered by its class (an entry, or a known gap).

    starts: (classes,) first row of each class.  vectors: (texts, width) embeddings.
    """

    word_weights: Weights
    char_weights: Weights
    word_postings: Postings
    char_postings: Postings
    vectors: NDArray[np.float16] | Floats
    starts: Ints
    blend: Blend

    def likeness(self, parts: Parts, vector: Floats) -> Floats:
        """How like the message is to each phrasing, 0 to 1: (texts,)."""
        total = self.blend.words * self.word_postings.cosines(
            self.word_weights.of(parts.word_grams)
        )
        total += self.blend.chars * self.char_postings.cosines(
            self.char_weights.of(parts.char_grams)
        )
        if self.blend.meaning and vector.size:
            total += self.blend.meaning * np.maximum(self.vectors @ vector, 0)
        return np.asarray(total, dtype=np.float32)

    def by_class(self, likeness: Floats) -> tuple[Floats, Floats]:
        """For each class its best phrasing's likeness and the mean of its best three.

        Two arrays (classes,).  A class with fewer than three is averaged over what it has.
        """
        best = np.maximum.reduceat(likeness, self.starts)
        total, left = best.copy(), likeness.copy()
        sizes = np.diff(np.append(self.starts, len(likeness)))
        for place in range(1, NEAREST):
            top = np.repeat(np.maximum.reduceat(left, self.starts), sizes)
            left[_first_of(left == top, self.starts, sizes)] = 0.0
            total += np.where(sizes > place, np.maximum.reduceat(left, self.starts), 0.0)
        nearest = total / np.minimum(sizes, NEAREST)
        return best, nearest.astype(np.float32)


def _first_of(hits: NDArray[np.bool_], starts: Ints, sizes: Ints) -> Ints:
    """The first true place of each class; every class has one."""
    places = np.flatnonzero(hits)
    owner = np.repeat(np.arange(len(starts)), sizes)[places]
    return places[np.unique(owner, return_index=True)[1]]


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


def _cosine(a: dict[str, float], b: dict[str, float]) -> float:
    return sum(weight * b.get(name, 0.0) for name, weight in a.items())
