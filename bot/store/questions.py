"""What was sent to the trainers, redacted, and what people said of answers."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core.people import Person
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

    async def not_helpful(self, entry: str, words: str, person: Person, now: datetime) -> bool:
        """An answer that did not help, as something to be answered; no word of theirs is in it.

        Whether it is the only one of that entry that waits.
        """
        near = json.dumps([entry])
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                "SELECT 1 FROM questions q JOIN askers a ON a.question = q.id"
                " WHERE q.state = 'open' AND q.text = ? AND a.chat_id = ?",
                (words, person.key),
            )
            if await cursor.fetchone():
                return False  # said before, and still waiting
            cursor = await connection.execute(
                "SELECT count(*) FROM questions"
                " WHERE state = 'open' AND kind = 'not_helpful' AND near = ?",
                (near,),
            )
            row = await cursor.fetchone()
            cursor = await connection.execute(
                "INSERT INTO questions (asked_at, state, kind, text, near, confidence, agency,"
                " role) VALUES (?, 'open', 'not_helpful', ?, ?, 0, ?, ?)",
                (now.isoformat(), words, near, person.agency, person.role),
            )
            await connection.execute(
                "INSERT INTO askers (question, chat_id) VALUES (?, ?)",
                (cursor.lastrowid, person.key),
            )
            return row is not None and row[0] == 0

    async def count(self, outcome: str, agency: str | None, entry: str, now: datetime) -> None:
        """Count what came of a question today; nobody is in it."""
        await self.database.write(
            "INSERT INTO asked_counts (day, outcome, agency, entry, count) VALUES (?, ?, ?, ?, 1)"
            " ON CONFLICT (day, outcome, agency, entry) DO UPDATE SET count = count + 1",
            (now.date().isoformat(), outcome, agency or "", entry),
        )

    async def count_urgent(self, kind: str, now: datetime) -> None:
        """Count that danger was heard today; nothing else is kept of it."""
        await self.database.write(
            "INSERT INTO urgent_counts (day, kind, count) VALUES (?, ?, 1)"
            " ON CONFLICT (day, kind) DO UPDATE SET count = count + 1",
            (now.date().isoformat(), kind),
        )
