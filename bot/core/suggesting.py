"""Phrasings that people have suggested by what they tapped: at least three, and all alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.core.features import Weights
from bot.core.grouping import Asked, assigned, clearest, likenesses
from bot.core.index import Reader

PEOPLE = 3  # so many must have meant it; fewer could be one person's way to talk
_ALIKE = 0.55  # nearer than in the queue: here nobody reads the single wordings
_ANY = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Tap:
    """Somebody took an entry among choices for these words."""

    id: int
    chat: int
    text: str
    entry: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words that at least three people used for an entry; `id` is the first tap's."""

    id: int
    entry: str
    text: str
    people: int
    taps: tuple[int, ...]


def suggestions(taps: Sequence[Tap], reader: Reader, words: Weights) -> list[Suggestion]:
    """What at least three people meant alike, the most people first."""
    found = []
    for entry in sorted({tap.entry for tap in taps}):
        own = [tap for tap in taps if tap.entry == entry]
        if len({tap.chat for tap in own}) < PEOPLE:
            continue
        texts = [tap.text for tap in own]
        asked = [Asked(tap.id, _ANY, "choices", tap.text) for tap in own]
        groups: dict[int, list[Tap]] = {}
        joins = assigned(asked, likenesses(texts, reader, words), _ALIKE)
        for place, joined in enumerate(joins):
            groups.setdefault(place if joined is None else joined, []).append(own[place])
        for group in groups.values():
            people = len({tap.chat for tap in group})
            if people >= PEOPLE:
                said = list(dict.fromkeys(tap.text for tap in group))
                text = clearest(said, reader, words)
                numbers = tuple(tap.id for tap in group)
                found.append(Suggestion(numbers[0], entry, text, people, numbers))
    return sorted(found, key=lambda each: (-each.people, each.entry, each.id))
