"""Briefs on disk: drafts, the moment in which the list is frozen, and where each one stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.core.audience import Audience, fingerprint
from bot.core.audit import Act
from bot.core.brief import Brief
from bot.core.people import Person
from bot.store.audit import note
from bot.store.database import Database
from bot.store.kept_brief import BriefState, KeptBrief, kept_of, target
from bot.store.recipients import end_pending, enlist

_SELECT = (
    "SELECT b.*, e.kind, e.sha256, e.size, e.file_id"
    " FROM briefs b LEFT JOIN enclosures e ON e.brief = b.id"
)


@dataclass(frozen=True, slots=True)
class Briefs:
    """Every step is one transaction with its line in the record."""

    database: Database

    async def find(self, number: int) -> KeptBrief | None:
        """One brief."""
        rows = await self.database.rows(f"{_SELECT} WHERE b.id = ?", (number,))
        return kept_of(rows[0]) if rows else None

    async def listed(self, states: Sequence[BriefState] = ()) -> list[KeptBrief]:
        """All of them, or those in some states, newest first."""
        marks = ", ".join("?" * len(states))
        where = f"WHERE state IN ({marks})" if states else ""
        rows = await self.database.rows(
            f"{_SELECT} {where} ORDER BY b.id DESC",
            tuple(states),
        )
        return [kept_of(row) for row in rows]

    async def draft(self, brief: Brief, by: int, now: datetime) -> int:
        """Keep a new draft; returns its number."""
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                "INSERT INTO briefs (state, body, audience, made_by, made_at)"
                " VALUES ('draft', ?, ?, ?, ?)",
                (brief.model_dump_json(), Audience().model_dump_json(), by, now.isoformat()),
            )
            number = cursor.lastrowid or 0
            await note(connection, now, by, Act.BRIEF_DRAFTED, target(number))
            return number

    async def rewrite(self, number: int, brief: Brief, by: int, now: datetime) -> bool:
        """Other words for a draft; whoever wrote last counts as its maker."""
        return await self._change(
            number, ("draft",), "body = ?, made_by = ?", (brief.model_dump_json(), by),
            Act.BRIEF_DRAFTED, by, now,
        )  # fmt: skip

    async def address(self, number: int, audience: Audience, by: int, now: datetime) -> bool:
        """Another audience for a draft; whoever chose it counts as its maker."""
        return await self._change(
            number, ("draft",), "audience = ?, made_by = ?", (audience.model_dump_json(), by),
            Act.BRIEF_DRAFTED, by, now,
        )  # fmt: skip

    async def repeat(self, number: int, again: bool) -> bool:
        """What becomes of an ambiguous copy: sent again, or listed."""
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                "UPDATE briefs SET again = ? WHERE id = ? AND state IN ('draft', 'confirmed')",
                (int(again), number),
            )
            return bool(cursor.rowcount)

    async def confirm(
        self, number: int, seen: KeptBrief, people: Sequence[Person], by: int, now: datetime
    ) -> bool:
        """Freeze who gets it: a row each, their number and a hash, all or nothing.

        seen: the draft as it was checked; False when it is another by now.
        """
        keys = [person.key for person in people]
        at = now.isoformat()
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                "UPDATE briefs SET state = 'confirmed', confirmed_by = ?, confirmed_at = ?,"
                " count = ?, outside = ?, hash = ?"
                " WHERE id = ? AND state = 'draft' AND body = ? AND audience = ? AND coalesce("
                "(SELECT sha256 FROM enclosures WHERE brief = briefs.id), '') = ?",
                (
                    by, at, len(keys), seen.audience.outside, fingerprint(keys), number,
                    seen.brief.model_dump_json(), seen.audience.model_dump_json(),
                    seen.file.sha256 if seen.file else "",
                ),
            )  # fmt: skip
            if not cursor.rowcount:
                return False
            for person in people:
                await enlist(connection, number, person, at)
            frozen = fingerprint(keys)
            await note(
                connection,
                now,
                by,
                Act.BRIEF_CONFIRMED,
                target(number),
                count=len(keys),
                hash=frozen,
            )
            return True

    async def send(
        self, number: int, starts: datetime, every: int | None, by: int, now: datetime
    ) -> bool:
        """Let it go out, not before `starts`, and again every so many days."""
        at = starts.isoformat()
        round_at = (starts + timedelta(days=every)).isoformat() if every else None
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                "UPDATE briefs SET state = 'sending', sent_by = ?, starts_at = ?, every_days = ?,"
                " round_at = ? WHERE id = ? AND state = 'confirmed'",
                (by, at, every, round_at, number),
            )
            if not cursor.rowcount:
                return False
            await connection.execute(
                "UPDATE outbox SET due_at = ? WHERE brief = ? AND state = 'pending'", (at, number)
            )
            await note(connection, now, by, Act.BRIEF_SENT, target(number), starts=at[:16])
            return True

    async def pause(self, number: int, by: int, now: datetime) -> bool:
        """Nothing more goes out until somebody lets it."""
        return await self._change(
            number, ("sending",), "state = 'paused'", (), Act.BRIEF_PAUSED, by, now
        )

    async def go_on(self, number: int, by: int, now: datetime) -> bool:
        """After a pause."""
        return await self._change(
            number, ("paused",), "state = 'sending'", (), Act.BRIEF_RESUMED, by, now
        )

    async def cancel(self, number: int, by: int, now: datetime) -> bool:
        """Whoever has it keeps it; nobody else gets it.  A draft is simply put away."""
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                "UPDATE briefs SET state = 'cancelled', done_at = ?, round_at = NULL"
                " WHERE id = ? AND state IN ('draft', 'confirmed', 'sending', 'paused')",
                (now.isoformat(), number),
            )
            if not cursor.rowcount:
                return False
            await end_pending(connection, number, "cancelled", now)
            await connection.execute("DELETE FROM enclosures WHERE brief = ?", (number,))
            await note(connection, now, by, Act.BRIEF_CANCELLED, target(number))
            return True

    async def progress(self, number: int, chat: int, message: int) -> None:
        """Where the one message with the progress stands."""
        await self.database.write(
            "UPDATE briefs SET progress_chat = ?, progress_in = ? WHERE id = ?",
            (chat, message, number),
        )

    async def _change(
        self, number: int, states: Sequence[str], what: str, values: Sequence[Any],
        act: Act, by: int, now: datetime,
    ) -> bool:  # fmt: skip
        marks = ", ".join("?" * len(states))
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                f"UPDATE briefs SET {what} WHERE id = ? AND state IN ({marks})",  # noqa: S608
                (*values, number, *states),
            )
            if not cursor.rowcount:
                return False
            await note(connection, now, by, act, target(number))
            return True
