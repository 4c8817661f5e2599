"""Files that go with briefs: the bytes in a folder beside the database, named by their hash.

A row and its bytes come and go under the database's write lock, so that sweeping never meets a
file whose row is still to come.
"""

import os
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import aiosqlite

from bot.core.audit import Act
from bot.core.enclosing import Enclosure, Kind
from bot.store.audit import note
from bot.store.database import Database
from bot.store.kept_brief import target

_FOLDER = "enclosures"


@dataclass(frozen=True, slots=True)
class Enclosures:
    """At most one file a brief; changed only while it is a draft."""

    database: Database

    async def put(
        self,
        number: int,
        content: bytes,
        kind: Kind,
        file_id: str | None,
        by: int,
        now: datetime,
    ) -> bool:
        """Enclose a file in place of any other; whoever does it counts as the brief's maker."""
        name = sha256(content).hexdigest()
        async with self.database.writing() as connection:
            if not await _is_draft(connection, number, by):
                return False
            _write(folder(self.database) / name, content)
            await connection.execute(
                "INSERT OR REPLACE INTO enclosures (brief, kind, sha256, size, file_id,"
                " enclosed_at) VALUES (?, ?, ?, ?, ?, ?)",
                (number, kind, name, len(content), file_id, now.isoformat()),
            )
            await note(connection, now, by, Act.BRIEF_DRAFTED, target(number))
        await sweep(self.database)
        return True

    async def take_off(self, number: int, by: int, now: datetime) -> bool:
        """Let a draft go without its file."""
        async with self.database.writing() as connection:
            if not await _is_draft(connection, number, by):
                return False
            await connection.execute("DELETE FROM enclosures WHERE brief = ?", (number,))
            await note(connection, now, by, Act.BRIEF_DRAFTED, target(number))
        await sweep(self.database)
        return True

    def read(self, enclosure: Enclosure) -> bytes | None:
        """The bytes; None when they are gone."""
        try:
            return (folder(self.database) / enclosure.sha256).read_bytes()
        except OSError:
            return None

    async def known_as(self, number: int, file_id: str) -> None:
        """What Telegram calls the file, so that it need not be sent up again."""
        await self.database.write(
            "UPDATE enclosures SET file_id = ? WHERE brief = ?", (file_id, number)
        )


def folder(database: Database) -> Path:
    """Where the bytes lie."""
    return database.path.parent / _FOLDER


async def sweep(database: Database) -> int:
    """Delete the bytes that go with no brief any more; how many files."""
    place = folder(database)
    if not place.is_dir():
        return 0
    async with database.writing() as connection:
        cursor = await connection.execute("SELECT sha256 FROM enclosures")
        wanted = {row[0] for row in await cursor.fetchall()}
        gone = [path for path in place.iterdir() if path.name not in wanted]
        for path in gone:
            path.unlink()
    return len(gone)


async def _is_draft(connection: aiosqlite.Connection, number: int, by: int) -> bool:
    cursor = await connection.execute(
        "UPDATE briefs SET made_by = ? WHERE id = ? AND state = 'draft'", (by, number)
    )
    return bool(cursor.rowcount)


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, and for nobody else's eyes."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    new = path.with_suffix(".new")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
