"""Making links: by buttons, by typing, and seeing what became of them."""

import re

import pytest

from bot.core.people import Role
from tests.fake_telegram import Sent
from tests.talks.conftest import Talk

LINK = re.compile(r"\?start=(join_[\w-]{32})$")


def labels(message: Sent) -> list[str]:
    return [button.text for row in message.buttons for button in row]


async def test_a_card_makes_a_link_with_one_thumb(door: Talk) -> None:
    card = await door.says(door.max, "/invite")
    assert "Role: staff\nAgency: any agency\nLets in: 1\nOpen until: 1 December 2026" in card.text
    for label in ("Trainer", "Social care", "20 uses", "30 days"):
        await door.taps(door.max, label, card)
        assert f"({label})" in labels(card)
    assert (
        "Role: trainer\nAgency: social care\nLets in: 20\nOpen until: 24 December 2026"
        in card.text
    )
    heard = await door.taps(door.max, "Make the link", card)
    assert not card.buttons
    assert "Link 1 is made" in card.text
    found = LINK.search(heard.text)
    assert found
    nadia = door.person("Nadia")
    assert "as trainer" in (await door.says(nadia, f"/start {found[1]}")).text
    assert "Agency: social care" in (await door.says(nadia, "/me")).text


async def test_a_managers_link_is_narrow_whatever_was_chosen_before(door: Talk) -> None:
    card = await door.says(door.max, "/invite")
    for label in ("50 uses", "90 days", "Manager"):
        await door.taps(door.max, label, card)
    assert "Lets in: 1\nOpen until: 1 December 2026" in card.text
    await door.taps(door.max, "50 uses", card)
    assert "Lets in: 1\n" in card.text


async def test_making_it_twice_shows_both_links_so_that_none_is_lost(door: Talk) -> None:
    card = await door.says(door.max, "/invite")
    data = card.buttons[-1][-1].data or ""
    for _ in range(2):
        await door.taps_data(door.max, card, data)
    found = [LINK.search(sent.text) for sent in door.telegram.messages(door.max)]
    assert len({each[1] for each in found if each}) == 2
    assert "Joining links: 2" in (await door.says(door.max, "/links")).text


@pytest.mark.parametrize(
    "data",
    [
        "i:m:boss:-:-:1:7",
        "i:m:staff:navy:-:1:7",
        "i:m:staff:-:mars:1:7",
        "i:m:staff:-:-:0:7",
        "i:m:staff:-:-:501:7",
        "i:m:staff:-:-:1:366",
        "i:m:manager:-:-:2:7",
        "i:m:manager:-:-:1:90",
        "i:m:staff:-:-:1",
        "i:x:staff:-:-:1:7",
        "l:o:99",
        "l:y:99",
        "l:r:99",
    ],
)
async def test_forged_offers_make_nothing(door: Talk, data: str) -> None:
    card = await door.says(door.max, "/invite")
    await door.taps_data(door.max, card, data)
    assert door.telegram.answers[-1].text == "That button is out of date. Please ask again."
    assert "no joining links yet" in (await door.says(door.max, "/links")).text


async def test_what_was_typed_wrongly_is_named_with_an_example(door: Talk) -> None:
    heard = await door.says(door.max, "/invite staff <army> 20")
    assert "I do not understand: <army>" in heard.text
    assert '/invite staff police 20 30d "Team 4"' in heard.text
    heard = await door.says(door.max, "/invite manager 20")
    assert "is for one person" in heard.text
    assert "no joining links yet" in (await door.says(door.max, "/links")).text


async def test_a_team_of_any_letters_is_shown_as_it_was_typed(door: Talk) -> None:
    await door.says(door.max, '/invite staff "<b>Tîm & {0}"')
    assert "<b>Tîm & {0}" in (await door.says(door.max, "/links")).text
    nadia = door.person("<i>Nadia")
    await door.joins(nadia)
    await door.taps(door.max, "Link 2", await door.says(door.max, "/links"))
    assert "Used by <i>Nadia" in door.heard(door.max).text


async def test_many_links_come_in_pages_newest_first(door: Talk) -> None:
    for _ in range(10):
        await door.says(door.max, "/invite staff")
    page = await door.says(door.max, "/links")
    assert "Link 10" in labels(page)
    assert "Link 2" not in labels(page)
    await door.taps(door.max, "More")
    assert "Link 2" in labels(page)
    await door.taps_data(door.max, page, "l:p:999")
    assert "no joining links" in page.text


async def test_revoking_asks_first_and_ends_it_at_once(door: Talk) -> None:
    heard = await door.says(door.max, "/invite staff 5")
    found = LINK.search(heard.text)
    assert found
    card = await door.says(door.max, "/links")
    await door.taps(door.max, "Link 1")
    assert "Made on 24 November 2026 by a manager whom the settings name" in card.text
    await door.taps(door.max, "Revoke")
    assert "open until" in card.text
    await door.taps(door.max, "Yes, revoke it now")
    assert "revoked" in card.text
    assert labels(card) == ["All links"]
    nadia = door.person("Nadia")
    assert "no longer valid" in (await door.says(nadia, f"/start {found[1]}")).text


@pytest.mark.parametrize("how", ["left", "removed", "demoted", "ended", "unnamed"])
async def test_links_of_somebody_who_no_longer_manages_are_void(door: Talk, how: str) -> None:
    mia, nadia = door.person("Mia"), door.person("Nadia")
    await door.joins(mia, Role.MANAGER)
    maker = door.max if how == "unnamed" else mia
    heard = await door.says(maker, "/invite trainer 5 30d")
    found = LINK.search(heard.text)
    assert found
    card = await door.says(door.max, "/people")
    if how == "left":
        await door.says(mia, "/leave")
        await door.taps(mia, "Yes, leave")
    elif how == "removed":
        await door.taps_data(door.max, card, f"u:y:{mia.id}")
    elif how == "demoted":
        await door.taps_data(door.max, card, f"u:t:{mia.id}")
    elif how == "unnamed":
        await door.stops()
        door.settings = door.settings.model_copy(update={"managers": frozenset({99})})
        await door.starts()
    else:
        async with door.database() as database:
            await database.write("UPDATE people SET until = '2026-11-23'")
    heard = await door.says(nadia, f"/start {found[1]}")
    assert "no longer valid" in heard.text
