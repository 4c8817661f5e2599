"""A pack under an embargo: silent until its moment, then there by itself."""

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.chat.keeping import look_after
from bot.core.meaning import NoEncoder
from bot.flows.opening import answerer_of
from bot.settings import Settings
from bot.store.library import load
from tests.conftest import NOW, SMALL
from tests.talks.conftest import Talk

MOMENT = datetime(2026, 11, 24, 9, 31, tzinfo=UTC)
HELD = "I may not say anything about that before 24 November 2026, 09:31 UTC."


@pytest.fixture
async def talk(settings: Settings, tmp_path: Path) -> AsyncIterator[Talk]:
    """A bot started one minute before the moment, with the passages of the report at hand."""
    folder = Path(shutil.copytree(SMALL, tmp_path / "knowledge"))
    pack = folder / "bdhr-2013-14-02/pack.yaml"
    pack.write_text(f"{pack.read_text()}\nembargo: 2026-11-24 09:31\n")
    source = tmp_path / "passages.json"
    source.write_text('{"11.18": "It is so."}')
    settings = settings.model_copy(update={"knowledge": folder, "source": source})
    talk = Talk(settings, answerer_of(load(folder).at(NOW), NoEncoder(), settings))
    talk.max = talk.person("Max")
    talk.settings = settings.model_copy(update={"managers": frozenset({talk.max.id})})
    await talk.starts()
    yield talk
    await talk.stops()


async def test_until_then_nothing_is_answered_and_nothing_is_kept(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    for question in ("what is a VOO", "who signs off a high risk transfer?"):
        heard = await talk.says(nadia, question)
        assert heard.text.startswith(HELD)
        assert heard.buttons == []
    assert await talk.log() == []


async def test_until_then_nothing_is_browsed_linked_read_or_quoted(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    for command in ("/topics", "/glossary", "/guides"):
        heard = await talk.says(nadia, command)
        assert heard.text == "There is nothing to read here yet."
        assert heard.buttons == []
    await talk.says(nadia, "/start term-voo")
    assert "something I do not have" in talk.telegram.messages(nadia)[-2].text
    assert (await talk.says(nadia, "11.18")).text.startswith(HELD)
    assert (await talk.types(nadia, "what is a VOO")).results == []
    heard, before = talk.heard(nadia), talk.count(nadia)
    for data in ("e:term-voo", "t:terms:0", "p:11.18", "g:s::voo-criteria", "h:1:term-voo"):
        await talk.taps_data(nadia, heard, data)
    assert talk.count(nadia) == before
    assert "VOO" not in "".join(b.text for row in talk.heard(nadia).buttons for b in row)


async def test_danger_and_who_they_were_are_answered_all_the_same(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    heard = await talk.says(nadia, "he's outside her flat now and he has a knife")
    assert heard.text.startswith("If anyone may be in danger now, call 999.")
    assert "anonymous" in (await talk.says(nadia, "what was the woman's real name")).text
    assert "Hello" in (await talk.says(nadia, "hello")).text


async def test_when_the_moment_comes_it_is_taken_up_by_itself(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    matcher = talk.shelf.answerer.matcher
    talk.later(seconds=59)
    await look_after(talk.bots, talk.shelf)
    assert (await talk.says(nadia, "what is a VOO")).text.startswith(HELD)
    talk.later(seconds=1)
    await look_after(talk.bots, talk.shelf)
    assert "Violent Offender Order" in (await talk.says(nadia, "what is a VOO")).text
    assert (await talk.says(nadia, "11.18")).text.startswith("The review itself: 11.18")
    assert (await talk.says(nadia, "/topics")).buttons != []
    assert talk.shelf.answerer.matcher is matcher  # learnt already: nobody waits


async def test_a_fault_in_the_files_does_not_keep_the_moment_from_coming(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    path = talk.settings.knowledge / "bdhr-2013-14-02/terms/term-voo.yaml"
    path.write_text(path.read_text().replace("answer: |", "anser: |"))
    talk.later(minutes=2)
    await look_after(talk.bots, talk.shelf)
    assert "Violent Offender Order" in (await talk.says(nadia, "what is a VOO")).text
    assert talk.bots.bot_data["service"].faults != []


async def test_managers_are_told_what_is_held_back(talk: Talk) -> None:
    heard = await talk.says(talk.max, "/check")
    assert "The knowledge is in order: 0 entries" in heard.text
    count = len(load(SMALL).entries)
    assert f"Held back until 24 November 2026, 09:31 UTC: {count} entries." in heard.text
