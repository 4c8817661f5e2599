"""The audit on disk, written in the transaction of the act: neither is there without the other."""

import asyncio
import os
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

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


_NOBODY = 0  # no Telegram id: the bot did it by itself
# Rows before the first that is young enough; those that only tell of an erasure do not count.
_OLD = (
    "SELECT max(number) AS upto, sum(act != 'audit_purged') AS acts FROM audit WHERE number <"
    " coalesce((SELECT min(number) FROM audit WHERE at >= :before), 1 << 60)"
)
_HASH = "SELECT hash FROM audit WHERE number = ?"
_GUARD = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
    " AND sql LIKE '%BEFORE DELETE%'"
)
_ERASE = "DELETE FROM audit WHERE number <= ?"


async def purge(connection: aiosqlite.Connection, before: str, now: datetime) -> int:
    """Erase the rows older than `before`, and write down how they ended; how many there were."""
    upto, acts = await _one(connection, _OLD, {"before": before})
    if not acts:
        return 0
    (last,) = await _one(connection, _HASH, (upto,))
    await note(connection, now, _NOBODY, Act.AUDIT_PURGED, "", upto=upto, before=before, hash=last)
    return (await connection.execute(_ERASE, (upto,))).rowcount


async def purge_copy(copy: Path, before: str, now: datetime) -> None:
    """The same in a backup, whose age stays what it was; an older one may refuse or lack it."""
    seen = await asyncio.to_thread(copy.stat)
    async with aiosqlite.connect(copy) as connection:
        with suppress(sqlite3.OperationalError):
            name, trigger = await _one(connection, _GUARD, ())
            await connection.execute(f"DROP TRIGGER {name}")
            await purge(connection, before, now)
            await connection.execute(trigger)
            await connection.commit()
    await asyncio.to_thread(os.utime, copy, (seen.st_atime, seen.st_mtime))


async def _one(connection: aiosqlite.Connection, sql: str, values: Any) -> Any:
    row = await (await connection.execute(sql, values)).fetchone()
    if row is None:
        raise sqlite3.OperationalError("no row")
    return row


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
