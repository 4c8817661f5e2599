"""A message as numbers: words and pairs of words, character n-grams, and their weights."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from zlib import adler32, crc32

import numpy as np
from numpy.typing import NDArray

from bot.core.words import Lexicon, char_ngrams, stem

Floats = NDArray[np.float32]
Codes = NDArray[np.uint64]
_SIGN = np.uint64(1 << 31)


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
class Weighted:
    """The features of one text that are known: places in `Weights`, and tf-idf, (k,) each."""

    places: NDArray[np.int64]
    codes: Codes
    values: Floats


@dataclass(frozen=True, slots=True)
class Weights:
    """Inverse document frequency of each feature; a feature never seen weighs the most.

    codes: (features,) 64-bit hashes of their names (two of zlib's), rising; names themselves are
    not kept: of 150,000 n-grams they would take 30 MB and time at each start.  idf: (features,).
    """

    codes: Codes
    idf: Floats
    unseen: float

    @classmethod
    def learn(cls, documents: Iterable[Sequence[str]]) -> "Weights":
        """Count in how many documents each feature stands."""
        seen: Counter[str] = Counter()
        total = 0
        for features in documents:
            seen.update(set(features))
            total += 1
        codes = np.fromiter(map(_code, seen), np.uint64, len(seen))
        counts = np.fromiter(seen.values(), np.float64, len(seen))
        order = np.argsort(codes)
        idf = 1.0 + np.log((1 + total) / (1 + counts[order]))
        return cls(codes[order], idf.astype(np.float32), 1.0 + math.log(1 + total))

    def knowing(self, features: Iterable[str]) -> "Weights":
        """The same with features it may not know yet, which weigh as one never seen."""
        names = set(features)
        new = np.setdiff1d(np.fromiter(map(_code, names), np.uint64, len(names)), self.codes)
        codes = np.concatenate([self.codes, new])
        idf = np.concatenate([self.idf, np.full(len(new), self.unseen, np.float32)])
        order = np.argsort(codes)
        return Weights(codes[order], idf[order], self.unseen)

    def of(self, features: Sequence[str]) -> Weighted:
        """Unit-length tf-idf weights; unknown features count in the length, not in the result."""
        counts = Counter(features)
        codes = np.fromiter(map(_code, counts), np.uint64, len(counts))
        often = 1.0 + np.log(np.fromiter(counts.values(), np.float64, len(counts)))
        places = np.searchsorted(self.codes, codes)
        places[places == len(self.codes)] = 0
        known = self.codes[places] == codes if len(self.codes) else np.zeros(len(codes), bool)
        places, codes = places[known], codes[known]
        found, missing = often[known] * self.idf[places], often[~known] * self.unseen
        length = math.sqrt(found @ found + missing @ missing) or 1.0
        return Weighted(places, codes, (found / length).astype(np.float32))


def hashed(weighted: Weighted, width: int, scale: float = 1.0) -> Floats:
    """Signed feature hashing (Weinberger and others, 2009): the weights folded into (width,)."""
    places = (weighted.codes % np.uint64(width)).astype(np.int64)
    signed = np.where(weighted.codes & _SIGN, weighted.values, -weighted.values)
    return np.bincount(places, signed * np.float32(scale), minlength=width).astype(np.float32)


@lru_cache(maxsize=20_000)
def _code(name: str) -> int:
    read = name.encode()
    return adler32(read) << 32 | crc32(read)
