"""What somebody may quote into another chat: a few entries, and nothing is kept of the asking."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from bot.core.answering import Answerer
from bot.core.entry import Entry
from bot.core.reply import (
    Answered,
    Choices,
    Small,
    Unanswered,
    Unreadable,
    Urgent,
    UrgentKind,
    Withheld,
)
from bot.core.routes import route_lines
from bot.core.safety import EMERGENCY_NUMBER
from bot.flows.wording import Page, page
from bot.texts import say

MOST_QUOTED = 5
_HINT = 160


@dataclass(frozen=True, slots=True)
class Quote:
    """One thing to post: what its asker sees of it first, and the page that others will read.

    entry: the id of the entry that it quotes, if it quotes one.
    """

    title: str
    hint: str
    page: Page
    entry: str | None = None


def quotes(answerer: Answerer, text: str) -> list[Quote]:
    """What may be quoted for a question; none when nothing fits well enough."""
    reply = answerer.answer(text)
    match reply:
        case Answered():
            return _entries(answerer, [reply.entry, *reply.related])
        case Choices():
            return _entries(answerer, reply.options)
        case Urgent():
            return [_urgent(answerer, reply.kind)]
        case Withheld():
            shown = page(reply, answerer.knowledge)
            return [Quote(say("quote.withheld"), _short(shown.lead), shown)]
        case Unanswered() | Small() | Unreadable():
            return []
        case _:
            assert_never(reply)


def _entries(answerer: Answerer, entries: Sequence[Entry]) -> list[Quote]:
    unlike = {entry.id: entry for entry in entries}.values()
    return [_entry(answerer, entry) for entry in list(unlike)[:MOST_QUOTED]]


def _entry(answerer: Answerer, entry: Entry) -> Quote:
    """The answer, what has changed since, and the source; what is folded stays behind the link."""
    shown = replace(page(answerer.show(entry), answerer.knowledge), fold=(), related=())
    return Quote(entry.title, _short(shown.lead), shown, entry.id)


def _urgent(answerer: Answerer, kind: UrgentKind) -> Quote:
    """What is posted never says that its poster is the one who hurts; only they see the hint."""
    posted = Page(page(Urgent("emergency"), answerer.knowledge).lead)
    title = say(f"quote.urgent.{kind}", emergency=EMERGENCY_NUMBER)
    lines = [say("quote.silent")]
    if kind == "personal":
        lines = route_lines(answerer.knowledge.routes, kind, None, None)[:2]
    return Quote(title, " ".join(lines), posted)


def _short(text: str) -> str:
    """The beginning of a text, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= _HINT else line[:_HINT].rpartition(" ")[0] + "\u2026"
