"""The last entry shown in each chat, so that a follow-up is understood after a restart."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store.database import Database

_REMEMBERED = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Talks:
    """One row a chat; no text."""

    database: Database

    async def shown(self, chat: int, entry: str, now: datetime) -> None:
        """Note the entry that was just shown."""
        await self.database.write(
            "INSERT INTO talks (chat_id, entry, shown_at) VALUES (?, ?, ?)"
            " ON CONFLICT (chat_id) DO UPDATE SET entry = excluded.entry,"
            " shown_at = excluded.shown_at",
            (chat, entry, now.isoformat()),
        )

    async def known(self, chat: int) -> bool:
        """Whether an entry was ever shown there."""
        return bool(await self.database.rows("SELECT 1 FROM talks WHERE chat_id = ?", (chat,)))

    async def last(self, chat: int, now: datetime) -> str | None:
        """The entry last shown, unless the talk has gone cold."""
        rows = await self.database.rows(
            "SELECT entry FROM talks WHERE chat_id = ? AND shown_at > ?",
            (chat, (now - _REMEMBERED).isoformat()),
        )
        return str(rows[0]["entry"]) if rows else None
