"""/people: who has joined, other roles, an end, and a way back."""

from bot.core.people import OUTSIDE, RIGHTS, Right, Role
from tests.fake_telegram import Sent, User
from tests.talks.conftest import Talk


def labels(message: Sent) -> list[str]:
    return [button.text for row in message.buttons for button in row]


async def rights(door: Talk, who: User) -> frozenset[Right]:
    person = await door.bots.bot_data["service"].membership.person(who.id, door.now)
    return frozenset(person.rights)


async def test_managers_see_who_has_joined_and_change_a_role(door: Talk) -> None:
    nadia, tess = door.person("Nadia"), door.person("Tess")
    await door.joins(nadia)
    await door.joins(tess, Role.TRAINER)
    card = await door.says(door.max, "/people")
    assert card.text.startswith("People who have joined: 2.")
    assert "the settings name 1 as managers and 0 as trainers" in card.text
    assert labels(card) == ["Tess (trainer)", "Nadia (staff)", "Who was removed"]
    await door.taps(door.max, "Nadia (staff)")
    assert card.text.startswith("Joined.\nRole: staff\n")
    await door.taps(door.max, "Make them trainer")
    assert door.telegram.answers[-1].text == "Done."
    assert "Role: trainer" in card.text
    assert door.heard(nadia).text == ("A manager has changed your role here. You are now trainer.")
    assert "questions" in door.telegram.menu(nadia)
    assert "No questions" in (await door.says(nadia, "/questions")).text
    await door.taps(door.max, "Make them staff", card)
    assert "questions" not in door.telegram.menu(nadia)
    assert "not open to you" in (await door.says(nadia, "/questions")).text


async def test_making_a_manager_asks_first(door: Talk) -> None:
    tess = door.person("Tess")
    await door.joins(tess, Role.TRAINER)
    card = await door.says(door.max, "/people")
    await door.taps(door.max, "Tess (trainer)")
    await door.taps(door.max, "Make them manager")
    assert labels(card) == ["Yes, let them manage people and links", "No, leave it as it is"]
    assert "not open to you" in (await door.says(tess, "/people")).text
    await door.taps(door.max, "Yes, let them manage people and links", card)
    assert "People who have joined" in (await door.says(tess, "/people")).text


async def test_removing_asks_first_ends_all_at_once_and_no_old_link_leads_back(
    door: Talk,
) -> None:
    nadia = door.person("Nadia")
    await door.joins(nadia, Role.TRAINER)
    card = await door.says(door.max, "/people")
    await door.taps(door.max, "Nadia (trainer)")
    await door.taps(door.max, "Remove")
    assert "No questions" in (await door.says(nadia, "/questions")).text
    await door.taps(door.max, "No, leave it as it is", card)
    await door.taps(door.max, "Remove", card)
    await door.taps(door.max, "Yes, end their place now", card)
    assert card.text == "Removed.\nName, as Telegram shows it: Nadia"
    assert door.heard(nadia).text == "A manager has ended your place here."
    heard = await door.says(nadia, "/questions")
    assert "a link that lets you in" in heard.text
    heard = await door.joins(nadia)
    assert "no link lets you in" in heard.text
    await door.taps(door.max, "Let them join again", card)
    assert "Welcome" in (await door.joins(nadia)).text


async def test_the_removed_are_a_list_of_their_own(door: Talk) -> None:
    nadia = door.person("Nadia")
    await door.joins(nadia)
    card = await door.says(door.max, "/people")
    await door.taps_data(door.max, card, f"u:y:{nadia.id}")
    await door.taps(door.max, "All who have joined")
    assert card.text.startswith("People who have joined: 0.")
    await door.taps(door.max, "Who was removed")
    assert labels(card) == ["Nadia", "All who have joined"]


async def test_a_manager_by_link_is_the_last_one_only_where_the_settings_name_none(
    door: Talk,
) -> None:
    mia = door.person("Mia")
    await door.joins(mia, Role.MANAGER)
    await door.stops()
    door.settings = door.settings.model_copy(update={"managers": frozenset()})
    await door.starts()
    card = await door.says(mia, "/people")
    for data in (f"u:y:{mia.id}", f"u:s:{mia.id}"):
        await door.taps_data(mia, card, data)
        assert "no manager left" in door.telegram.answers[-1].text
    await door.says(mia, "/leave")
    assert "You are the last manager" in (await door.taps(mia, "Yes, leave")).text
    omar = door.person("Omar")
    await door.joins(omar, Role.MANAGER, by=mia)
    await door.taps_data(mia, card, f"u:y:{mia.id}")
    assert card.text == "Done. Your own place has changed."
    assert not card.buttons
    assert "a link that lets you in" in (await door.says(mia, "/people")).text


async def test_a_single_right_can_be_given_and_taken_back(door: Talk) -> None:
    tess = door.person("Tess")
    await door.joins(tess, Role.TRAINER)
    card = await door.says(door.max, "/people")
    await door.taps(door.max, "Tess (trainer)")
    await door.taps(door.max, "Let them confirm a brief", card)
    await door.taps(door.max, "Let them send a brief", card)
    assert "Besides, may: confirm a brief; send a brief" in card.text
    assert (await rights(door, tess)) == RIGHTS[Role.TRAINER] | {
        Right.BRIEF_CONFIRM,
        Right.BRIEF_SEND,
    }
    await door.taps(door.max, "No longer: send a brief", card)
    assert (await rights(door, tess)) == RIGHTS[Role.TRAINER] | {Right.BRIEF_CONFIRM}
    await door.taps(door.max, "Make them staff", card)
    assert (await rights(door, tess)) == RIGHTS[Role.STAFF]


async def test_what_was_given_ends_with_the_place(door: Talk) -> None:
    tess = door.person("Tess")
    await door.joins(tess)
    card = await door.says(door.max, "/people")
    for data in (f"u:+x:{tess.id}", f"u:+x:{tess.id}"):
        await door.taps_data(door.max, card, data)
    assert Right.EXPORT in await rights(door, tess)
    await door.taps_data(door.max, card, f"u:y:{tess.id}")
    assert await rights(door, tess) == OUTSIDE
    await door.taps_data(door.max, card, f"u:+x:{tess.id}")
    assert "out of date" in door.telegram.answers[-1].text
    await door.taps_data(door.max, card, f"u:a:{tess.id}")
    await door.joins(tess)
    assert await rights(door, tess) == RIGHTS[Role.STAFF]


async def test_whoever_the_settings_name_is_not_to_be_changed_here(door: Talk) -> None:
    mia = door.person("Mia")
    await door.joins(mia, Role.MANAGER)
    card = await door.says(mia, "/people")
    for what in ("s", "t", "m", "y", "+c"):
        await door.taps_data(mia, card, f"u:{what}:{door.max.id}")
        assert "named in the settings" in door.telegram.answers[-1].text
        assert labels(card) == ["All who have joined"]
    assert "People who have joined" in (await door.says(door.max, "/people")).text


async def test_forged_and_old_cards_change_nobody(door: Talk) -> None:
    nadia = door.person("Nadia")
    await door.joins(nadia)
    card = await door.says(door.max, "/people")
    for data in ("u:s:5", "u:y:5", "u:a:5", "u:o:5", f"u:a:{nadia.id}", "u:x:5", "u:y:-1"):
        await door.taps_data(door.max, card, data)
        assert door.telegram.answers[-1].text == "That button is out of date. Please ask again."
    await door.taps_data(door.max, card, f"u:y:{nadia.id}")
    await door.taps_data(door.max, card, f"u:t:{nadia.id}")
    assert door.telegram.answers[-1].text == "That button is out of date. Please ask again."


async def test_whoever_blocked_the_bot_can_still_be_removed(door: Talk) -> None:
    nadia = door.person("Nadia")
    await door.joins(nadia)
    door.telegram.blocks(nadia)
    card = await door.says(door.max, "/people")
    await door.taps_data(door.max, card, f"u:y:{nadia.id}")
    assert card.text.startswith("Removed.")


async def test_what_managers_and_trainers_see_is_not_for_a_group(door: Talk) -> None:
    eve = door.person("Eve")
    team = door.telegram.group("Team", door.max, eve)
    name = door.bots.bot.username
    for command in ("questions", "check", "invite", "invite staff", "links", "people", "me"):
        first, _, rest = command.partition(" ")
        heard = await door.says(door.max, f"/{first}@{name} {rest}", group=team)
        assert "in a chat of our own" in heard.text, command
        assert not heard.buttons


async def test_many_people_come_in_pages(door: Talk) -> None:
    for number in range(9):
        await door.joins(door.person(f"Person {number}"))
    card = await door.says(door.max, "/people")
    assert "More" in labels(card)
    await door.taps(door.max, "More")
    assert labels(card) == ["Person 8 (staff)", "Earlier", "Who was removed"]


async def test_managers_by_link_hear_of_bad_knowledge_too(door: Talk) -> None:
    mia = door.person("Mia")
    await door.joins(mia, Role.MANAGER)
    held = door.bots.bot_data["service"]
    assert await held.membership.managers(door.now) == sorted([door.max.id, mia.id])
