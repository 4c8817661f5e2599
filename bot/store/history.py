"""Every change of a knowledge file made in chat: written down first, then done, then ticked off.

A crash between two of these leaves a row that is not ticked off, and the next start does it.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any

import aiosqlite

from bot.core.audit import Act
from bot.store.audit import note
from bot.store.database import Database
from bot.store.overlay import Overlay


@dataclass(frozen=True, slots=True)
class Change:
    """One change; before and after are whole files, None where there was or is none."""

    id: int
    entry: str
    at: datetime
    made_by: int
    act: str
    path: str
    before: str | None
    after: str | None


async def write_down(
    connection: aiosqlite.Connection,
    *,
    entry: str,
    by: int,
    act: str,
    path: str,
    before: str | None,
    after: str | None,
    now: datetime,
) -> int:
    """One row, in the transaction of the act."""
    cursor = await connection.execute(
        "INSERT INTO entry_history (entry, at, made_by, act, path, before, after, applied)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
        (entry, now.isoformat(), by, act, path, before, after),
    )
    return cursor.lastrowid or 0


@dataclass(frozen=True, slots=True)
class History:
    """The changes and the files that they are of."""

    database: Database
    overlay: Overlay

    async def find(self, number: int) -> Change | None:
        """One change."""
        rows = await self.database.rows("SELECT * FROM entry_history WHERE id = ?", (number,))
        return _change(rows[0]) if rows else None

    async def latest(self, most: int = 20) -> list[Change]:
        """The newest changes first."""
        rows = await self.database.rows(
            "SELECT * FROM entry_history ORDER BY id DESC LIMIT ?", (most,)
        )
        return [_change(row) for row in rows]

    async def of(self, entry: str) -> list[Change]:
        """The history of one entry, newest first."""
        rows = await self.database.rows(
            "SELECT * FROM entry_history WHERE entry = ? ORDER BY id DESC", (entry,)
        )
        return [_change(row) for row in rows]

    async def undo(self, change: Change, by: int, now: datetime) -> int | None:
        """Write down that a file goes back to what it was; None when it is not as it was left."""
        if self.overlay.text(change.path) != change.after:
            return None
        async with self.database.writing() as connection:
            number = await write_down(
                connection,
                entry=change.entry,
                by=by,
                act="undo",
                path=change.path,
                before=change.after,
                after=change.before,
                now=now,
            )
            await note(connection, now, by, Act.UNDONE, f"change {change.id}", entry=change.entry)
            return number

    async def settle(self, path: str, after: str | None, by: int, act: str, now: datetime) -> int:
        """Write down what becomes of a published file under which the shipped one has changed."""
        async with self.database.writing() as connection:
            entry = PurePath(path).stem
            number = await write_down(
                connection,
                entry=entry,
                by=by,
                act=act,
                path=path,
                before=self.overlay.text(path),
                after=after,
                now=now,
            )
            await note(connection, now, by, Act.PUBLISHED, f"entry {entry}", what=act)
            return number

    async def finish(self) -> int:
        """Do what was written down and not ticked off; how many changes that were."""
        rows = await self.database.rows(
            "SELECT * FROM entry_history WHERE applied = 0 ORDER BY id"
        )
        for row in rows:
            change = _change(row)
            found = self.overlay.text(change.path)
            if found not in (change.before, change.after):
                await self._keep_by_hand(change, found)
            self.overlay.put(change.path, change.after)
            await self.ticked(change.id)
        return len(rows)

    async def ticked(self, number: int) -> None:
        """The file is as the row says."""
        await self.database.write("UPDATE entry_history SET applied = 1 WHERE id = ?", (number,))

    async def _keep_by_hand(self, change: Change, found: str | None) -> None:
        """Somebody edited the file in between: what they wrote stays in the history."""
        await self.database.write(
            "INSERT INTO entry_history (entry, at, made_by, act, path, before, after, applied)"
            " VALUES (?, ?, 0, 'by_hand', ?, ?, ?, 1)",
            (change.entry, change.at.isoformat(), change.path, change.before, found),
        )


def _change(row: dict[str, Any]) -> Change:
    return Change(
        row["id"],
        row["entry"],
        datetime.fromisoformat(row["at"]),
        row["made_by"],
        row["act"],
        row["path"],
        row["before"],
        row["after"],
    )
