"""How the words of a text are written: capitals, starts of sentences, what stands beside them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"(?<![A-Za-z\d_])[A-Za-z]+(?:['-][A-Za-z]+)*(?![A-Za-z\d_])")
_STOP = re.compile(r"[.!?]\s|[\n:\"(]|\x1f")
_SHOUTING = 0.7  # share of words in capitals from which capitals say nothing


@dataclass(slots=True)
class Word:
    """One word: raw as it stands, low in lower case, base without a possessive.

    first: it begins a sentence.  capital, shout: it stands out by its first or by all letters.
    hit: it is part of a name.  kept: it is part of a phrase that is none.
    """

    start: int
    end: int
    raw: str
    first: bool
    capital: bool
    hit: bool = False
    kept: bool = False
    low: str = ""
    base: str = ""
    shout: bool = False

    def __post_init__(self) -> None:
        self.low = self.raw.lower()
        self.base = self.low.removesuffix("'s")
        self.shout = self.capital and len(self.raw) > 1 and self.raw.isupper()


class Text:
    """A text as a row of words that know their neighbours."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = list(_words(text))

    def before(self, i: int) -> str:
        """The word before, in lower case; empty at the start."""
        return self.words[i - 1].low if i > 0 else ""

    def after(self, i: int) -> str:
        """The word after, in lower case; empty at the end."""
        return self.words[i + 1].low if i + 1 < len(self.words) else ""

    def gap(self, i: int) -> str:
        """What stands between a word and the one before."""
        return self.text[self.words[i - 1].end : self.words[i].start] if i > 0 else ""

    def rest(self, i: int, length: int = 24) -> str:
        """The next few characters after a word."""
        return self.text[self.words[i].end : self.words[i].end + length]

    def led(self, i: int) -> str:
        """The last few characters before a word."""
        return self.text[max(0, self.words[i].start - 32) : self.words[i].start]

    def joined(self, i: int) -> bool:
        """Whether only a blank, or an initial's full stop, parts a word from the one before."""
        if not 0 < i < len(self.words):
            return False
        gap = self.gap(i)
        return gap in (" ", "-") or (len(self.words[i - 1].raw) == 1 and gap in (". ", "."))

    def beside(self, i: int) -> list[Word]:
        """The words that touch a word."""
        found = [self.words[i - 1]] if self.joined(i) else []
        return [*found, self.words[i + 1]] if self.joined(i + 1) else found


def _words(text: str) -> Iterator[Word]:
    found = list(_WORD.finditer(text))
    longer = [match[0] for match in found if len(match[0]) > 1]
    shouted = sum(word.isupper() for word in longer)
    shouting = len(found) > 2 and shouted > _SHOUTING * len(longer)
    last = 0
    for match in found:
        first = not last or bool(_STOP.search(text[last : match.start()]))
        capital = not shouting and match[0][0].isupper()
        yield Word(match.start(), match.end(), match[0], first, capital)
        last = match.end()
