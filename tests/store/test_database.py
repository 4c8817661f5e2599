"""The database: migrations, one writer, nothing lost and nothing leaked."""

import asyncio
import sqlite3
import stat
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.core.errors import FaultyError
from bot.store.database import Database, migrate, migrations, opened
from bot.store.inbox import Inbox
from bot.store.talks import Talks
from tests.conftest import NOW


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with opened(tmp_path / "data" / "test.sqlite3") as database:
        yield database


def schema(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT sql FROM sqlite_master ORDER BY 1")]


def test_step_by_step_makes_the_same_as_all_at_once(tmp_path: Path) -> None:
    steps = migrations()
    migrate(tmp_path / "fresh")
    for count in range(1, len(steps) + 1):
        migrate(tmp_path / "stepwise", steps[:count])
    assert schema(tmp_path / "fresh") == schema(tmp_path / "stepwise")


def test_an_old_database_is_backed_up_and_keeps_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    migrate(path, ["CREATE TABLE a (x)"])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO a VALUES (7)")
    migrate(path, ["CREATE TABLE a (x)", "ALTER TABLE a ADD COLUMN y"])
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT x, y FROM a").fetchall() == [(7, None)]
    assert (tmp_path / "old.v1.bak").exists()


def test_a_step_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "bad.sqlite3"
    with pytest.raises(sqlite3.Error):
        migrate(path, ["CREATE TABLE a (x); CREATE TABLE a (x)"])
    assert schema(path) == []


async def test_a_newer_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite3"
    migrate(path, [f"CREATE TABLE t{i} (x)" for i in range(99)])
    with pytest.raises(FaultyError, match="newer version"):
        async with opened(path):
            pass


async def test_a_damaged_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "data.sqlite3"
    path.write_bytes(b"this is not a database at all" * 100)
    with pytest.raises(FaultyError, match="cannot be opened"):
        async with opened(path):
            pass


async def test_only_the_owner_may_read_the_file(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "data" / "test.sqlite3"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


async def test_a_failed_write_takes_nothing_of_another_with_it(database: Database) -> None:
    async def fails() -> None:
        async with database.writing() as connection:
            await connection.execute("INSERT INTO talks VALUES (1, 'lost', 'x')")
            await asyncio.sleep(0)
            raise ValueError

    async def works(number: int) -> None:
        await database.write("INSERT INTO talks VALUES (?, 'kept', 'x')", (number,))

    await asyncio.gather(fails(), *(works(n) for n in range(2, 20)), return_exceptions=True)
    rows = await database.rows("SELECT entry FROM talks")
    assert [row["entry"] for row in rows] == ["kept"] * 18


async def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError):
        await database.rows("DELETE FROM talks")


async def test_an_update_is_kept_once_and_its_text_is_erased(
    database: Database, tmp_path: Path
) -> None:
    inbox = Inbox(database)
    update = {"update_id": 7, "message": {"text": "a-very-private-word"}}
    assert await inbox.keep([update], NOW) == [update]
    assert await inbox.keep([update], NOW) == []
    assert await inbox.unfinished("open") == [update]
    await inbox.done(7)
    assert await inbox.unfinished("open") == []
    await database.write("PRAGMA user_version")
    files = b"".join(path.read_bytes() for path in (tmp_path / "data").glob("*.sqlite3"))
    assert b"a-very-private-word" not in files


async def test_an_interrupted_update_can_be_taken_up_once(database: Database) -> None:
    inbox = Inbox(database)
    await inbox.keep([{"update_id": 8}], NOW)
    await inbox.replying(8)
    assert await inbox.unfinished("replying") == [{"update_id": 8}]
    await inbox.cut(8)
    assert await inbox.reopened(8) == {"update_id": 8}
    assert await inbox.reopened(8) is None


async def test_a_talk_is_remembered_for_a_while_and_then_not(database: Database) -> None:
    talks = Talks(database)
    await talks.shown(5, "term-voo", NOW)
    assert await talks.last(5, NOW.replace(hour=10)) == "term-voo"
    assert await talks.last(5, NOW.replace(hour=23)) is None
