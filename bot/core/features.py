"""A message as numbers: words and pairs of words, character n-grams, and their weights."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.core.words import Lexicon, char_ngrams, stem

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Parts:
    """A message cut up for matching: plain words, stems with meaning, and both n-gram kinds."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    word_grams: tuple[str, ...]
    char_grams: tuple[str, ...]


def parts_of(words: Sequence[str], lexicon: Lexicon) -> Parts:
    """The parts of a message already cut into words (and perhaps corrected).

    The n-grams keep stop words: "who signs" and "when is it signed" differ in nothing else.
    """
    stems = [word if word in lexicon.acronyms else stem(word) for word in words]
    pairs = [f"{a} {b}" for a, b in pairwise(stems)]
    return Parts(
        tuple(words),
        tuple(lexicon.stems(words)),
        tuple(stems + pairs),
        tuple(char_ngrams(words)),
    )


@dataclass(frozen=True, slots=True)
class Weights:
    """Inverse document frequency of each feature; a feature never seen weighs the most."""

    idf: dict[str, float]
    unseen: float

    @classmethod
    def learn(cls, documents: Iterable[Sequence[str]]) -> "Weights":
        """Count in how many documents each feature stands."""
        seen: Counter[str] = Counter()
        total = 0
        for features in documents:
            seen.update(set(features))
            total += 1
        idf = {name: 1.0 + math.log((1 + total) / (1 + n)) for name, n in seen.items()}
        return cls(idf, 1.0 + math.log(1 + total))

    def of(self, features: Sequence[str]) -> dict[str, float]:
        """Unit-length tf-idf weights; unknown features count in the length, not in the result."""
        counts = Counter(features)
        known: dict[str, float] = {}
        squares = 0.0
        for name, n in counts.items():
            idf = self.idf.get(name)
            weight = (1.0 + math.log(n)) * (self.unseen if idf is None else idf)
            squares += weight * weight
            if idf is not None:
                known[name] = weight
        length = math.sqrt(squares) or 1.0
        return {name: weight / length for name, weight in known.items()}


def hashed(weights: dict[str, float], width: int, scale: float = 1.0) -> Floats:
    """Signed feature hashing (Weinberger and others, 2009): `weights` folded into (width,)."""
    codes = np.array([_code(name) for name in weights], np.int64)
    values = np.array([weight * scale for weight in weights.values()], np.float32)
    out = np.zeros(width, dtype=np.float32)
    np.add.at(out, codes % width, np.where(codes & 0x8000_0000, values, -values))
    return out


@lru_cache(maxsize=100_000)
def _code(name: str) -> int:
    return crc32(name.encode())
