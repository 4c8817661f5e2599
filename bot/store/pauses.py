"""Who wants to be left in peace: no message that the bot begins by itself."""

from dataclasses import dataclass
from datetime import datetime

from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Pauses:
    """Ask `paused` before anything is sent to somebody who did not just write or tap."""

    database: Database

    async def paused(self, chat: int) -> bool:
        """Whether somebody is to be left in peace."""
        rows = await self.database.rows("SELECT 1 FROM pauses WHERE chat_id = ?", (chat,))
        return bool(rows)

    async def pause(self, chat: int, now: datetime) -> None:
        """From now on; who has paused already keeps the day."""
        await self.database.write(
            "INSERT INTO pauses (chat_id, since) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (chat, now.isoformat()),
        )

    async def resume(self, chat: int) -> bool:
        """No longer; False when it was not paused."""
        async with self.database.writing() as connection:
            cursor = await connection.execute("DELETE FROM pauses WHERE chat_id = ?", (chat,))
            return bool(cursor.rowcount)
