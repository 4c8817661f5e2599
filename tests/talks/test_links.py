"""Links that open an entry: from a printed briefing, from a colleague, from long ago."""

import pytest

from bot.texts import say
from tests.talks.conftest import Talk


async def test_a_link_opens_its_entry_at_once_with_a_greeting_of_one_line(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    heard = await talk.says(nadia, "/start term-voo")
    assert heard.text.startswith("What a VOO is")
    greeting, _ = talk.telegram.messages(nadia)
    assert "leave out names and case details" in greeting.text
    assert "call 999" in greeting.text
    assert len(greeting.text.splitlines()) == 1


async def test_who_has_read_here_before_is_not_greeted_again(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    await talk.says(nadia, "what is MAPPA")
    before = talk.count(nadia)
    heard = await talk.says(nadia, "/start term-voo")
    assert "Violent Offender Order" in heard.text
    assert talk.count(nadia) == before + 1


async def test_a_follow_up_leans_on_what_a_link_opened(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    await talk.says(nadia, "/start transfer-high-risk")
    heard = await talk.says(nadia, "and who authorises that?")
    assert "authorise" in heard.text


@pytest.mark.parametrize(
    "payload", ["retired-entry", "TERM-VOO", "join-us", "__", "<b>", "x" * 64, "e:term-voo"]
)
async def test_a_link_to_nothing_gets_a_kind_sentence_and_the_usual_start(
    talk: Talk, payload: str
) -> None:
    nadia = talk.person("Nadia")
    heard = await talk.says(nadia, f"/start {payload}")
    sentence, greeting = talk.telegram.messages(nadia)
    assert sentence.text == say("link.unknown")
    assert heard is greeting
    assert "Ask in your own words" in greeting.text


async def test_a_link_that_only_opens_the_chat_greets(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    heard = await talk.says(nadia, "/start hello_")
    assert "Ask in your own words" in heard.text
    assert talk.count(nadia) == 1


async def test_a_link_works_in_a_group_that_addresses_the_bot(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    team = talk.telegram.group("Team", nadia)
    name = talk.bots.bot.username
    heard = await talk.says(nadia, f"/start@{name} term-voo", group=team)
    assert "Violent Offender Order" in heard.text
