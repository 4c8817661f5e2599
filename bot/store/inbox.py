"""The durable inbox: every update is committed before Telegram is told that we have it."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Inbox:
    """Updates by number: open -> replying -> done.

    One that cannot be read is bad; one whose answer a crash cut off, and whose sender was asked
    whether it came, is cut.
    """

    database: Database

    async def keep(self, updates: list[dict[str, Any]], now: datetime) -> list[dict[str, Any]]:
        """Commit raw updates; returns those never seen before."""
        fresh = []
        async with self.database.writing() as connection:
            for update in updates:
                cursor = await connection.execute(
                    "INSERT INTO inbox (update_id, received_at, state, body)"
                    " VALUES (?, ?, 'open', ?) ON CONFLICT DO NOTHING",
                    (update["update_id"], now.isoformat(), json.dumps(update)),
                )
                if cursor.rowcount:
                    fresh.append(update)
        return fresh

    async def replying(self, update_id: int) -> None:
        """Note that an answer is about to be sent, so that a crash cannot send it twice."""
        await self.database.write(
            "UPDATE inbox SET state = 'replying' WHERE update_id = ? AND state = 'open'",
            (update_id,),
        )

    async def done(self, update_id: int) -> None:
        """Handled: the text is erased, the number stays for a while."""
        await self._end(update_id, "done")

    async def bad(self, update_id: int) -> None:
        """Cannot be read: set aside without its text."""
        await self._end(update_id, "bad")

    async def cut(self, update_id: int) -> None:
        """The sender was asked whether the interrupted answer came."""
        await self.database.write(
            "UPDATE inbox SET state = 'cut' WHERE update_id = ?", (update_id,)
        )

    async def _end(self, update_id: int, state: str) -> None:
        await self.database.write(
            "UPDATE inbox SET state = ?, body = NULL WHERE update_id = ?", (state, update_id)
        )

    async def unfinished(self, state: str) -> list[dict[str, Any]]:
        """Raw updates in that state ('open' or 'replying'), oldest first."""
        rows = await self.database.rows(
            "SELECT body FROM inbox WHERE state = ? AND body IS NOT NULL ORDER BY update_id",
            (state,),
        )
        return [json.loads(row["body"]) for row in rows]

    async def reopened(self, update_id: int) -> dict[str, Any] | None:
        """An update whose answer was interrupted, open again; None when it is not there."""
        rows = await self.database.rows(
            "SELECT body FROM inbox WHERE update_id = ? AND state = 'cut'", (update_id,)
        )
        if not rows:
            return None
        await self.database.write(
            "UPDATE inbox SET state = 'open' WHERE update_id = ?", (update_id,)
        )
        return dict(json.loads(rows[0]["body"]))
