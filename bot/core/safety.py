"""Messages that must never be treated as a library question: danger, and requests for names."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from bot.core.reply import UrgentKind
from bot.core.words import clean

EMERGENCY_NUMBER = "999"
MOST_CHARACTERS = 20_000

_IDENTITY = re.compile(
    r"\b(?:real|full|actual|true|proper|first|last|sur) ?names?\b"
    r"|\bwhat (?:was|is|were) (?:the )?(?:woman|mum|mother|victim|perp|perpetrator|killer|baby"
    r"|child|murderer)'?s? (?:really )?(?:called|name)"
    r"|\bname (?:of|the) (?:the )?(?:woman|victim|mum|mother|killer|perpetrator"
    r"|baby|child|murderer)"
    r"|\bwho (?:was|is|were) (?:the )?(?:woman|victim|killer|perpetrator|murderer) really"
    r"|\b(?:photo|picture|pic|mugshot)s? of (?:him|her|the)"
    r"|\bwhere (?:does|do|did|is|are) (?:he|she|they|the \w+) (?:live|living|now)\b"
    r"|\b(?:address|whereabouts) of\b",
    re.I,
)


def danger(text: str, patterns: Mapping[str, Iterable[str]]) -> UrgentKind | None:
    """Whether a raw message tells of danger now, or of the asker's own; None for neither."""
    read = clean(text[:MOST_CHARACTERS]).lower()
    kinds: tuple[UrgentKind, ...] = ("emergency", "personal")
    for kind in kinds:
        if _pattern(tuple(patterns.get(kind, ()))).search(read):
            return kind
    return None


@lru_cache(maxsize=8)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    if not phrases:
        return re.compile(r"(?!)")
    each = (re.escape(phrase).replace(r"\ \*\ ", r" (?:\S+ ){0,4}") for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{'|'.join(each)})(?!\w)")


def asks_for_identity(text: str) -> bool:
    """Whether a message wants names, pictures or whereabouts that the review keeps back."""
    return bool(_IDENTITY.search(clean(text[:MOST_CHARACTERS])))
