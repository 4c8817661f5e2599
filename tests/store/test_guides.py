"""Procedures under way: one row a chat and procedure, safe from two taps at once."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.core.guide import Anchor, Mark, Progress
from bot.store.database import Database, opened
from bot.store.guides import Guides
from tests.conftest import NOW

FULL = Progress(
    marks={"0a1b2c3d": Mark.YES, "4e5f6071": Mark.NO},
    dates={Anchor.LICENCE_END: date(2028, 2, 29)},
    place=3,
    awaiting=Anchor.RELEASE,
)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with opened(tmp_path / "data" / "test.sqlite3") as database:
        yield database


async def test_what_was_kept_comes_back_as_it_was(database: Database) -> None:
    guides = Guides(database)
    await guides.begin(7, "voo-criteria", NOW)
    await guides.change(7, "voo-criteria", lambda _: FULL, NOW)
    await guides.shown_in(7, "voo-criteria", 99)
    (kept,) = await guides.under_way(7)
    assert (kept.progress, kept.message, kept.updated_at) == (FULL, 99, NOW)
    assert (await guides.begin(7, "voo-criteria", NOW)) == (kept, True)


async def test_each_chat_and_each_procedure_has_its_own(database: Database) -> None:
    guides = Guides(database)
    for chat, entry in ((7, "a"), (7, "b"), (8, "a")):
        await guides.begin(chat, entry, NOW)
    await guides.change(7, "a", lambda p: replace(p, place=5), NOW + timedelta(minutes=1))
    assert [(k.entry, k.progress.place) for k in await guides.under_way(7)] == [("a", 5), ("b", 0)]
    assert [(k.entry, k.progress.place) for k in await guides.under_way(8)] == [("a", 0)]
    assert await guides.under_way(9) == []


async def test_only_one_procedure_of_a_chat_waits_for_a_date(database: Database) -> None:
    guides = Guides(database)
    for chat, entry in ((7, "a"), (7, "b"), (8, "a")):
        await guides.begin(chat, entry, NOW)
        await guides.change(chat, entry, lambda p: replace(p, awaiting=Anchor.EVENT), NOW)
    waiting = [kept.entry for kept in await guides.under_way(7) if kept.progress.awaiting]
    assert waiting == ["b"]
    found = await guides.waiting(8)
    assert found is not None
    assert found.entry == "a"


async def test_two_taps_at_once_lose_neither(database: Database) -> None:
    guides = Guides(database)
    await guides.begin(7, "a", NOW)

    async def marks(key: str) -> None:
        await guides.change(7, "a", lambda p: replace(p, marks={**p.marks, key: Mark.YES}), NOW)

    await asyncio.gather(*(marks(str(number)) for number in range(20)))
    (kept,) = await guides.under_way(7)
    assert len(kept.progress.marks) == 20


async def test_nothing_to_change_changes_nothing(database: Database) -> None:
    guides = Guides(database)
    assert await guides.change(7, "a", lambda p: p, NOW) is None
    await guides.begin(7, "a", NOW)
    assert await guides.change(7, "a", lambda _: None, NOW + timedelta(days=1)) is None
    (kept,) = await guides.under_way(7)
    assert kept.updated_at == NOW


async def test_a_finished_one_is_begun_afresh(database: Database) -> None:
    guides = Guides(database)
    for entry in ("a", "b"):
        await guides.begin(7, entry, NOW)
    await guides.change(7, "a", lambda _: replace(FULL, finished=True), NOW)
    assert [kept.entry for kept in await guides.under_way(7)] == ["b"]
    kept, taken_up = await guides.begin(7, "a", NOW)
    assert (kept.progress, taken_up) == (Progress(), False)
