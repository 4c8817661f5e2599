"""Who is to hear of an answer: one row each, marked just before and just after it is sent."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.store.database import Database

State = Literal["pending", "sending", "sent", "blocked", "gone", "paused", "failed"]
_LONGEST = timedelta(days=14)  # after which an answer is old news


@dataclass(frozen=True, slots=True)
class Telling:
    """One person, one answer."""

    id: int
    answer: int
    chat: int
    state: State
    helped: str | None = None


@dataclass(frozen=True, slots=True)
class Tellings:
    """A row that a crash left at `sending` may have been heard: it is sent again, once."""

    database: Database

    async def next(self) -> Telling | None:
        """The next to be told, marked as being sent."""
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                "SELECT id, answer, chat_id, state, helped FROM tellings"
                " WHERE state = 'pending' ORDER BY id LIMIT 1"
            )
            row = await cursor.fetchone()
            if row is None:
                return None
            await connection.execute(
                "UPDATE tellings SET state = 'sending' WHERE id = ?", (row[0],)
            )
            return Telling(*row)

    async def mark(self, number: int, state: State) -> None:
        """What became of it."""
        await self.database.write("UPDATE tellings SET state = ? WHERE id = ?", (state, number))

    async def take_up(self, now: datetime) -> None:
        """After a crash: what was being sent is sent again, unless it is old news by now."""
        async with self.database.writing() as connection:
            await connection.execute(
                "UPDATE tellings SET state = 'pending' WHERE state = 'sending'"
            )
            await connection.execute(
                "UPDATE tellings SET state = 'failed' WHERE state = 'pending' AND made_at < ?",
                ((now - _LONGEST).isoformat(),),
            )

    async def find(self, number: int) -> Telling | None:
        """One row."""
        rows = await self.database.rows(
            "SELECT id, answer, chat_id, state, helped FROM tellings WHERE id = ?", (number,)
        )
        return Telling(*rows[0].values()) if rows else None

    async def counts(self, answer: int) -> Counter[str]:
        """How many were told of an answer, and how many could not be, by state."""
        rows = await self.database.rows(
            "SELECT state, COUNT(*) AS n FROM tellings WHERE answer = ? GROUP BY state", (answer,)
        )
        return Counter({row["state"]: row["n"] for row in rows})

    async def helped(self, telling: Telling, yes: bool) -> bool:
        """Somebody says whether it answered them; a no opens their question again.

        False when they have said so before.
        """
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                "UPDATE tellings SET helped = ? WHERE id = ? AND helped IS NULL",
                ("yes" if yes else "no", telling.id),
            )
            if not cursor.rowcount:
                return False
            if yes:
                return True
            await connection.execute(
                "UPDATE questions SET state = 'open', closed_at = NULL WHERE state = 'closed'"
                " AND group_id = (SELECT group_id FROM answers WHERE id = ?) AND id IN"
                " (SELECT question FROM askers WHERE chat_id = ?)",
                (telling.answer, telling.chat),
            )
            await connection.execute(
                "UPDATE groups SET state = 'open', outcome = NULL, closed_at = NULL,"
                " reopened = reopened + 1"
                " WHERE id = (SELECT group_id FROM answers WHERE id = ?)",
                (telling.answer,),
            )
            return True
