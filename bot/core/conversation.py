"""What came before: a follow-up leans on it, a question that stands by itself does not."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.core.entry import Entry
from bot.core.words import STOP_WORDS

_POINTING = """
    it its it's that that's this those these they them their there he him his she her hers one same
"""
_OPENING = "and so but also or why how who when where then what which ok right"
_POINTERS = frozenset(_POINTING.split())
_OPENERS = frozenset(_OPENING.split())
_MOST_OWN_WORDS = 4


@dataclass(frozen=True, slots=True)
class Context:
    """The entry last shown in this conversation."""

    entry: Entry | None = None


def leans(words: list[str], context: Context) -> bool:
    """Whether a message needs what came before: pronouns, an opener, few words of its own."""
    if context.entry is None or not any(char.isalpha() for word in words for char in word):
        return False
    own = [word for word in words if word not in STOP_WORDS]
    if len(own) > _MOST_OWN_WORDS:
        return False
    return points(words) or words[0] in _OPENERS or len(words) <= 3


def points(words: list[str]) -> bool:
    """Whether a message points at something that it does not name: "it", "there", "she"."""
    return bool(_POINTERS & set(words))


def favours(entry: Entry, kin: Collection[str], topic: Collection[str]) -> Mapping[str, float]:
    """How much the entries near the last one are favoured, in units of log-odds.

    kin: entries that rest on one of its passages.  topic: entries of its topic.
    """
    return {
        **dict.fromkeys(topic, 0.5),
        **dict.fromkeys(kin, 1.5),
        **dict.fromkeys(entry.related, 2.0),
        entry.id: 1.0,
    }
