"""What tests share: a small knowledge of its own, a fixed clock, and the real thing's places."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.core.answering import Answerer
from bot.core.knowledge import Knowledge
from bot.core.meaning import NoEncoder
from bot.core.reply import Choices
from bot.flows.opening import answerer_of
from bot.settings import Settings
from bot.store.library import load

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
SMALL = Path(__file__).parent / "knowledge"
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TOKEN = "123456789:AAAA-made-up-token-of-the-right-length"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where the review's text and the sample are missing, tests that need them say so."""
    if not SHARED.is_dir():
        skip = pytest.mark.skip(reason="../shared is not there: the review's text is needed")
        for item in items:
            if "shared" in item.keywords:
                item.add_marker(skip)


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """A dozen entries, enough for every flow, read in milliseconds."""
    return load(SMALL)


@pytest.fixture(scope="session")
def answerer(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from the small knowledge by words alone, so that no model is loaded."""
    data = tmp_path_factory.mktemp("data")
    return answerer_of(knowledge, NoEncoder(), Settings(knowledge=SMALL, data=data))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with a folder of their own, and asking open to all: most talks are not about the
    door."""
    data = tmp_path / "data"
    return Settings(knowledge=SMALL, data=data, token=TOKEN, access="open")  # type: ignore[arg-type]


@pytest.fixture
def unsure(answerer: Answerer) -> str:
    """A message that the small knowledge leaves in doubt, too long to lean on what came before."""
    said = ("court partner with report of", "told by risk on", "asked for told risk")
    return next(text for text in said if isinstance(answerer.answer(text), Choices))
