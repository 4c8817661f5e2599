"""`audit`: who did what to whom, and whether the record is whole."""

import asyncio
import json

from bot.core.audit import Act, AuditRow, erased, first_broken
from bot.settings import Settings
from bot.store.audit import Audit
from bot.store.database import opened
from bot.texts import say


def list_acts(settings: Settings) -> str:
    """One line an act, oldest first."""
    rows = asyncio.run(_rows(settings))
    return "\n".join(_line(row) for row in rows) or say("audit.empty")


def verify(settings: Settings, known: str | None) -> tuple[bool, str]:
    """Whether every row follows from the one before, and what to print.

    known: a hash that was noted earlier; without its row, the end has been cut off.
    """
    rows = asyncio.run(_rows(settings))
    broken = first_broken(rows)
    if broken is not None:
        return False, say("audit.broken", number=broken)
    gone = [one for one in erased(rows) if one.upto < rows[0].number]
    lines = [say("audit.erased", upto=gone[-1].upto, at=gone[-1].at[:10])] if gone else []
    hashes = {row.hash for row in rows} | {one.hash for one in gone}
    if known is not None and known.strip().lower() not in hashes:
        return False, "\n".join([say("audit.cut", known=known.strip()), *lines])
    last = rows[-1].hash if rows else say("audit.no_hash")
    return True, "\n".join([say("audit.whole", count=len(rows), hash=last), *lines])


async def _rows(settings: Settings) -> list[AuditRow]:
    async with opened(settings.database) as database:
        return await Audit(database).rows()


def _line(row: AuditRow) -> str:
    known = row.act in tuple(Act)
    return say(
        "audit.row",
        number=row.number,
        at=row.at[:16].replace("T", " "),
        actor=row.actor,
        act=say(f"audit.act.{row.act}") if known else row.act,
        target=row.target,
        detail=_detail(row.detail),
    ).rstrip()


def _detail(text: str) -> str:
    """The detail for reading; where somebody has spoilt it, as it stands."""
    try:
        values = json.loads(text)
        return " ".join(f"{key}={value}" for key, value in values.items() if value is not None)
    except (ValueError, AttributeError):
        return text
