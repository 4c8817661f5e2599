"""Procedures under way: one row a chat and procedure, with marks and dates and no text."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import aiosqlite

from bot.core.guide import Anchor, Mark, Progress
from bot.store.database import Database, Row

Change = Callable[[Progress], Progress | None]


@dataclass(frozen=True, slots=True)
class Kept:
    """A procedure as it was left: how far, in which message, and when."""

    entry: str
    progress: Progress
    message: int | None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Guides:
    """Every change is one transaction that reads what it changes."""

    database: Database

    async def under_way(self, chat: int) -> list[Kept]:
        """What a chat has begun and not finished, newest first."""
        rows = await self.database.rows(
            "SELECT * FROM guides WHERE chat_id = ? AND finished = 0 ORDER BY updated_at DESC",
            (chat,),
        )
        return [_kept(row) for row in rows]

    async def waiting(self, chat: int) -> Kept | None:
        """The procedure that waits for a date to be typed."""
        found = [kept for kept in await self.under_way(chat) if kept.progress.awaiting]
        return found[0] if found else None

    async def begin(self, chat: int, entry: str, now: datetime) -> tuple[Kept, bool]:
        """Take up what was left, or begin; True when it was taken up."""
        async with self.database.writing() as connection:
            kept = await _one(connection, chat, entry)
            if kept and not kept.progress.finished:
                return kept, True
            message = kept.message if kept else None
            fresh = Kept(entry, Progress(), message, now)
            await _write(connection, chat, fresh)
            return fresh, False

    async def change(
        self, chat: int, entry: str, change: Change, now: datetime
    ) -> Progress | None:
        """Change how far it is.  None, and no change, where there is nothing to change.

        Only one procedure of a chat may await a date.
        """
        async with self.database.writing() as connection:
            before = await _one(connection, chat, entry)
            progress = change(before.progress) if before else None
            if before is None or progress is None:
                return None
            if progress.awaiting:
                await connection.execute(
                    "UPDATE guides SET awaiting = NULL WHERE chat_id = ?", (chat,)
                )
            await _write(connection, chat, Kept(entry, progress, before.message, now))
            return progress

    async def shown_in(self, chat: int, entry: str, message: int) -> None:
        """Remember the message that shows it."""
        await self.database.write(
            "UPDATE guides SET message_id = ? WHERE chat_id = ? AND entry = ?",
            (message, chat, entry),
        )


async def _one(connection: aiosqlite.Connection, chat: int, entry: str) -> Kept | None:
    async with connection.execute(
        "SELECT * FROM guides WHERE chat_id = ? AND entry = ?", (chat, entry)
    ) as cursor:
        row = await cursor.fetchone()
        names = [column[0] for column in cursor.description]
    return _kept(dict(zip(names, row, strict=True))) if row else None


async def _write(connection: aiosqlite.Connection, chat: int, kept: Kept) -> None:
    progress = kept.progress
    await connection.execute(
        "INSERT OR REPLACE INTO guides (chat_id, entry, states, dates, place, awaiting,"
        " finished, message_id, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            chat,
            kept.entry,
            json.dumps(dict(progress.marks)),
            json.dumps({key: day.isoformat() for key, day in progress.dates.items()}),
            progress.place,
            progress.awaiting,
            int(progress.finished),
            kept.message,
            kept.updated_at.isoformat(),
        ),
    )


def _kept(row: Row) -> Kept:
    dates = json.loads(row["dates"])
    progress = Progress(
        marks={key: Mark(mark) for key, mark in json.loads(row["states"]).items()},
        dates={Anchor(key): date.fromisoformat(day) for key, day in dates.items()},
        place=row["place"],
        awaiting=Anchor(row["awaiting"]) if row["awaiting"] else None,
        finished=bool(row["finished"]),
    )
    moment = datetime.fromisoformat(row["updated_at"])
    return Kept(row["entry"], progress, row["message_id"], moment)
