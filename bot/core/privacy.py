"""What may be kept of a message: identifiers are taken out before anything is stored."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.core.addresses import find_addresses
from bot.core.dates import Day, find_dates
from bot.core.identifiers import find, find_numbers
from bot.core.names import Allowed, Names
from bot.core.persons import find_persons
from bot.core.spans import Span
from bot.core.words import STOP_WORDS, clean, split

_MOST_PASSES = 4
_MARK = re.compile(r"\[[^][]*\]")


@dataclass(frozen=True, slots=True)
class Redacted:
    """What is left of a message, and how many identifiers of each kind were taken out."""

    text: str
    removed: dict[str, int]


def says_something(kept: Redacted) -> bool:
    """Whether a trainer could make anything of what is left."""
    words = split(_MARK.sub(" ", kept.text))
    return bool(words) and not (kept.removed and STOP_WORDS.issuperset(words))


class Redactor:
    """Takes out what could point to a person, by an allow-list, name lists and patterns.

    words: what may stay.  usual: the most used of them.
    years, days: those that the knowledge speaks of; see find_dates.
    numbers: references of the trade's own, such as the number of the review.
    """

    def __init__(
        self,
        names: Names,
        words: Iterable[str],
        usual: Iterable[str] = (),
        years: Collection[int] = (),
        days: Collection[Day] = (),
        numbers: Collection[str] = (),
    ) -> None:
        self._allowed = Allowed(names, words, usual)
        self._years, self._days = frozenset(years), frozenset(days)
        self._numbers = frozenset(number.lower() for number in numbers)

    def redact(self, text: str) -> Redacted:
        """Take out what could point to a person; each is replaced by its kind in brackets."""
        left = clean(text)
        removed: Counter[str] = Counter()
        for _ in range(_MOST_PASSES):
            spans = self._find(left)
            if not spans:
                break
            left = _replaced(left, spans)
            removed.update(span.kind for span in spans)
        return Redacted(left, dict(removed))

    def _find(self, text: str) -> list[Span]:
        sieve = find(text, self._allowed)
        find_dates(sieve, self._years, self._days)
        find_numbers(sieve, self._allowed, self._kept)
        find_addresses(sieve, self._allowed)
        return sorted([*sieve.spans, *find_persons(sieve.text, self._allowed)])

    def _kept(self, token: str) -> bool:
        return token.lower() in self._numbers


def _replaced(text: str, spans: list[Span]) -> str:
    parts, at = [], 0
    for span in spans:
        parts += [text[at : span.start], f"[{span.kind}]"]
        at = span.end
    return "".join(parts) + text[at:]
