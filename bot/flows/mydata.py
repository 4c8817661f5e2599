"""What is held of a person, in plain words."""

from collections.abc import Mapping
from datetime import datetime

from bot.core.knowledge import Knowledge
from bot.core.people import Person, Role
from bot.flows.guide_wording import day_words
from bot.store.database import Row
from bot.texts import say

_OF_ENTRIES = ("talks", "guides")
_QUOTED = ("drafts", "askers")


def held_words(found: Mapping[str, list[Row]], person: Person, knowledge: Knowledge) -> list[str]:
    """A paragraph a table, then what is true of everybody."""
    parts = [_table(name, rows, knowledge) for name, rows in found.items()]
    if person.role is not Role.STAFF:
        parts.append(say("mydata.role", role=say(f"role.{person.role}")))
    lead = say("mydata.lead") if parts else say("mydata.nothing")
    return [lead, *parts, say("mydata.besides")]


def _table(name: str, rows: list[Row], knowledge: Knowledge) -> str:
    lines = [say(f"mydata.table.{name}", count=len(rows))]
    lines += [_row(row, _what(name, row, knowledge)) for row in rows]
    return "\n".join(lines)


def _row(row: Row, what: str) -> str:
    if not row["day"]:
        return say("mydata.row_undated", what=what)
    return say("mydata.row", day=_day(row), what=what)


def _day(row: Row) -> str:
    return day_words(datetime.fromisoformat(row["day"]).date())


def _what(name: str, row: Row, knowledge: Knowledge) -> str:
    text = str(row["what"] or "")
    if name in _OF_ENTRIES:
        entry = knowledge.by_id.get(text)
        return entry.title if entry else text
    if name in _QUOTED:
        return say("mydata.quoted", text=text) if text else say("mydata.no_words")
    return text or say("mydata.no_words")
