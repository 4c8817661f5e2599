"""Spelling repair: only words that nobody knows, only to a word of the knowledge."""

from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

MOST_REPAIRS = 30
_SHORTEST = 4
_TWO_EDITS_FROM = 8


class Speller:
    """Corrects words unknown both to the knowledge and to common English.

    Kukich (1992) calls this isolated-word correction; the distance is optimal string
    alignment, so a swapped pair of letters costs one edit.
    """

    def __init__(self, vocabulary: Mapping[str, int], english: frozenset[str]) -> None:
        self._vocabulary = vocabulary
        self._candidates = [word for word in vocabulary if len(word) >= _SHORTEST]
        self._english = english
        self._nearest = lru_cache(maxsize=20_000)(self._find)

    def knows(self, word: str) -> bool:
        """Whether a word needs no repair."""
        return word in self._vocabulary or word in self._english or not word.isalpha()

    def repair(self, words: list[str]) -> list[str]:
        """The same words in the same places, unknown ones replaced by the nearest known."""
        left = MOST_REPAIRS
        out = []
        for word in words:
            if left and len(word) >= _SHORTEST and not self.knows(word):
                left -= 1
                word = self._nearest(word[:40])
            out.append(word)
        return out

    def _find(self, word: str) -> str:
        edits = 2 if len(word) >= _TWO_EDITS_FROM else 1
        near = process.extract(
            word, self._candidates, scorer=OSA.distance, score_cutoff=edits, limit=None
        )
        if not near:
            return word
        commonest = max(near, key=lambda hit: (-hit[1], self._vocabulary[hit[0]]))
        return str(commonest[0])
