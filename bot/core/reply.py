"""Everything the bot can say to a message: a closed union that every front must render."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.core.entry import Entry, Fact

SmallKind = Literal["greeting", "thanks", "goodbye", "help", "who_are_you"]
UrgentKind = Literal["emergency", "personal"]
UnreadableWhy = Literal["empty", "too_long"]


@dataclass(frozen=True, slots=True)
class Answered:
    """One curated entry answers it."""

    entry: Entry
    facts: tuple[Fact, ...]
    related: tuple[Entry, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Choices:
    """Not sure enough: up to three near entries, likeliest first."""

    options: tuple[Entry, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Nothing fits.  `look` names where to look instead, for a known gap.

    until: what fits is under an embargo that ends then.
    """

    about: str | None = None
    look: str | None = None
    confidence: float = 0.0
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Urgent:
    """Somebody may be in danger now, or the asker is the one who is hurting."""

    kind: UrgentKind
    lesson: Entry | None = None


@dataclass(frozen=True, slots=True)
class Withheld:
    """Wants what the review keeps anonymous."""


@dataclass(frozen=True, slots=True)
class Small:
    """Hello, thanks, goodbye, help, who are you."""

    kind: SmallKind


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Empty, too long, or nothing legible."""

    why: UnreadableWhy


Reply = Answered | Choices | Unanswered | Urgent | Withheld | Small | Unreadable
