"""The door: who comes in by a link, who does not, and what they hear."""

import re

import pytest

from bot.chat.app import BUTTONS, COMMANDS
from bot.core.answering import Answerer
from bot.core.people import Role
from bot.settings import Settings
from bot.store.inbox import Inbox
from bot.store.people import People
from tests.fake_telegram import Sent, User
from tests.talks.conftest import Talk

HOW = "you need a link that lets you in"
LINK = re.compile(r"https://t\.me/(\w+)\?start=(join_[\w-]{32})$")


async def link(door: Talk, typed: str, by: User | None = None) -> str:
    """A manager makes a link by typing; what Telegram then sends for whoever opens it."""
    heard = await door.says(by or door.max, f"/invite {typed}")
    found = LINK.search(heard.text)
    assert found, heard.text
    assert found[1] == door.bots.bot.username
    return f"/start {found[2]}"


def outside(heard: Sent) -> bool:
    """Exactly the emergency lines and how to get in."""
    return (
        heard.text.startswith("If anyone may be in danger now, call 999.")
        and HOW in heard.text
        and len(heard.text.splitlines()) == 6
        and not heard.buttons
    )


async def test_somebody_who_found_the_bot_hears_999_and_how_to_ask_for_a_link(
    door: Talk,
) -> None:
    eve = door.person("Eve")
    said = ["/start", "hello", "what is a VOO", "11.18", "/start join", "/start e_term-voo"]
    said += [f"/{name}" for name in COMMANDS] + ["/nothing", "/invite manager", "<b>"]
    for text in said:
        assert outside(await door.says(eve, text)), text
    assert await door.log() == []
    async with door.database() as database:
        assert await People(database).find(eve.id) is None


async def test_no_button_old_or_forged_opens_the_door(door: Talk) -> None:
    eve = door.person("Eve")
    heard = await door.says(eve, "hi")
    forged = "e:term-voo c:1:term-voo n:1 h:1:term-voo t::0 r:1 g:s::voo-criteria p:11.18"
    forged += " m:e d:s:1 w:a:police b:y i:m:manager:-:-:1:7 l:p:0 l:y:1 u:p:0"
    forged += " v:o:1 j:a:1 x:u:term-voo f:x v:p:-:-:0:1:0 q:n:1 y:o:1 z:o:1 z:h:term-voo"
    forged += " k:c:1 k:n:1 y:1:a:police s:a:1 z:b:1 x:w:1:y"
    forged += f" u:m:{eve.id} u:a:{eve.id} x"
    data = forged.split()
    for pattern in BUTTONS:
        assert any(re.match(pattern, each) for each in data), pattern
    for each in data:
        count = door.count(eve)
        await door.taps_data(eve, heard, each)
        assert outside(door.heard(eve)), each
        assert door.count(eve) == count + 1
        assert door.telegram.answers[-1].text == ""


async def test_pictures_voices_edits_and_inline_queries_open_nothing(door: Talk) -> None:
    eve = door.person("Eve")
    typed = door.telegram.says(eve, "hi")
    await door.settles()
    for send in (door.telegram.sends_photo, door.telegram.sends_voice):
        send(eve)
        await door.settles()
        assert outside(door.heard(eve))
    door.telegram.edits(eve, typed, "what is a VOO")
    await door.settles()
    assert outside(door.heard(eve))
    assert (await door.types(eve, "VOO")).results == []


async def test_danger_is_heard_from_anybody_and_answered_in_full(door: Talk) -> None:
    eve = door.person("Eve")
    heard = await door.says(eve, "he's outside her flat now and he has a knife")
    assert heard.text.startswith("If anyone may be in danger now, call 999.")
    assert HOW not in heard.text
    heard = await door.says(eve, "/help he's outside her flat now and he has a knife")
    assert HOW not in heard.text
    heard = await door.says(eve, "my husband hits me and I'm scared to go home")
    assert "Samaritans, 116 123" in heard.text
    door.telegram.sends_photo(eve, "he's outside her flat now and he has a knife")
    await door.settles()
    assert HOW not in door.heard(eve).text
    async with door.database() as database:
        rows = await database.rows("SELECT kind, count FROM urgent_counts ORDER BY kind")
    assert [(row["kind"], row["count"]) for row in rows] == [("emergency", 3), ("personal", 1)]


async def test_a_link_lets_somebody_in_with_all_that_it_carries(door: Talk) -> None:
    nadia = door.person("Nadia")
    opens = await link(door, 'staff police wales 20 30d "Team 4" "North" until 31.3.2027')
    heard = await door.says(nadia, opens)
    assert heard.text.startswith("Welcome. You are in, as staff.\nYour place ends after 31 March")
    assert "leave out names and case details" in heard.text
    heard = await door.says(nadia, "/me")
    assert heard.text.startswith(
        "This is what I hold of your place:\n\nRole: staff\nAgency: police\nNation: Wales\n"
        "Team: Team 4\nArea: North\nName, as Telegram shows it: Nadia\n"
        "Joined: 24 November 2026\nPlace ends after: 31 March 2027"
    )
    assert not heard.buttons
    assert "Violent Offender Order" in (await door.says(nadia, "what is a VOO")).text


async def test_an_agency_that_came_with_a_link_is_not_ones_own_to_change(door: Talk) -> None:
    nadia = door.person("Nadia")
    await door.says(nadia, await link(door, "staff police"))
    card = await door.says(nadia, "/me")
    assert "not yours to change" in card.text
    labels = [button.text for row in card.buttons for button in row]
    assert "Wales" in labels
    assert "Health" not in labels
    await door.taps_data(nadia, card, "w:a:health")
    assert door.telegram.answers[-1].text == "That button is out of date. Please ask again."
    assert "Agency: police" in (await door.says(nadia, "/me")).text


async def test_every_link_that_does_not_work_says_why(door: Talk) -> None:
    nadia, omar = door.person("Nadia"), door.person("Omar")
    once, short = await link(door, "staff"), await link(door, "staff 1 1d")
    gone = await link(door, "staff")
    await door.says(door.max, "/links")
    await door.taps(door.max, "Link 3")
    await door.taps(door.max, "Revoke")
    heard = await door.taps(door.max, "Yes, revoke it now")
    assert "revoked" in heard.text
    await door.says(omar, once)
    for opens, why in (
        (once, "used as often as it may be"),
        (gone, "no longer valid"),
        ("/start join_nothing", "no such joining link"),
        ("/start join_", "no such joining link"),
        ("/start join_' OR 1=1 --", "no such joining link"),
        (once[:-1], "no such joining link"),
    ):
        heard = await door.says(nadia, opens)
        assert why in heard.text
        assert "call 999" in heard.text
        assert HOW in heard.text
    door.later(days=1)
    assert "Welcome" in (await door.says(nadia, await link(door, "staff 1 1d"))).text
    door.later(days=1)
    heard = await door.says(door.person("Ann"), short)
    assert "has run out" in heard.text


async def test_a_link_is_open_on_its_last_day_and_not_on_the_next(door: Talk) -> None:
    opens = await link(door, "staff 5 7d")
    door.later(days=7, hours=14)
    assert "Welcome" in (await door.says(door.person("Nadia"), opens)).text
    door.later(hours=1)
    assert "has run out" in (await door.says(door.person("Omar"), opens)).text


async def test_a_link_to_a_place_that_is_over_lets_nobody_in(door: Talk) -> None:
    opens = await link(door, "staff 5 30d until 30.11.2026")
    door.later(days=7)
    assert "has run out" in (await door.says(door.person("Nadia"), opens)).text


async def test_a_name_cannot_pose_as_somebody_elses_role(door: Talk) -> None:
    eve = door.person("Eve\u202e)reganam( \u200b\nMax" + "x" * 100)
    await door.says(eve, await link(door, "staff"))
    await door.says(door.max, "/people")
    label = door.heard(door.max).buttons[0][0].text
    assert label.startswith("Eve)reganam( Maxxx")
    assert label.endswith("\N{HORIZONTAL ELLIPSIS}")


async def test_two_race_for_the_last_use_and_one_gets_in(door: Talk) -> None:
    nadia, omar = door.person("Nadia"), door.person("Omar")
    opens = await link(door, "staff 1")
    door.telegram.says(nadia, opens)
    door.telegram.says(omar, opens)
    await door.settles()
    said = sorted(door.heard(each).text[:20] for each in (nadia, omar))
    assert said == ["That joining link ha", "Welcome. You are in,"]


async def test_an_upgrade_is_said_and_a_lesser_link_changes_nothing(door: Talk) -> None:
    nadia = door.person("Nadia")
    team, up = await link(door, "staff 5"), await link(door, "trainer")
    await door.says(nadia, team)
    assert "You have already joined" in (await door.says(nadia, team)).text
    heard = await door.says(nadia, up)
    assert heard.text.startswith("You were staff here. By this link you are now trainer.")
    assert "No questions are waiting" in (await door.says(nadia, "/questions")).text
    assert "questions" in door.telegram.menu(nadia)
    assert "You have already joined" in (await door.says(nadia, team)).text
    await door.says(door.max, "/links")
    heard = await door.taps(door.max, "Link 1")
    assert "used 1 of 5" in heard.text
    assert "Used by Nadia, 24 November 2026" in heard.text


async def test_ones_own_link_is_for_others(door: Talk) -> None:
    opens = await link(door, "manager")
    assert "for others" in (await door.says(door.max, opens)).text
    mia = door.person("Mia")
    assert "as manager" in (await door.says(mia, opens)).text
    own = await link(door, "staff 5", by=mia)
    assert "for others" in (await door.says(mia, own)).text


async def test_a_link_in_a_group_is_fine_but_opens_only_in_a_chat_of_ones_own(
    door: Talk,
) -> None:
    nadia, omar = door.person("Nadia"), door.person("Omar")
    team = door.telegram.group("Team", nadia, omar)
    opens = await link(door, "staff 1")
    command = opens.replace("/start", f"/start@{door.bots.bot.username}")
    heard = await door.says(nadia, command, group=team)
    assert "only in a chat between you and me" in heard.text
    assert outside(await door.says(nadia, "hi"))
    assert "Welcome" in (await door.says(omar, opens)).text


async def test_a_place_ends_by_itself_after_its_last_day(door: Talk) -> None:
    nadia = door.person("Nadia")
    await door.says(nadia, await link(door, "trainer until 30.11.2026"))
    door.later(days=6)
    assert "No questions" in (await door.says(nadia, "/questions")).text
    door.later(days=1)
    for text in ("/questions", "what is a VOO", "/me"):
        assert outside(await door.says(nadia, text))
    heard = await door.says(nadia, await link(door, "staff"))
    assert "Welcome. You are in, as staff." in heard.text


async def test_a_crash_after_joining_uses_the_link_only_once(door: Talk) -> None:
    nadia = door.person("Nadia")
    opens = await link(door, "staff 1")
    update = door.telegram.says(nadia, opens)
    await door.settles()
    door.line.take({"update_id": 10**9, "message": update})
    await door.line.drained()
    assert "already joined" in door.heard(nadia).text
    async with door.database() as database:
        assert len(await database.rows("SELECT * FROM invite_uses")) == 1


async def test_a_crash_shows_somebody_outside_nothing_but_the_emergency_lines(
    door: Talk,
) -> None:
    eve = door.person("Eve")
    message = door.telegram.says(eve, "what is a VOO")
    await door.settles()
    await door.stops()
    update = {"update_id": 10**9, "message": message}
    async with door.database() as database:
        await Inbox(database).keep([update], door.now)
        await Inbox(database).replying(10**9)
    count = door.count(eve)
    await door.starts()
    assert door.count(eve) == count + 1
    assert outside(door.heard(eve))


async def test_leaving_asks_back_and_then_ends_it_at_once(door: Talk) -> None:
    nadia = door.person("Nadia")
    await door.says(nadia, await link(door, 'staff police "Team 4"'))
    card = await door.says(nadia, "/leave")
    await door.taps(nadia, "No, stay")
    assert "you stay" in card.text
    assert "Violent" in (await door.says(nadia, "what is a VOO")).text
    await door.says(nadia, "/leave")
    heard = await door.taps(nadia, "Yes, leave")
    assert "You have left" in heard.text
    assert not heard.buttons
    assert outside(await door.says(nadia, "what is a VOO"))
    assert "Welcome" in (await door.says(nadia, await link(door, "staff"))).text


async def test_whoever_the_settings_name_cannot_leave_and_says_so(door: Talk) -> None:
    await door.says(door.max, "/leave")
    assert "only whoever runs it" in (await door.taps(door.max, "Yes, leave")).text
    assert "Role: manager" in (await door.says(door.max, "/me")).text


async def test_an_open_door_is_open_for_asking_and_for_nothing_else(
    settings: Settings, answerer: Answerer
) -> None:
    talk = Talk(settings.model_copy(update={"access": "open", "managers": {7}}), answerer)
    await talk.starts()
    eve = talk.person("Eve")
    assert "Violent" in (await talk.says(eve, "what is a VOO")).text
    for name in ("questions", "check", "invite", "links", "people"):
        assert "not open to you" in (await talk.says(eve, f"/{name}")).text
    assert "have not joined" in (await talk.says(eve, "/leave")).text
    await talk.joins(eve, Role.TRAINER)
    assert "No questions" in (await talk.says(eve, "/questions")).text
    async with talk.database() as database:
        await People(database).remove(eve.id, 7, talk.now)
    assert outside(await talk.says(eve, "what is a VOO"))
    await talk.stops()


@pytest.mark.parametrize("waits", [0, 1])
async def test_somebody_removed_between_two_updates_is_refused_at_the_next(
    door: Talk, waits: int
) -> None:
    nadia = door.person("Nadia")
    await door.joins(nadia, Role.TRAINER)
    guide = await door.says(nadia, "voo criteria")
    async with door.database() as database:
        await People(database, door.settings.managers).remove(nadia.id, 7, door.now)
    if waits:
        await door.taps(nadia, "Go through it step by step", guide)
    else:
        await door.says(nadia, "/questions")
    assert outside(door.heard(nadia))


async def test_the_first_manager_needs_no_link(door: Talk) -> None:
    heard = await door.says(door.max, "/me")
    assert "Role: manager" in heard.text
    assert "Named in the settings" in heard.text
