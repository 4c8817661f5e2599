"""Messages that must never be treated as a library question: danger, and requests for names.

A classifier hears most of it (`core.sorting`); the alarms are patterns for what must never be
missed.  The thresholds say what a mistake costs: a missed emergency far more than a false alarm.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from bot.core.reply import UrgentKind
from bot.core.sorting import Kind
from bot.core.words import clean

EMERGENCY_NUMBER = "999"
MOST_CHARACTERS = 20_000
UNSURE_MATCH = 0.6

# From which chance a message is taken for what it sounds like: first where an entry answers it
# well, then where none does.  What is lost by a mistake differs, so the thresholds do.
_FROM: dict[Kind, tuple[float, float]] = {
    "emergency": (0.30, 0.06),
    "personal": (0.30, 0.10),
    "identity": (0.50, 0.14),
}

_WHO = (
    r"(?:woman|mum|mother|victim|perp|perpetrator|killer|murderer|baby|child|girl|lad|bloke|man)"
)
_IDENTITY = re.compile(
    rf"\b(?:real|actual|true|proper|first|last|sur|maiden|nick) ?names?\b"
    rf"|\bwhat (?:was|is|were) (?:the )?{_WHO}'?s? (?:really )?(?:called|names?)\b"
    rf"|\bnames? of (?:the |that )?{_WHO}\b"
    rf"|\bwho (?:was|is|were) (?:the )?{_WHO} really\b"
    rf"|\b(?:photo|picture|pic|mugshot)s? of (?:him|her|them|the {_WHO})\b",
    re.I,
)


def alarm(text: str, alarms: Mapping[str, Iterable[str]]) -> UrgentKind | None:
    """Whether a raw message holds a phrase that sounds the alarm by itself."""
    read = clean(text[:MOST_CHARACTERS]).lower()
    kinds: tuple[UrgentKind, ...] = ("emergency", "personal")
    for kind in kinds:
        if _pattern(tuple(alarms.get(kind, ()))).search(read):
            return kind
    return None


@lru_cache(maxsize=8)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    if not phrases:
        return re.compile(r"(?!)")
    each = (re.escape(phrase).replace(r"\ \*\ ", r" (?:\S+ ){0,4}") for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{'|'.join(each)})(?!\w)")


def danger(chances: Mapping[Kind, float], match: float) -> UrgentKind | None:
    """What the classifier heard: danger now, the asker's own trouble, or neither.

    match: the confidence that some entry answers the message.
    """
    if _sounds("emergency", chances, match):
        return "emergency"
    return "personal" if _sounds("personal", chances, match) else None


def wants_identity(text: str, chances: Mapping[Kind, float], match: float) -> bool:
    """Whether a message wants names, pictures or whereabouts that the review keeps back."""
    return _sounds("identity", chances, match) or bool(_IDENTITY.search(text))


def _sounds(kind: Kind, chances: Mapping[Kind, float], match: float) -> bool:
    answered, unanswered = _FROM[kind]
    return chances[kind] >= (answered if match >= UNSURE_MATCH else unanswered)
