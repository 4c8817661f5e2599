"""How often each trainer hears that questions wait."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.store.database import Database

How = Literal["off", "daily", "weekly"]
HOWS: tuple[How, ...] = ("weekly", "daily", "off")
_DAYS: dict[How, int] = {"daily": 1, "weekly": 7}


@dataclass(frozen=True, slots=True)
class Digests:
    """Weekly unless somebody chose otherwise."""

    database: Database

    async def how(self, chat: int) -> How:
        """What somebody has chosen."""
        rows = await self.database.rows("SELECT how FROM digests WHERE chat_id = ?", (chat,))
        how: How = rows[0]["how"] if rows else "weekly"
        return how

    async def choose(self, chat: int, how: How) -> None:
        """Another choice."""
        await self.database.write(
            "INSERT INTO digests (chat_id, how) VALUES (?, ?)"
            " ON CONFLICT (chat_id) DO UPDATE SET how = excluded.how",
            (chat, how),
        )

    async def take(self, chat: int, today: date) -> bool:
        """Whether one is due now; noted before it is sent, so that no crash sends it twice."""
        rows = await self.database.rows(
            "SELECT how, sent_on FROM digests WHERE chat_id = ?", (chat,)
        )
        how: How = rows[0]["how"] if rows else "weekly"
        last = rows[0]["sent_on"] if rows else None
        if how == "off":
            return False
        if last and (today - date.fromisoformat(last)).days < _DAYS[how]:
            return False
        await self.database.write(
            "INSERT INTO digests (chat_id, how, sent_on) VALUES (?, ?, ?)"
            " ON CONFLICT (chat_id) DO UPDATE SET sent_on = excluded.sent_on",
            (chat, how, today.isoformat()),
        )
        return True
