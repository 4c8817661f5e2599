"""The queue in the terminal: listed, shown, answered, exported."""

import argparse
import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.core.answering import Answerer
from bot.core.people import Person
from bot.core.privacy import Redacted
from bot.settings import Settings
from bot.store.database import opened
from bot.store.drafts import Drafts
from bot.store.library import load
from bot.terminal import questions as terminal
from tests.conftest import NOW, SMALL


def ask(settings: Settings, *texts: str) -> None:
    """Questions that somebody has sent."""

    async def sends() -> None:
        async with opened(settings.database) as database:
            for place, text in enumerate(texts):
                draft = await Drafts(database).keep(
                    Person(7 + place),
                    place,
                    Redacted(text, {}),
                    "unanswered",
                    near=[],
                    confidence=0.1,
                    now=NOW,
                )
                await Drafts(database).send(draft.id)

    asyncio.run(sends())


@pytest.fixture
def says(settings: Settings, answerer: Answerer, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The command as it is typed, with the small knowledge behind it."""
    monkeypatch.setattr(terminal, "open_answerer", lambda *_: answerer)

    def said(**given: Any) -> tuple[bool, str]:
        named = {"what": None, "act": "entry", "entry": None, "publish": False, **given}
        return terminal.questions(settings, argparse.Namespace(**named), lambda: None)

    return said


CURRY = "which curry house is open on sunday"


def test_it_is_listed_shown_answered_and_exported(
    says: Any, settings: Settings, tmp_path: Path
) -> None:
    assert says() == (True, "No questions are waiting.")
    ask(settings, CURRY, "curry house open sundays?", "how much are train tickets now")
    assert says()[1].splitlines() == [f"1  2 x  {CURRY}", "2  1 x  how much are train tickets now"]
    assert "curry house open sundays?" in says(what="show", number=1)[1]
    words = "Ask the restaurant itself. (11.18)"
    good, said = says(what="answer", number=1, text=words)
    assert good
    assert said.endswith("Nothing is published yet. Add --publish when it is right.")
    assert not settings.published.exists()
    good, said = says(what="answer", number=1, text=words, publish=True)
    assert "Published." in said
    knowledge = load(SMALL, settings.published)
    assert any(CURRY in entry.asks for entry in knowledge.entries)
    assert says()[1] == "2  1 x  how much are train tickets now"
    good, said = says(what="export", to=tmp_path / "queue.csv")
    assert good
    assert "a new entry was published" in (tmp_path / "queue.csv").read_text("utf-8-sig")


def test_a_refusal_is_one_sentence(says: Any, settings: Settings) -> None:
    ask(settings, CURRY)
    says()
    good, said = says(what="answer", number=1, text="No citation here.")
    assert not good
    assert said.startswith("That needs a citation, such as (11.18)")
    assert says(what="show", number=9)[1].startswith("That group is no longer there")


def test_where_two_publish_the_terminal_writes_and_a_trainer_publishes(
    says: Any, settings: Settings
) -> None:
    settings.__dict__["publish_by_two"] = True  # as if it had been set before the start
    ask(settings, CURRY)
    says()
    good, said = says(what="answer", number=1, text="Ask there. (11.18)", publish=True)
    assert good
    assert "It waits for a trainer, since two people publish here" in said
    assert not settings.published.exists()

    async def rows() -> list[Any]:
        async with opened(settings.database) as database:
            answers = await database.rows("SELECT state, act, written_by FROM answers")
            return [*answers, *await database.rows("SELECT claimed_by FROM groups")]

    assert asyncio.run(rows()) == [
        {"state": "waiting", "act": "entry", "written_by": 0},
        {"claimed_by": None},
    ]
