"""Drafts: one owner, one word, and no text left once it is given."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.core.people import Person
from bot.core.privacy import Redacted
from bot.store.database import Database, migrate, migrations, opened
from bot.store.drafts import Drafts
from bot.store.questions import Questions
from tests.conftest import NOW

NADIA = Person(7, agency="police")


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with opened(tmp_path / "data" / "test.sqlite3") as database:
        yield database


async def kept(database: Database, asked_in: int = 1, near: tuple[str, ...] = ()) -> int:
    draft = await Drafts(database).keep(
        NADIA,
        asked_in,
        Redacted("which order", {}),
        "choices" if near else "unanswered",
        near=list(near),
        confidence=0.3,
        now=NOW,
    )
    return draft.id


async def test_choices_wait_until_none_of_them_fits(database: Database) -> None:
    drafts, questions = Drafts(database), Questions(database)
    number = await kept(database, near=("a", "b"))
    draft = await drafts.send(number)
    assert draft is not None
    assert (draft.state, draft.moved) == ("offered", False)
    await drafts.none_fits(number)
    await drafts.none_fits(number)
    assert await questions.open() == []
    await drafts.send(number)
    (row,) = await questions.open()
    assert (row["text"], row["kind"], row["agency"]) == ("which order", "none_of_these", "police")


async def test_ten_taps_at_once_send_it_once(database: Database) -> None:
    number = await kept(database)
    done = await asyncio.gather(*(Drafts(database).send(number) for _ in range(10)))
    assert sorted(draft.moved for draft in done if draft) == [False] * 9 + [True]
    assert len(await Questions(database).open()) == 1


async def test_a_number_is_never_given_twice(database: Database) -> None:
    first = await kept(database)
    await database.write("DELETE FROM drafts")
    assert await kept(database) > first


async def test_the_same_message_has_one_draft(database: Database) -> None:
    first, second = await kept(database), await kept(database)
    rows = await database.rows("SELECT id, text FROM drafts ORDER BY id")
    assert rows == [{"id": first, "text": None}, {"id": second, "text": "which order"}]


async def test_texts_nobody_was_asked_about_do_not_outlive_the_new_version(
    tmp_path: Path,
) -> None:
    path = tmp_path / "old.sqlite3"
    steps = migrations()
    migrate(path, steps[:2])
    with closing(sqlite3.connect(path)) as connection, connection:
        for state in ("offered", "open", "chosen"):
            connection.execute(
                "INSERT INTO questions (asked_at, state, kind, text, near, confidence)"
                " VALUES ('2026', ?, 'choices', 'words', '[]', 0.5)",
                (state,),
            )
    migrate(path, steps)
    async with opened(path) as database:
        rows = await database.rows("SELECT state, text FROM questions ORDER BY id")
        assert rows == [{"state": "open", "text": "words"}, {"state": "chosen", "text": ""}]
        assert await kept(database) == 4
