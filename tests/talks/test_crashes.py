"""Killed at the worst moment: nothing lost, nothing answered twice."""

import logging
import shutil
from pathlib import Path
from typing import Any

import pytest

from bot.chat.failures import quiet_logging
from bot.chat.keeping import look_after
from bot.chat.transport import RawBot
from bot.core.answering import Answerer
from bot.settings import Settings
from bot.store.database import opened
from bot.store.inbox import Inbox
from tests.conftest import NOW, TOKEN
from tests.fake_telegram import BLOCKED, CUT_AFTER, CUT_BEFORE, FakeRequest, Fault
from tests.talks.conftest import Talk


async def test_an_update_taken_but_not_handled_is_answered_after_the_crash(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    await talk.says(nadia, "hi")
    before = talk.count(nadia)
    await talk.stops()
    talk.telegram.says(nadia, "what is a VOO")
    (update,) = await received(talk)
    async with opened(talk.settings.database) as database:
        await Inbox(database).keep([update], NOW)
    await talk.starts()
    await talk.settles()
    assert talk.count(nadia) == before + 1
    assert "Violent Offender Order" in talk.heard(nadia).text


async def received(talk: Talk) -> list[dict[str, Any]]:
    """What Telegram would hand out, without confirming it."""
    request = FakeRequest(talk.telegram)
    async with RawBot(TOKEN, request=request, get_updates_request=request) as bot:
        return await bot.raw_updates(None, 0)


async def test_an_answer_cut_off_is_offered_again_and_never_sent_twice(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    await talk.says(nadia, "hi")
    await talk.stops()
    talk.telegram.says(nadia, "what is a VOO")
    (update,) = await received(talk)
    async with opened(talk.settings.database) as database:
        await Inbox(database).keep([update], NOW)
        await Inbox(database).replying(update["update_id"])
    await talk.starts()
    await talk.settles()
    assert "I was restarted while I was answering you" in talk.heard(nadia).text
    heard = await talk.taps(nadia, "Show the answer")
    assert "Violent Offender Order" in heard.text
    count = talk.count(nadia)
    await talk.stops()
    await talk.starts()
    await talk.settles()
    assert talk.count(nadia) == count


async def test_one_update_that_cannot_be_read_stops_nothing(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    await talk.says(nadia, "hi")
    talk.telegram.raw_update({"message": {"message_id": "no", "chat": 5, "date": "never"}})
    heard = await talk.says(nadia, "what is a VOO")
    assert "Violent Offender Order" in heard.text
    async with opened(talk.settings.database) as database:
        rows = await database.rows("SELECT state, body FROM inbox WHERE state = 'bad'")
    assert rows == [{"state": "bad", "body": None}]


@pytest.mark.parametrize("fault", [CUT_BEFORE, CUT_AFTER, BLOCKED])
async def test_a_send_that_fails_harms_only_itself(talk: Talk, fault: Fault) -> None:
    nadia, omar = talk.person("Nadia"), talk.person("Omar")
    await talk.says(nadia, "hi")
    talk.telegram.fail("sendMessage", chat=nadia, fault=fault, times=2)
    talk.telegram.says(nadia, "what is a VOO")
    heard = await talk.says(omar, "what is MAPPA")
    assert "Multi Agency" in heard.text


async def test_neither_the_token_nor_what_people_write_reaches_a_log(
    talk: Talk, capfd: pytest.CaptureFixture[str]
) -> None:
    quiet_logging(logging.DEBUG)
    nadia = talk.person("Nadia")
    talk.telegram.says(nadia, "a-very-private-word about the transfer")
    talk.telegram.queries(nadia, "a-very-private-word about the transfer")
    talk.telegram.raw_update({"inline_query": {"query": "a-private-word", "id": 5}})
    talk.telegram.raw_update({"message": {"text": "another-private-word", "chat": {}}})
    talk.telegram.fail("sendMessage", chat=nadia, fault=CUT_BEFORE, times=1)
    await talk.settles()
    await talk.says(nadia, "a-very-private-word again")
    logging.getLogger("bot").error("calling https://api.telegram.org/bot%s/getMe", TOKEN)
    said = capfd.readouterr().err
    assert "a handler failed" in said
    assert "private-word" not in said
    assert TOKEN not in said
    assert "[token]" in said


async def test_bad_knowledge_never_replaces_good_and_managers_are_told(
    settings: Settings, answerer: Answerer, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(settings.knowledge, tmp_path / "knowledge"))
    talk = Talk(settings.model_copy(update={"knowledge": folder}), answerer)
    manager = talk.person("Manager")
    talk.settings = talk.settings.model_copy(update={"managers": frozenset({manager.id})})
    await talk.starts()
    await talk.says(manager, "hi")
    good = folder / "bdhr-2013-14-02/terms/term-voo.yaml"
    text = good.read_text()
    good.write_text(text.replace("answer: |", "anser: |"))
    await look_after(talk.bots, talk.shelf)
    assert 'did you mean "answer"?' in talk.heard(manager).text
    heard = await talk.says(manager, "what is a VOO")
    assert "Violent Offender Order" in heard.text
    heard = await talk.says(manager, "/check")
    assert "cannot be used" in heard.text
    good.write_text(text.replace("VOO stands for", "The letters VOO stand for"))
    await look_after(talk.bots, talk.shelf)
    heard = await talk.says(manager, "what is a VOO")
    assert "The letters VOO stand for" in heard.text
    await talk.stops()
