"""What was published is in use at once, in every front, and learnt afterwards."""

from pathlib import Path

import pytest

from bot.core.meaning import NoEncoder
from bot.core.reply import Answered
from bot.flows import opening
from bot.flows.opening import Shelf, open_answerer
from bot.settings import Settings
from tests.conftest import NOW, SMALL

NEW = "bdhr-2013-14-02/terms/term-imr.yaml"
ODD = "who keeps the tortoise while its owner is away"


def test_a_start_after_a_publication_waits_for_no_index_and_the_watch_learns_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "encoder", lambda data: NoEncoder())
    settings = Settings(knowledge=SMALL, data=tmp_path)
    built: list[int] = []
    open_answerer(settings, lambda: built.append(1), NOW)
    text = (SMALL / NEW).read_text().replace("asks:\n", f'asks:\n  - "{ODD}"\n')
    path = settings.published / NEW
    path.parent.mkdir(parents=True)
    path.write_text(text)
    answerer = open_answerer(settings, lambda: built.append(2), NOW)
    assert built == [1]
    assert answerer.fresh is not None
    reply = answerer.answer(ODD)
    assert isinstance(reply, Answered)
    assert reply.entry.id == "term-imr"
    shelf = Shelf(settings, answerer)
    assert shelf.renew(NOW) == []
    assert shelf.answerer.fresh is None
    assert ODD in shelf.answerer.matcher.index.phrasings
    assert shelf.renew(NOW) == []


def test_a_faulty_file_among_the_published_is_named(tmp_path: Path) -> None:
    settings = Settings(knowledge=SMALL, data=tmp_path)
    path = settings.published / NEW
    path.parent.mkdir(parents=True)
    path.write_text((SMALL / NEW).read_text().replace("answer: |", "anser: |"))
    with pytest.raises(opening.FaultyError, match=f'published/{NEW}:4: unknown key "anser"'):
        opening.load(settings.knowledge, settings.published)
