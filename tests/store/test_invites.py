"""Joining links and places in the database: the last use, the last manager, no secret kept."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.core.inviting import Offer
from bot.core.people import Person, Role
from bot.store.database import Database, opened
from bot.store.invites import Invite, Invites
from bot.store.people import LastManagerError, People
from tests.conftest import NOW


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with opened(tmp_path / "data" / "test.sqlite3") as database:
        yield database


async def comes_in(links: Invites, key: int, role: Role) -> None:
    await links.make(f"for-{key}", Offer(role), 1, NOW)
    assert isinstance(await links.let_in(f"for-{key}", Person(key), f"P{key}", NOW), Invite)


async def test_twenty_race_for_the_last_three_uses_and_three_get_in(database: Database) -> None:
    links = Invites(database)
    await links.make("secret", Offer(uses=3), 1, NOW)
    racing = [links.let_in("secret", Person(key), "", NOW) for key in range(100, 120)]
    took = await asyncio.gather(*racing)
    assert sum(isinstance(each, Invite) for each in took) == 3
    assert took.count("used_up") == 17
    assert len(await People(database).listed("joined")) == 3


async def test_of_a_secret_only_a_hash_is_kept(database: Database, tmp_path: Path) -> None:
    await Invites(database).make("a-very-secret-word", Offer(), 1, NOW)
    files = b"".join(path.read_bytes() for path in (tmp_path / "data").iterdir())
    assert b"a-very-secret-word" not in files


async def test_the_same_link_opened_twice_by_one_person_is_used_once(database: Database) -> None:
    links = Invites(database)
    number = await links.make("secret", Offer(uses=5), 1, NOW)
    await links.let_in("secret", Person(7), "", NOW)
    again = await links.let_in("secret", Person(7, state="joined"), "", NOW)
    assert again == "already"
    assert len(await links.used(number)) == 1


async def test_the_last_manager_cannot_go_unless_the_settings_name_another(
    database: Database,
) -> None:
    links, people = Invites(database), People(database)
    await comes_in(links, 7, Role.MANAGER)
    with pytest.raises(LastManagerError):
        await people.leave(7, NOW)
    with pytest.raises(LastManagerError):
        await people.remove(7, 7, NOW)
    with pytest.raises(LastManagerError):
        await people.set_role(7, Role.STAFF, 7, NOW)
    kept = await people.find(7)
    assert kept is not None
    assert (kept.state, kept.role, kept.name) == ("joined", Role.MANAGER, "P7")
    assert await People(database, frozenset({1})).leave(7, NOW)


async def test_two_managers_who_remove_each_other_leave_one(database: Database) -> None:
    links, people = Invites(database), People(database)
    await comes_in(links, 7, Role.MANAGER)
    await comes_in(links, 8, Role.MANAGER)
    ends = await asyncio.gather(
        people.remove(7, 8, NOW), people.remove(8, 7, NOW), return_exceptions=True
    )
    assert ends[0] is True
    assert isinstance(ends[1], LastManagerError)


async def test_a_manager_whose_place_has_ended_does_not_count(database: Database) -> None:
    links, people = Invites(database), People(database)
    await comes_in(links, 7, Role.MANAGER)
    await links.make("short", Offer(Role.MANAGER, until=date(2026, 11, 30)), 1, NOW)
    await links.let_in("short", Person(8), "", NOW)
    with pytest.raises(LastManagerError):
        await people.leave(7, NOW + timedelta(days=7))


async def test_staff_can_go_when_there_is_no_manager_at_all(database: Database) -> None:
    links, people = Invites(database), People(database)
    await comes_in(links, 7, Role.STAFF)
    assert await people.leave(7, NOW)
    assert not await people.leave(7, NOW)
    assert not await people.remove(99, 1, NOW)


async def test_of_somebody_who_left_only_that_is_kept(database: Database) -> None:
    links = Invites(database)
    await links.make("s", Offer(agency="police", team="Team 4", area="North"), 1, NOW)
    await links.let_in("s", Person(7), "Nadia", NOW)
    await People(database).leave(7, NOW)
    (row,) = await database.rows("SELECT * FROM people")
    assert {name: value for name, value in row.items() if value} == {
        "id": 7,
        "state": "left",
        "role": "staff",
    }


async def test_a_link_without_a_place_leaves_ones_own_choice(database: Database) -> None:
    links, people = Invites(database), People(database)
    await people.choose_agency(7, "health")
    await comes_in(links, 7, Role.STAFF)
    kept = await people.find(7)
    assert kept is not None
    assert (kept.agency, kept.given) == ("health", frozenset())
    await links.make("police", Offer(Role.TRAINER, agency="police"), 1, NOW)
    await links.let_in("police", kept, "", NOW)
    await links.make("up", Offer(Role.MANAGER), 1, NOW)
    await links.let_in("up", kept, "", NOW)
    kept = await people.find(7)
    assert kept is not None
    assert (kept.agency, kept.given) == ("police", frozenset({"agency"}))
