"""What could not be answered, redacted, and what people said of answers."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.core.privacy import Redacted
from bot.store.database import Database

Kind = Literal["unanswered", "choices"]


@dataclass(frozen=True, slots=True)
class Questions:
    """The log that trainers read.  Only redacted text comes in: the type says so."""

    database: Database

    async def record(
        self,
        text: Redacted,
        kind: Kind,
        *,
        near: list[str],
        confidence: float,
        agency: str | None,
        now: datetime,
    ) -> int:
        """One row; choices wait as 'offered' until something is tapped.  Returns its id."""
        state = "open" if kind == "unanswered" else "offered"
        return await self.database.write(
            "INSERT INTO questions (asked_at, state, kind, text, near, confidence, agency)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (now.isoformat(), state, kind, text.text, json.dumps(near), confidence, agency),
        )

    async def none_fits(self, question: int) -> bool:
        """ "None of these": the question is open now.  False when it was not waiting."""
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                "UPDATE questions SET state = 'open', kind = 'none_of_these'"
                " WHERE id = ? AND state = 'offered'",
                (question,),
            )
            return bool(cursor.rowcount)

    async def chosen(self, question: int, entry: str) -> None:
        """One of the choices was tapped."""
        await self.database.write(
            "UPDATE questions SET state = 'chosen', chosen = ? WHERE id = ? AND state = 'offered'",
            (entry, question),
        )

    async def open(self) -> list[dict[str, Any]]:
        """Questions that wait for an answer, oldest first."""
        return await self.database.rows(
            "SELECT id, asked_at, kind, text, near, agency FROM questions"
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
