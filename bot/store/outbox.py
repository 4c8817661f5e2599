"""The queue of messages that the bot begins: its rows are the queue, so a crash forgets nothing.

pending -> sending, committed just before the request -> sent, blocked, failed or unknown,
committed just after.  A row found in "sending" at the start is one that a crash cut off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.core.people import Person
from bot.store.database import Database
from bot.store.recipients import enlist

Kind = Literal["brief", "round", "reminder", "edit", "corrected", "withdrawn", "weeks", "months",
    "file", "unfile",
]  # fmt: skip
End = Literal["sent", "blocked", "failed", "unknown"]


@dataclass(frozen=True, slots=True)
class Item:
    """One message to be sent."""

    id: int
    brief: int
    recipient: int
    person: int
    kind: Kind
    chat: int
    tries: int
    again: bool
    about: int | None
    edits: int | None  # the message to be changed
    reminders: int
    acked: bool


_DUE = (
    "SELECT o.id, o.brief, o.recipient, r.person, o.kind, o.chat_id AS chat, o.tries, b.again,"
    " o.about, o.message_id AS edits, r.reminders,"
    " r.acked_at IS NOT NULL AS acked"
    " FROM outbox o JOIN briefs b ON b.id = o.brief JOIN recipients r ON r.id = o.recipient"
    " WHERE o.state = 'pending' AND o.due_at <= ?"
    " AND (b.state IN ('sending', 'done')"
    " OR (b.state IN ('withdrawn', 'paused', 'cancelled')"
    " AND o.kind IN ('edit', 'withdrawn', 'unfile')))"
    " ORDER BY o.due_at, o.id LIMIT ?"
)


# What goes with a brief follows each copy that has arrived, and stands below it as a reply.
_FILE = (
    "INSERT INTO outbox (brief, recipient, kind, chat_id, state, due_at, about)"
    " SELECT o.brief, o.recipient, 'file', o.chat_id, 'pending', ?, o.message_id FROM outbox o"
    " JOIN enclosures e ON e.brief = o.brief WHERE o.id = ?"
)


# What was under way when its brief was withdrawn is put right after it has arrived.
_TOO_LATE = (
    "INSERT INTO outbox (brief, recipient, kind, chat_id, state, due_at, message_id)"
    " SELECT o.brief, o.recipient, iif(o.kind = 'file', 'unfile', 'edit'), o.chat_id, 'pending',"
    " ?, o.message_id FROM outbox o JOIN briefs b ON b.id = o.brief"
    " WHERE o.id = ? AND b.state = 'withdrawn' AND o.message_id IS NOT NULL"
)


@dataclass(frozen=True, slots=True)
class Outbox:
    """Rows in and out."""

    database: Database

    async def due(self, now: datetime, most: int) -> list[Item]:
        """What may go out now, in order."""
        rows = await self.database.rows(_DUE, (now.isoformat(), most))
        return [
            Item(**{**row, "again": bool(row["again"]), "acked": bool(row["acked"])})
            for row in rows
        ]

    async def next_of(self, brief: int) -> tuple[datetime, str] | None:
        """When the next copy of a brief is due, and why it was put off, if it was."""
        rows = await self.database.rows(
            "SELECT due_at, reason FROM outbox WHERE brief = ? AND kind = 'brief'"
            " AND state = 'pending' ORDER BY due_at, id LIMIT 1",
            (brief,),
        )
        return (datetime.fromisoformat(rows[0]["due_at"]), rows[0]["reason"]) if rows else None

    async def begin(self, item: Item, now: datetime) -> bool:
        """Just before its request; False when it is no longer to be sent."""
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                "UPDATE outbox SET state = 'sending', begun_at = ?, tries = tries + 1"
                " WHERE id = ? AND state = 'pending' AND EXISTS (SELECT 1 FROM briefs b"
                " WHERE b.id = brief AND (b.state IN ('sending', 'done')"
                " OR kind IN ('edit', 'withdrawn', 'unfile')))",
                (now.isoformat(), item.id),
            )
            return bool(cursor.rowcount)

    async def end(
        self, item: Item, state: End, now: datetime, reason: str = "", message: int | None = None
    ) -> None:
        """Just after its answer, or when it will never be sent."""
        at = now.isoformat()
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                "UPDATE outbox SET state = ?, reason = ?, done_at = ?,"
                " message_id = coalesce(?, message_id)"
                " WHERE id = ? AND state IN ('sending', 'pending')",
                (state, reason, at, message, item.id),
            )
            if cursor.rowcount and state == "sent" and item.kind in ("brief", "round"):
                await connection.execute(_FILE, (at, item.id))
            if cursor.rowcount and state == "sent" and item.kind in ("brief", "round", "file"):
                await connection.execute(_TOO_LATE, (at, item.id))

    async def later(
        self, item: Item, due: datetime, reason: str, chat: int | None = None, tried: bool = True
    ) -> None:
        """Back into the queue: when it is next tried, and why.  tried: whether it counts."""
        await self.database.write(
            "UPDATE outbox SET state = 'pending', reason = ?, due_at = ?,"
            " chat_id = coalesce(?, chat_id), tries = tries - ?"
            " WHERE id = ? AND state IN ('sending', 'pending')",
            (reason, due.isoformat(), chat, int(not tried), item.id),
        )

    async def put_off(self, brief: int, due: datetime) -> None:
        """Everything of a brief that waits, waits until then."""
        await self.database.write(
            "UPDATE outbox SET due_at = ? WHERE brief = ? AND state = 'pending' AND due_at < ?",
            (due.isoformat(), brief, due.isoformat()),
        )

    async def take_up(self, now: datetime) -> int:
        """After a crash: what was under way goes again, or is listed, as its manager chose.

        An edit or a deletion does no harm twice, so it always goes again.
        """
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                "UPDATE outbox SET due_at = ?, reason = 'interrupted',"
                " state = CASE WHEN kind IN ('edit', 'unfile') OR (SELECT again FROM briefs b"
                " WHERE b.id = brief) THEN 'pending' ELSE 'unknown' END,"
                " done_at = ? WHERE state = 'sending'",
                (now.isoformat(), now.isoformat()),
            )
            return cursor.rowcount

    async def finish(self, now: datetime) -> list[int]:
        """Briefs of which nothing waits any more are done; returns their numbers."""
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                "UPDATE briefs SET state = 'done', done_at = ? WHERE state = 'sending'"
                " AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.brief = briefs.id"
                " AND o.kind IN ('brief', 'file') AND o.state IN ('pending', 'sending'))"
                " RETURNING id",
                (now.isoformat(),),
            )
            return [row[0] for row in await cursor.fetchall()]

    async def add(
        self, brief: int, kind: Kind, recipients: Sequence[int], due: datetime,
        about: int | None = None,
    ) -> int:  # fmt: skip
        """One more message for each of these recipients of a brief; an edit names its copy."""
        async with self.database.writing() as connection:
            for recipient in recipients:
                await connection.execute(
                    "INSERT INTO outbox (brief, recipient, kind, chat_id, state, due_at, about,"
                    " message_id) SELECT ?, r.id, ?, o.chat_id, 'pending', ?, ?,"
                    " CASE WHEN ? = 'edit' THEN o.message_id END FROM recipients r"
                    " JOIN outbox o ON o.recipient = r.id AND o.kind = 'brief' WHERE r.id = ?"
                    " AND r.person != 0",
                    (brief, kind, due.isoformat(), about, kind, recipient),
                )
                if kind == "reminder":
                    await connection.execute(
                        "UPDATE recipients SET reminders = reminders + 1, reminded_at = ?"
                        " WHERE id = ?",
                        (due.isoformat(), recipient),
                    )
        return len(recipients)

    async def newcomer(self, briefs: Sequence[int], person: Person, now: datetime) -> int:
        """The current briefs for somebody who has just joined; how many are new to them."""
        async with self.database.writing() as connection:
            at = now.isoformat()
            return sum([await enlist(connection, n, person, at, late=True) for n in briefs])

    async def opened(
        self,
        brief: int,
        recipient: int,
        chat: int,
        message: int,
        now: datetime,
        kind: Kind = "round",
    ) -> None:
        """A copy that somebody opened for themselves: corrected and withdrawn like the first."""
        at = now.isoformat()
        await self.database.write(
            "INSERT INTO outbox (brief, recipient, kind, chat_id, state, reason, due_at, done_at,"
            " message_id) VALUES (?, ?, ?, ?, 'sent', 'opened', ?, ?, ?)",
            (brief, recipient, kind, chat, at, at, message),
        )

    async def resumed(self, person: int, now: datetime, reason: str) -> int:
        """What was held back for that reason goes out now that it is over."""
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                "UPDATE outbox SET state = 'pending', reason = '', due_at = ?, done_at = NULL"
                " WHERE chat_id = ? AND state IN ('failed', 'blocked') AND reason = ?"
                " AND kind = 'brief'"
                " AND brief IN (SELECT id FROM briefs WHERE state IN ('sending', 'done'))",
                (now.isoformat(), person, reason),
            )
            return cursor.rowcount

    async def rows(self, brief: int, kind: Kind = "brief") -> list[dict[str, Any]]:
        """Every row of a brief with its recipient, for the list of those not reached."""
        return await self.database.rows(
            "SELECT o.state, o.reason, o.tries, o.due_at, o.message_id, r.id AS recipient,"
            " r.person, r.agency, r.team, r.area, r.late, r.acked_at, r.reminders FROM outbox o"
            " JOIN recipients r ON r.id = o.recipient WHERE o.brief = ? AND o.kind = ?"
            " ORDER BY o.id",
            (brief, kind),
        )
