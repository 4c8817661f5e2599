"""Choices that were tapped, until three people mean the same."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import aiosqlite

from bot.core.audit import Act
from bot.core.suggesting import Tap
from bot.store.answers import NewFile
from bot.store.audit import note
from bot.store.database import Database
from bot.store.history import write_down


async def tapped(
    connection: aiosqlite.Connection, draft: int, owner: int, entry: str, now: datetime
) -> None:
    """Keep one, in the transaction of the tap; not where something was taken out of the words."""
    await connection.execute(
        "INSERT INTO choice_taps (chat_id, text, entry, tapped_at) SELECT ?, text, ?, ?"
        " FROM drafts WHERE id = ? AND text IS NOT NULL AND text NOT LIKE '%[%'",
        (owner, entry, now.isoformat(), draft),
    )


@dataclass(frozen=True, slots=True)
class Taps:
    """What suggestions are made of."""

    database: Database

    async def all(self) -> list[Tap]:
        """Every tap, in its order."""
        rows = await self.database.rows(
            "SELECT id, chat_id, text, entry FROM choice_taps ORDER BY id"
        )
        return [Tap(row["id"], row["chat_id"], row["text"], row["entry"]) for row in rows]

    async def approved_by(self, numbers: Sequence[int]) -> set[int]:
        """Who has approved a suggestion that a second trainer is to approve, too.

        It is made of the same taps still; the record of acts is where it stands.
        """
        rows = await self.database.rows(
            "SELECT a.actor FROM audit a JOIN choice_taps t ON t.id = ?"
            " WHERE a.act = ? AND a.target = ? AND a.at >= t.tapped_at",
            (numbers[0], Act.SUGGESTION_PROPOSED, _target(numbers)),
        )
        return {row["actor"] for row in rows}

    async def propose(self, numbers: Sequence[int], entry: str, by: int, now: datetime) -> None:
        """One trainer approves it; it waits for a second one."""
        async with self.database.writing() as connection:
            await note(connection, now, by, Act.SUGGESTION_PROPOSED, _target(numbers), entry=entry)

    async def forget(self, numbers: Collection[int]) -> None:
        """They are no suggestion any more."""
        async with self.database.writing() as connection:
            await _forget(connection, numbers)

    async def approve(
        self, numbers: Collection[int], file: NewFile, by: int, now: datetime
    ) -> int:
        """Write down the file with the new phrasings, and forget the taps, in one transaction."""
        async with self.database.writing() as connection:
            change = await write_down(
                connection,
                entry=file.entry,
                by=by,
                act="phrasing",
                path=file.path,
                before=file.before,
                after=file.after,
                now=now,
            )
            await _forget(connection, numbers)
            await note(connection, now, by, Act.SUGGESTION_APPROVED, f"entry {file.entry}")
            return change


def _target(numbers: Sequence[int]) -> str:
    """A suggestion as the target of an act: its first tap, its last, and how many."""
    return f"suggestion {numbers[0]}-{numbers[-1]} of {len(numbers)}"


async def _forget(connection: aiosqlite.Connection, numbers: Collection[int]) -> None:
    for number in numbers:
        await connection.execute("DELETE FROM choice_taps WHERE id = ?", (number,))
