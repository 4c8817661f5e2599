"""BERT's uncased WordPiece (Devlin and others, 2019): text cut into numbers of a vocabulary."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

_MARKS = r"!-/:-@\[-`{-~\u00a1\u00a7\u00ab\u00b6\u00b7\u00bb\u00bf\u2010-\u2027\u2030-\u205e"
_WORD = re.compile(rf"[^\s{_MARKS}]+|[{_MARKS}]")  # currency and the like belong to the word
_LONGEST = 100  # a longer word is taken as unknown, as BERT does


class WordPiece:
    """Cuts words into the longest pieces that a vocabulary holds, from left to right.

    vocabulary: each piece with its number; pieces that go on inside a word begin with "##".
    most: a text has no more numbers than that, the two around it counted.
    """

    def __init__(self, vocabulary: Mapping[str, int], most: int) -> None:
        self._vocabulary = vocabulary
        self._begin, self._end = vocabulary["[CLS]"], vocabulary["[SEP]"]
        self._unknown = (vocabulary["[UNK]"],)
        self._most = most
        self._pieces = lru_cache(maxsize=20_000)(self._cut)

    def __call__(self, text: str) -> list[int]:
        """The numbers of one text, between those that begin and end it."""
        low = text.lower()
        if not low.isascii():
            apart = unicodedata.normalize("NFD", low)
            low = "".join(char for char in apart if unicodedata.category(char) != "Mn")
        found = [self._begin]
        for word in _WORD.findall(low):
            found += self._pieces(word)
            if len(found) >= self._most:
                break
        return [*found[: self._most - 1], self._end]

    def _cut(self, word: str) -> tuple[int, ...]:
        if len(word) > _LONGEST:
            return self._unknown
        found: list[int] = []
        start = 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = word[start:end] if start == 0 else f"##{word[start:end]}"
                number = self._vocabulary.get(piece)
                if number is not None:
                    found.append(number)
                    start = end
                    break
            else:
                return self._unknown
        return tuple(found)
