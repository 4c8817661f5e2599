"""One's own place: what the bot holds of it, and one's own agency first."""

from bot.core.people import AGENCIES, NATIONS
from bot.store.database import opened
from bot.store.people import People
from tests.fake_telegram import Sent
from tests.talks.conftest import Talk

NASTY = "nasty texts about a man, what before filing as malicious?"


def labels(message: Sent) -> list[str]:
    return [button.text for row in message.buttons for button in row]


async def test_ones_own_agency_is_chosen_by_a_tap_and_comes_first(talk: Talk) -> None:
    sonia = talk.person("Sonia")
    heard = await talk.says(sonia, NASTY)
    assert heard.text.index("For police:") < heard.text.index("For social care:")
    card = await talk.says(sonia, "/me")
    assert "Role: staff\nAgency: not chosen\nNation: not chosen" in card.text
    await talk.taps(sonia, "Social care")
    assert "Agency: social care" in card.text
    assert "(Social care)" in labels(card)
    heard = await talk.says(sonia, NASTY)
    assert heard.text.index("For social care:") < heard.text.index("For police:")


async def test_a_choice_outlives_a_restart_and_can_be_taken_back(talk: Talk) -> None:
    sonia = talk.person("Sonia")
    card = await talk.says(sonia, "/me")
    await talk.taps(sonia, "Health")
    await talk.taps(sonia, "Wales")
    await talk.stops()
    await talk.starts()
    card = await talk.says(sonia, "/me")
    assert "Agency: health\nNation: Wales" in card.text
    await talk.taps(sonia, "No agency")
    await talk.taps(sonia, "No nation")
    assert "Agency: not chosen\nNation: not chosen" in card.text
    assert "No agency" not in labels(card)


async def test_every_agency_and_nation_can_be_chosen_and_one_tapped_twice_stays(
    talk: Talk,
) -> None:
    sonia = talk.person("Sonia")
    card = await talk.says(sonia, "/me")
    for data in [f"w:a:{name}" for name in AGENCIES] + [f"w:n:{name}" for name in NATIONS]:
        for _ in range(2):
            await talk.taps_data(sonia, card, data)
            assert talk.telegram.answers[-1].text == "Understood."
    assert "Agency: the voluntary sector\nNation: Northern Ireland" in card.text


async def test_an_agency_nobody_knows_is_not_taken(talk: Talk) -> None:
    sonia = talk.person("Sonia")
    card = await talk.says(sonia, "/me")
    for data in ("w:a:navy", "w:n:police", "w:a:wales", "w:x:police", "w:a:", "w:a:POLICE"):
        await talk.taps_data(sonia, card, data)
        assert talk.telegram.answers[-1].text == "That button is out of date. Please ask again."
    async with opened(talk.settings.database) as database:
        assert await People(database).find(sonia.id) is None


async def test_ones_place_is_not_shown_in_a_group(talk: Talk) -> None:
    nadia, omar = talk.person("Nadia"), talk.person("Omar")
    team = talk.telegram.group("Team", nadia, omar)
    heard = await talk.says(nadia, f"/me@{talk.bots.bot.username}", group=team)
    assert "in a chat of our own" in heard.text
    assert "Role" not in heard.text


async def test_a_row_in_the_log_carries_the_agency_and_never_the_person(talk: Talk) -> None:
    sonia = talk.person("Sonia")
    await talk.says(sonia, "/me")
    await talk.taps(sonia, "Housing")
    await talk.says(sonia, "what is the best curry in town")
    await talk.taps(sonia, "Send")
    (row,) = await talk.log()
    assert row["agency"] == "housing"
    assert str(sonia.id) not in str(row)
