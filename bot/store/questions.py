"""What was sent to the trainers, redacted, and what people said of answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Questions:
    """What trainers read.  A text comes in by `store.drafts`, when its owner sends it."""

    database: Database

    async def open(self) -> list[dict[str, Any]]:
        """Questions that wait for an answer, oldest first."""
        return await self.database.rows(
            "SELECT id, asked_at, kind, text, near, agency, role FROM questions"
            " WHERE state = 'open' ORDER BY asked_at, id"
        )

    async def rate(self, entry: str, helpful: bool, now: datetime) -> None:
        """Somebody said whether an answer helped."""
        await self.database.write(
            "INSERT INTO ratings (rated_at, entry, helpful) VALUES (?, ?, ?)",
            (now.isoformat(), entry, int(helpful)),
        )

    async def count_urgent(self, kind: str, now: datetime) -> None:
        """Count that danger was heard today; nothing else is kept of it."""
        await self.database.write(
            "INSERT INTO urgent_counts (day, kind, count) VALUES (?, ?, 1)"
            " ON CONFLICT (day, kind) DO UPDATE SET count = count + 1",
            (now.date().isoformat(), kind),
        )
