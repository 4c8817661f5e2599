"""A brief that was sent is put right or taken back, and it comes round again when it shall."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import aiosqlite

from bot.core.audit import Act
from bot.core.brief import Brief
from bot.store.audit import note
from bot.store.database import Database
from bot.store.kept_brief import target
from bot.store.recipients import end_pending

_COPIES = (
    " FROM outbox o JOIN recipients r ON r.id = o.recipient WHERE o.brief = ?"
    " AND o.state IN ('sent', 'unknown') AND r.person != 0"
)
_HAD = _COPIES + " AND o.kind = 'brief'"


@dataclass(frozen=True, slots=True)
class Corrections:
    """Each is one transaction: the new words, an edit of every copy, and a line to everybody."""

    database: Database

    async def correct(self, number: int, brief: Brief, by: int, now: datetime) -> bool:
        """Other words for a brief that people have; what waits goes out with the new ones."""
        async with self.database.writing() as connection:
            await _forget_answers(connection, number, brief)
            cursor = await connection.execute(
                "UPDATE briefs SET body = ?, version = version + 1"
                " WHERE id = ? AND state IN ('sending', 'paused', 'done')",
                (brief.model_dump_json(), number),
            )
            if not cursor.rowcount:
                return False
            await _tell(connection, number, "corrected", now)
            await note(connection, now, by, Act.BRIEF_CORRECTED, target(number))
            return True

    async def withdraw(self, number: int, by: int, now: datetime) -> bool:
        """Nobody else gets it, every copy says so, and everybody who had it is told."""
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                "UPDATE briefs SET state = 'withdrawn', round_at = NULL,"
                " done_at = coalesce(done_at, ?)"
                " WHERE id = ? AND state IN ('sending', 'paused', 'done', 'cancelled')",
                (now.isoformat(), number),
            )
            if not cursor.rowcount:
                return False
            await end_pending(connection, number, "withdrawn", now)
            await _take_files_back(connection, number, now)
            await _tell(connection, number, "withdrawn", now)
            await note(connection, now, by, Act.BRIEF_WITHDRAWN, target(number))
            return True

    async def stop_rounds(self, number: int, by: int, now: datetime) -> bool:
        """It comes round no more."""
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                "UPDATE briefs SET round_at = NULL, every_days = NULL"
                " WHERE id = ? AND round_at IS NOT NULL",
                (number,),
            )
            if cursor.rowcount:
                await note(connection, now, by, Act.BRIEF_ROUNDS_STOPPED, target(number))
            return bool(cursor.rowcount)

    async def rounds(self, now: datetime) -> list[int]:
        """Briefs that come round again by now: a copy more for everybody whom one reached."""
        at = now.isoformat()
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                "SELECT id, round_at, every_days FROM briefs WHERE state = 'done'"
                " AND round_at <= ?",
                (at,),
            )
            found = list(await cursor.fetchall())
            for number, round_at, days in found:
                await connection.execute(
                    "INSERT INTO outbox (brief, recipient, kind, chat_id, state, due_at)"
                    " SELECT o.brief, o.recipient, 'round', o.chat_id, 'pending', ?" + _HAD,
                    (at, number),
                )
                following = datetime.fromisoformat(round_at)
                while following <= now:
                    following += timedelta(days=days)
                await connection.execute(
                    "UPDATE briefs SET round_at = ? WHERE id = ?", (following.isoformat(), number)
                )
        return [row[0] for row in found]


async def _tell(connection: aiosqlite.Connection, number: int, kind: str, now: datetime) -> None:
    """An edit of every copy that is known, then a message to everybody who had it."""
    at = now.isoformat()
    await connection.execute(
        "INSERT INTO outbox (brief, recipient, kind, chat_id, state, due_at, message_id)"
        " SELECT o.brief, o.recipient, 'edit', o.chat_id, 'pending', ?, o.message_id"
        + _COPIES
        + " AND o.kind IN ('brief', 'round') AND o.message_id IS NOT NULL",
        (at, number),
    )
    await connection.execute(
        "INSERT INTO outbox (brief, recipient, kind, chat_id, state, due_at)"
        " SELECT o.brief, o.recipient, ?, o.chat_id, 'pending', ?" + _HAD,
        (kind, at, number),
    )


async def _forget_answers(connection: aiosqlite.Connection, number: int, brief: Brief) -> None:
    """An answer to a question that is another by now counts no more, and may be given anew."""
    cursor = await connection.execute(
        "SELECT body FROM briefs WHERE id = ? AND state IN ('sending', 'paused', 'done')",
        (number,),
    )
    row = await cursor.fetchone()
    before = Brief.model_validate_json(row[0]).check if row else ()
    changed = [at for at, one in enumerate(before) if one not in brief.check[at : at + 1]]
    await connection.executemany(
        "DELETE FROM brief_answers WHERE question = ? AND recipient IN"
        " (SELECT id FROM recipients WHERE brief = ?)",
        [(at, number) for at in changed],
    )


async def _take_files_back(connection: aiosqlite.Connection, number: int, now: datetime) -> None:
    """What went with it goes with it."""
    await connection.execute(
        "INSERT INTO outbox (brief, recipient, kind, chat_id, state, due_at, message_id)"
        " SELECT o.brief, o.recipient, 'unfile', o.chat_id, 'pending', ?, o.message_id"
        + _COPIES
        + " AND o.kind = 'file' AND o.message_id IS NOT NULL",
        (now.isoformat(), number),
    )
    await connection.execute("DELETE FROM enclosures WHERE brief = ?", (number,))
