"""No table that names a person can be forgotten by /mydata or by erasure."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.store.database import Database, opened
from bot.store.held import HELD, Holdings
from bot.store.inbox import Inbox
from bot.texts import texts
from tests.conftest import NOW

NADIA = 7_700_900_123
OMAR = 7_700_900_456
_OF_A_PERSON = re.compile(
    r"(^|_)(chat|person|people|user|telegram|asker|owner|member|actor|by)(_|$)"
)
_A_LINK = ("people", "invited_by")
_PEOPLE = {"people"}  # tables whose own id is a person's


async def personal_columns(database: Database) -> list[tuple[str, str]]:
    """Every table and column that can name a person, read from the schema."""
    tables = await database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    found = []
    for table in (row["name"] for row in tables):
        for column in await database.rows(f"PRAGMA table_info({table})"):
            name = str(column["name"])
            if (table, name) == _A_LINK:
                continue
            if _OF_A_PERSON.search(name) or (table in _PEOPLE and name == "id"):
                found.append((table, name))
    return found


async def test_every_column_that_names_a_person_is_covered(tmp_path: Path) -> None:
    covered = {held.table: held.whose + held.erase for held in HELD}
    async with opened(tmp_path / "a.sqlite3") as database:
        columns = await personal_columns(database)
    assert len(columns) >= 4
    for table, column in columns:
        assert column in covered.get(table, ""), f"/mydata and erasure forget {table}.{column}"


async def test_every_table_held_has_plain_words() -> None:
    for held in HELD:
        assert f"mydata.table.{held.table}" in texts()


ERASED = {held.table for held in HELD if held.erase}


def test_only_the_record_of_acts_outlives_erasure() -> None:
    assert {held.table for held in HELD} - ERASED == {"audit"}


async def fill(database: Database, person: int) -> None:
    """A made-up row in every table that can name a person, whatever its other columns."""
    async with database.writing() as connection:
        await connection.execute("PRAGMA ignore_check_constraints = ON")
        await connection.execute("PRAGMA defer_foreign_keys = ON")
    for table, column in await personal_columns(database):
        if table not in ERASED:
            continue
        shape = await database.rows(f"PRAGMA table_info({table})")
        names = [one["name"] for one in shape if one["notnull"] or one["name"] == column]
        values = [
            person
            if name == column
            else str(person)
            if name == "hash"
            else 1
            if one["type"] in ("INTEGER", "REAL")
            else "2026-11-24"
            for one in shape
            for name in [one["name"]]
            if name in names
        ]
        async with database.writing() as connection:
            await connection.execute(
                "INSERT OR IGNORE INTO groups (id, made_at, state) VALUES (1, '2026', 'open')"
            )
            await connection.execute(
                "INSERT OR IGNORE INTO questions (id, asked_at, state, kind, text, near,"
                " confidence) VALUES (1, '2026-11-24', 'open', 'unanswered', 'x', '[]', 0)"
            )
            marks = ", ".join("?" * len(names))
            await connection.execute(
                f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", values
            )
    number = person % 1_000
    update = {"update_id": number, "message": {"from": {"id": person}, "text": "private"}}
    await Inbox(database).keep([update], NOW)
    await Inbox(database).cut(number)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file there, byte by byte."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


async def test_erasure_takes_one_person_and_leaves_the_other(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    async with opened(path) as database:
        for person in (NADIA, OMAR):
            await fill(database, person)
        holdings = Holdings(database)
        assert set(await holdings.of(NADIA)) == ERASED
        backup = tmp_path / "a.v9.bak"
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(backup)) as copy:
            source.backup(copy)
        await holdings.erase(NADIA)
        assert await holdings.of(NADIA) == {}
        assert set(await holdings.of(OMAR)) == ERASED
        assert await database.rows("SELECT text FROM questions") == [{"text": "x"}]
        raw = NADIA.to_bytes(6, "big")
        left = contents(tmp_path)
    assert len(left) >= 3
    assert [name for name, content in left.items() if raw in content] == []
    assert OMAR.to_bytes(6, "big") in left["a.sqlite3"]
