"""What reports are made of: counts, questions that were sent, ratings, and the last export."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core.audit import Act
from bot.core.tallies import Counted, Sent
from bot.store.audit import note
from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Tallies:
    """Nothing here names a person."""

    database: Database

    async def counted(self) -> list[Counted]:
        """What came of questions, by day, agency and entry."""
        rows = await self.database.rows("SELECT * FROM asked_counts ORDER BY day")
        return [Counted(**row) for row in rows]

    async def sent(self, topics: Mapping[str, str]) -> list[Sent]:
        """Questions sent to the trainers; topics: entry -> topic."""
        rows = await self.database.rows(
            "SELECT asked_at, closed_at, agency, near FROM questions WHERE state != 'chosen'"
        )
        return [
            Sent(
                datetime.fromisoformat(row["asked_at"]),
                datetime.fromisoformat(row["closed_at"]) if row["closed_at"] else None,
                row["agency"] or "",
                next((topics[name] for name in json.loads(row["near"]) if name in topics), ""),
            )
            for row in rows
        ]

    async def ratings(self) -> Counter[bool]:
        """How many found an answer helpful, and how many did not."""
        rows = await self.database.rows(
            "SELECT helpful, COUNT(*) AS n FROM ratings GROUP BY helpful"
        )
        return Counter({bool(row["helpful"]): row["n"] for row in rows})

    async def queue(self) -> list[dict[str, Any]]:
        """Every group, open or closed, with its questions."""
        return await self.database.rows(
            "SELECT g.id, g.state, g.outcome, g.reopened, g.closed_at, q.text, q.kind, q.asked_at,"
            " q.agency, q.near FROM groups g JOIN questions q ON q.group_id = g.id"
            " ORDER BY g.id, q.id"
        )

    async def last_export(self) -> str | None:
        """When an export was last good."""
        rows = await self.database.rows(
            "SELECT at FROM audit WHERE act = ? ORDER BY number DESC LIMIT 1", (Act.EXPORTED,)
        )
        return rows[0]["at"] if rows else None

    async def exported(self, by: int, rows: int, now: datetime) -> None:
        """An export was good."""
        async with self.database.writing() as connection:
            await note(connection, now, by, Act.EXPORTED, "queue", rows=rows)
