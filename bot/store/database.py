"""SQLite for the whole process: one writer behind a lock, readers that cannot write.

WAL with synchronous=FULL lost no acknowledged commit in 40 kill -9; one connection shared
between tasks does, when one task's rollback takes another's row.
"""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import aiosqlite

from bot.core.errors import Fault, FaultyError

Row = dict[str, Any]
Values = Sequence[Any] | Mapping[str, Any]


class Database:
    """The open database; made by `opened`."""

    def __init__(
        self, path: Path, writer: aiosqlite.Connection, reader: aiosqlite.Connection
    ) -> None:
        self.path = path
        self._writer = writer
        self._reader = reader
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[aiosqlite.Connection]:
        """One transaction: committed at the end of the block, rolled back on an error."""
        async with self._lock:
            await self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
            except BaseException:
                await self._writer.rollback()
                raise
            await self._writer.commit()

    async def write(self, sql: str, values: Values = ()) -> int:
        """One statement in a transaction of its own; returns the id of the row it made."""
        async with self.writing() as connection:
            cursor = await connection.execute(sql, values)
            return cursor.lastrowid or 0

    async def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """The rows of a query, from a connection that cannot write."""
        async with self._reader.execute(sql, values) as cursor:
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) async for row in cursor]

    async def scrub(self) -> bool:
        """Leave no trace of what was erased, in the file or in its log; False when it was busy."""
        async with self._lock:
            await self._writer.execute("VACUUM")
            async with self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)") as cursor:
                row = await cursor.fetchone()
        return row is not None and row[0] == 0


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[Database]:
    """The database of that file, brought up to date first; FaultyError when it cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        migrate(path)
        writer = await _connect(f"file:{path}?mode=rw")
        reader = await _connect(f"file:{path}?mode=ro")
    except (OSError, sqlite3.Error) as error:
        cure = "check the folder's rights and space, or restore the backup beside it"
        raise FaultyError([Fault(str(path), None, f"cannot be opened: {error}", cure)]) from None
    try:
        yield Database(path, writer, reader)
    finally:
        await reader.close()
        await writer.close()


async def _connect(uri: str) -> aiosqlite.Connection:
    connection = await aiosqlite.connect(uri, uri=True, isolation_level=None)
    await connection.execute("PRAGMA synchronous=FULL")
    await connection.execute("PRAGMA secure_delete=ON")
    await connection.execute("PRAGMA temp_store=MEMORY")
    await connection.execute("PRAGMA foreign_keys=ON")
    await connection.execute("PRAGMA busy_timeout=5000")
    return connection


def migrations() -> list[str]:
    """The numbered scripts in order; the first makes version 1."""
    folder = files("bot").joinpath("store/migrations")
    scripts = sorted((item for item in folder.iterdir() if item.name.endswith(".sql")), key=str)
    return [script.read_text(encoding="utf-8") for script in scripts]


def migrate(path: Path, scripts: Sequence[str] | None = None) -> None:
    """Bring the file to the newest version, one transaction a step, a backup before the first."""
    steps = migrations() if scripts is None else scripts
    with path.open("ab") as file:
        os.fchmod(file.fileno(), 0o600)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA secure_delete=ON")
        good = connection.execute("PRAGMA quick_check").fetchone()[0]
        if good != "ok":
            raise sqlite3.DatabaseError(f"it is damaged ({good})")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > len(steps):
            raise sqlite3.DatabaseError("it was written by a newer version of this program")
        if 0 < version < len(steps):
            _back_up(connection, path.with_suffix(f".v{version}.bak"))
        for number in range(version, len(steps)):
            _step(connection, steps[number], number + 1)
    finally:
        connection.close()


def _back_up(connection: sqlite3.Connection, place: Path) -> None:
    copy = sqlite3.connect(place)
    try:
        connection.backup(copy)
    finally:
        copy.close()
    place.chmod(0o600)


def _step(connection: sqlite3.Connection, script: str, version: int) -> None:
    try:
        connection.executescript(f"BEGIN;\n{script}\n;PRAGMA user_version={version};\nCOMMIT;")
    except sqlite3.Error:
        if connection.in_transaction:
            connection.rollback()
        raise
