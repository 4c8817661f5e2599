"""The audit on disk, written in the transaction of the act: neither is there without the other."""

from dataclasses import dataclass
from datetime import datetime

import aiosqlite

from bot.core.audit import Act, AuditRow, canonical, chained
from bot.store.database import Database


async def note(
    connection: aiosqlite.Connection,
    now: datetime,
    actor: int,
    act: Act,
    target: str,
    **detail: str | int | None,
) -> None:
    """Write down one act; `connection` is in the transaction that does it."""
    cursor = await connection.execute(
        "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1"
    )
    last = await cursor.fetchone()
    number, before = (last[0] + 1, last[1]) if last else (1, "")
    row = chained(before, number, now.isoformat(), actor, act, target, canonical(detail))
    await connection.execute(
        "INSERT INTO audit (number, at, actor, act, target, detail, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (row.number, row.at, row.actor, row.act, row.target, row.detail, row.hash),
    )


def person(key: int) -> str:
    """Somebody as the target of an act."""
    return f"person {key}"


def link(number: int) -> str:
    """A joining link as the target of an act."""
    return f"link {number}"


@dataclass(frozen=True, slots=True)
class Audit:
    """All that was written down."""

    database: Database

    async def rows(self) -> list[AuditRow]:
        """Every row in its order."""
        return [
            AuditRow(**row)
            for row in await self.database.rows("SELECT * FROM audit ORDER BY number")
        ]
