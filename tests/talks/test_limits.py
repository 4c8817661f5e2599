"""Too much at once: one friendly sentence, then silence, and danger answered always."""

from collections.abc import AsyncIterator

import pytest

from bot.core.answering import Answerer
from bot.core.limits import MESSAGES, TAPS
from bot.settings import Settings
from tests.talks.conftest import Talk


@pytest.fixture
async def limited(settings: Settings, answerer: Answerer) -> AsyncIterator[Talk]:
    talk = Talk(settings, answerer)
    talk.limited = True
    await talk.starts()
    yield talk
    await talk.stops()


async def test_over_the_limit_one_sentence_and_then_silence_until_the_minute_has_passed(
    limited: Talk,
) -> None:
    nadia, omar = limited.person("Nadia"), limited.person("Omar")
    for _ in range(MESSAGES):
        assert "Violent" in (await limited.says(nadia, "what is a VOO")).text
    heard = await limited.says(nadia, "what is a VOO")
    assert heard.text.startswith("That was a great deal at once")
    assert "call 999" in heard.text
    for text in ("what is a VOO", "/help", "/start join_x", "hello"):
        await limited.says(nadia, text)
    assert limited.count(nadia) == MESSAGES + 1
    assert "Violent" in (await limited.says(omar, "what is a VOO")).text
    limited.later(minutes=1)
    assert "Violent" in (await limited.says(nadia, "what is a VOO")).text


async def test_danger_is_answered_however_much_came_before(limited: Talk) -> None:
    nadia = limited.person("Nadia")
    for _ in range(MESSAGES + 5):
        await limited.says(nadia, "hello")
    for _ in range(2):
        count = limited.count(nadia)
        heard = await limited.says(nadia, "he's outside her flat now and he has a knife")
        assert heard.text.startswith("If anyone may be in danger now, call 999.")
        assert limited.count(nadia) == count + 1


async def test_taps_have_a_wider_measure_and_do_not_use_up_the_messages(limited: Talk) -> None:
    nadia = limited.person("Nadia")
    heard = await limited.says(nadia, "/topics")
    for _ in range(TAPS):
        await limited.taps_data(nadia, heard, "t::0")
    answers = len(limited.telegram.answers)
    for _ in range(3):
        await limited.taps_data(nadia, heard, "t::0")
    assert [each.text for each in limited.telegram.answers[answers:]] == [
        "That was too quick for me. Please wait a minute."
    ]
    assert "Violent" in (await limited.says(nadia, "what is a VOO")).text


async def test_talk_in_a_group_that_is_not_for_the_bot_is_not_counted(limited: Talk) -> None:
    nadia = limited.person("Nadia")
    team = limited.telegram.group("Team", nadia)
    for _ in range(MESSAGES + 5):
        limited.telegram.says(nadia, "lunch?", group=team)
    await limited.settles()
    assert "Violent" in (await limited.says(nadia, "what is a VOO")).text


async def test_whoever_has_not_joined_cannot_make_the_bot_talk_without_end(
    settings: Settings, answerer: Answerer
) -> None:
    talk = Talk(settings.model_copy(update={"access": "joined"}), answerer)
    talk.limited = True
    await talk.starts()
    eve = talk.person("Eve")
    for number in range(MESSAGES * 2):
        await talk.says(eve, f"/start join_guess{number}")
    assert talk.count(eve) == MESSAGES + 1
    await talk.stops()
