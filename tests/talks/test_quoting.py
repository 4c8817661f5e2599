"""Quoting an entry into a team's chat, by typing the bot's name there."""

import logging

import pytest

from bot.chat.context import HELLO
from bot.store.database import opened
from bot.texts import say
from tests.talks.conftest import Talk


async def test_a_question_typed_in_a_team_chat_offers_entries_to_quote(talk: Talk) -> None:
    nadia, omar = talk.person("Nadia"), talk.person("Omar")
    team = talk.telegram.group("Team", nadia, omar)
    offer = await talk.types(nadia, "what is a VOO")
    assert 1 < len(offer.results) <= 5
    first = offer.results[0]
    assert first.title == "What a VOO is, who applies and to which court"
    assert first.description.startswith("VOO stands for Violent Offender Order")
    assert first.html.startswith("<b>What a VOO is")
    assert "Since the review" in first.text
    assert "Source: Joint review BDHR/2013-14/02 (May 2017), glossary (VOO)" in first.text
    assert (offer.is_personal, offer.cache_time) == (True, 5)
    posted = talk.telegram.picks(nadia, offer, first.title, group=team)
    (button,) = posted["reply_markup"]["inline_keyboard"][0]
    assert button["url"] == "https://t.me/practice_guide_bot?start=term-voo"


async def test_what_is_unsure_offers_what_may_be_meant(talk: Talk) -> None:
    offer = await talk.types(talk.person("Nadia"), "who signs off a high risk transfer?")
    assert offer.titles[0] == "Who must authorise a high-risk transfer"
    assert len(offer.titles) == len(set(offer.titles)) > 1


async def test_the_bot_does_not_answer_a_quotation_of_itself(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    await talk.says(nadia, "hi")
    offer = await talk.types(nadia, "what is a VOO")
    before = talk.count(nadia)
    talk.telegram.picks(nadia, offer, offer.titles[0])
    await talk.settles()
    assert talk.count(nadia) == before


async def test_nothing_of_it_is_kept_or_counted(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    for text in ("best curry in town", "what is a VOO", "he's outside her flat with a knife"):
        await talk.types(nadia, text)
    async with opened(talk.settings.database) as database:
        for table in ("inbox", "questions", "talks", "urgent_counts", "ratings"):
            assert await database.rows(f"SELECT * FROM {table}") == []


async def test_danger_typed_anywhere_gets_the_emergency_lines_and_nothing_else(
    talk: Talk,
) -> None:
    offer = await talk.types(talk.person("Nadia"), "he's outside her flat now, he has a knife")
    (only,) = offer.results
    assert "call 999" in only.title
    assert only.text.startswith("If anyone may be in danger now, call 999.")
    assert only.markup is None


async def test_who_is_hurting_is_never_shown_to_their_team(talk: Talk) -> None:
    (only,) = (await talk.types(talk.person("Nadia"), "my husband hits me")).results
    assert "116 123" in only.description
    assert only.text.startswith("If anyone may be in danger now, call 999.")
    assert "sorry" not in only.text


async def test_who_they_were_is_refused_as_anywhere(talk: Talk) -> None:
    offer = await talk.types(talk.person("Nadia"), "what was the woman's real name")
    (only,) = offer.results
    assert "keeps the people in it anonymous" in only.text


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "quote.type"), ("   ", "quote.type"), ("thanks", "quote.nothing")],
)
async def test_where_nothing_fits_a_button_leads_to_the_bots_own_chat(
    talk: Talk, text: str, says: str
) -> None:
    nadia = talk.person("Nadia")
    offer = await talk.types(nadia, text)
    assert offer.results == []
    assert offer.button == {"text": say(says), "start_parameter": HELLO}
    heard = await talk.says(nadia, f"/start {HELLO}")
    assert "Ask in your own words" in heard.text


async def test_who_may_not_ask_gets_only_the_way_to_the_bots_own_chat(door: Talk) -> None:
    offer = await door.types(door.person("Eve"), "what is a VOO")
    assert offer.results == []
    assert offer.button == {"text": say("quote.closed"), "start_parameter": HELLO}


async def test_the_longest_that_can_be_typed_is_no_harm(talk: Talk) -> None:
    offer = await talk.types(talk.person("Nadia"), "<b>&" * 64)
    assert offer.results == [] or offer.titles


async def test_what_was_typed_while_the_bot_was_down_is_dropped_in_silence(
    talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    nadia = talk.person("Nadia")
    await talk.says(nadia, "hi")
    await talk.stops()
    talk.telegram.queries(nadia, "what is a VOO")
    talk.later(seconds=40)
    await talk.starts()
    with caplog.at_level(logging.WARNING):
        await talk.settles()
    assert talk.telegram.offers == []
    assert talk.telegram.pending() == []
    assert caplog.records == []
    async with opened(talk.settings.database) as database:
        assert await database.rows("SELECT * FROM inbox WHERE body IS NOT NULL") == []
