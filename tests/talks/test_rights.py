"""Every command and every button, tried by everybody: who may is settled here, one by one."""

import re

import pytest

from bot.chat.app import BUTTONS, COMMANDS
from bot.core.people import Role
from tests.fake_telegram import Sent, User
from tests.talks.conftest import Talk

# Each act and the least role that may do it.  Acts that end a place come last.
ACTS = {
    "/help": Role.STAFF,
    "/topics": Role.STAFF,
    "/glossary": Role.STAFF,
    "/guides": Role.STAFF,
    "/me": Role.STAFF,
    "/start": Role.STAFF,
    "/nothing": Role.STAFF,
    "what is a VOO": Role.STAFF,
    "11.18": Role.STAFF,
    "/questions": Role.TRAINER,
    "/review": Role.TRAINER,
    "v:o:1": Role.TRAINER,
    "v:p:-:-:0:1:0": Role.TRAINER,
    "v:w:1:1": Role.TRAINER,
    "q:n:1": Role.TRAINER,
    "q:p:1:term-voo": Role.TRAINER,
    "y:o:1": Role.STAFF,
    "/history": Role.TRAINER,
    "/suggestions": Role.TRAINER,
    "/figures": Role.TRAINER,
    "f:x": Role.MANAGER,
    "j:a:1": Role.TRAINER,
    "x:u:term-voo": Role.STAFF,
    "z:o:1": Role.TRAINER,
    "z:h:term-voo": Role.TRAINER,
    "/check": Role.MANAGER,
    "/invite": Role.MANAGER,
    "/invite manager": Role.MANAGER,
    "/links": Role.MANAGER,
    "/people": Role.MANAGER,
    "/leave": Role.STAFF,
    "/mydata": Role.STAFF,
    "/pause": Role.STAFF,
    "/resume": Role.STAFF,
    "e:term-voo": Role.STAFF,
    "c:1:term-voo": Role.STAFF,
    "n:1": Role.STAFF,
    "h:1:term-voo": Role.STAFF,
    "t::0": Role.STAFF,
    "r:1": Role.STAFF,
    "g:s::voo-criteria": Role.STAFF,
    "p:11.18": Role.STAFF,
    "w:a:police": Role.STAFF,
    "m:e": Role.STAFF,
    "d:s:1": Role.STAFF,
    "no such button": Role.STAFF,
    "i:v:staff:-:-:1:7": Role.MANAGER,
    "i:m:manager:-:-:1:7": Role.MANAGER,
    "l:p:0": Role.MANAGER,
    "l:o:1": Role.MANAGER,
    "l:r:1": Role.MANAGER,
    "l:y:1": Role.MANAGER,
    "/brief": Role.TRAINER,
    "/briefs": Role.STAFF,
    "k:o:1": Role.TRAINER,
    "k:m:1": Role.TRAINER,
    "k:c:1": Role.MANAGER,
    "k:n:1": Role.MANAGER,
    "k:p:1": Role.MANAGER,
    "k:X:1": Role.TRAINER,  # of a draft; once it is confirmed it asks for more
    "k:s:1": Role.MANAGER,
    "k:l:1": Role.MANAGER,
    "k:z:1:0": Role.TRAINER,
    "k:B:0": Role.MANAGER,
    "k:W:1": Role.MANAGER,
    "k:u:1": Role.MANAGER,
    "y:1:a:police": Role.TRAINER,
    "s:a:1": Role.STAFF,
    "z:b:1": Role.STAFF,
    "x:w:1:y": Role.STAFF,
    "u:p:0": Role.MANAGER,
    "u:d:0": Role.MANAGER,
    "u:o:{who}": Role.MANAGER,
    "u:r:{who}": Role.MANAGER,
    "u:k:{who}": Role.MANAGER,
    "u:+c:{who}": Role.MANAGER,
    "u:-c:{who}": Role.MANAGER,
    "u:m:{who}": Role.MANAGER,
    "u:a:{who}": Role.MANAGER,
    "b:n": Role.STAFF,
    "b:y": Role.STAFF,
}
OUTSIDERS = ("never joined", "left", "removed", "ended")


async def becomes(door: Talk, who: User, what: str) -> Sent:
    """Somebody with a past here, and a message of the bot whose buttons they can still tap."""
    if what in tuple(Role):
        return await door.joins(who, Role(what))
    if what == "never joined":
        return await door.says(who, "hi")
    old = await door.joins(who, Role.MANAGER)
    await door.says(who, "/people")
    if what == "left":
        await door.says(who, "/leave")
        await door.taps(who, "Yes, leave")
    elif what == "removed":
        await door.taps_data(door.max, await door.says(door.max, "/people"), f"u:y:{who.id}")
    else:
        async with door.database() as database:
            await database.write("UPDATE people SET until = '2026-11-23'")
    return old


async def verdict(door: Talk, who: User, act: str, old: Sent) -> str:
    """Somebody tries something; in one word what came of it."""
    before = door.count(who)
    if re.match(r"/|what|\d", act):
        await door.says(who, act)
    else:
        await door.taps_data(who, old, act.format(who=who.id))
    said = " ".join(message.text for message in door.telegram.messages(who)[before:])
    if "you need a link that lets you in" in said:
        return "outside"
    return "refused" if "not open to you" in said else "done"


def test_no_command_and_no_button_is_left_out() -> None:
    for name in COMMANDS:
        assert f"/{name}" in ACTS
    for pattern in BUTTONS:
        assert any(re.match(pattern, act.format(who=1)) for act in ACTS), pattern


@pytest.mark.parametrize("what", OUTSIDERS)
async def test_outside_nothing_is_done_whatever_they_once_were(door: Talk, what: str) -> None:
    eve = door.person("Eve")
    old = await becomes(door, eve, what)
    async with door.database() as database:
        before = await database.rows("SELECT * FROM people")
        for act in ACTS:
            assert await verdict(door, eve, act, old) == "outside", act
        assert await database.rows("SELECT * FROM people") == before
        assert await database.rows("SELECT * FROM invites WHERE made_by = ?", (eve.id,)) == []
        assert await database.rows("SELECT * FROM questions") == []


@pytest.mark.parametrize("role", list(Role))
async def test_each_role_does_what_it_may_and_nothing_more(door: Talk, role: Role) -> None:
    who = door.person("Who")
    old = await becomes(door, who, role)
    for act, least in ACTS.items():
        if act == "b:y":
            async with door.database() as database:
                (row,) = await database.rows("SELECT role FROM people WHERE id = ?", (who.id,))
            assert row["role"] == role
        allowed = list(Role).index(role) >= list(Role).index(least)
        assert await verdict(door, who, act, old) == ("done" if allowed else "refused"), act
