"""What was published here hides a later text of the shipped file: said plainly, nothing lost."""

import shutil
from pathlib import Path

import pytest

from bot.core.answering import Answerer
from bot.settings import Settings
from bot.store.library import load
from bot.store.overlay import Overlay
from bot.terminal.checking import check
from tests.conftest import SMALL
from tests.talks.desk import CURRIES, Desk


@pytest.fixture
async def upgraded(settings: Settings, answerer: Answerer, tmp_path: Path) -> Desk:  # type: ignore[misc]
    """Tess has added phrasings to an entry; then a release brings a newer text of it."""
    shipped = tmp_path / "knowledge"
    shutil.copytree(SMALL, shipped)
    desk = Desk(settings.model_copy(update={"knowledge": shipped}), answerer)
    desk.max = desk.person("Max")
    desk.settings = desk.settings.model_copy(update={"managers": frozenset({desk.max.id})})
    await desk.opens_up()
    await desk.three_ask()
    await desk.answers(desk.tess)
    await desk.taps(desk.tess, label_of(desk))
    yield desk
    await desk.stops()


def label_of(desk: Desk) -> str:
    return next(each for each in desk.labels(desk.tess) if each.startswith("Another phrasing"))


def published(desk: Desk) -> Path:
    (path,) = [each for each in desk.settings.published.rglob("*.yaml") if each.is_file()]
    return path


def release(desk: Desk, line: str = "owner: the domestic abuse lead") -> Path:
    """A newer text of the same shipped file."""
    path = desk.settings.knowledge / published(desk).relative_to(desk.settings.published)
    path.write_text(path.read_text().rstrip() + f"\n{line}\n")
    return path


async def test_until_the_shipped_file_changes_nothing_is_said(upgraded: Desk) -> None:
    said = check(upgraded.settings, None, upgraded.now)[1]
    assert "newer text" not in said
    assert "newer text" not in (await upgraded.says(upgraded.tess, "/history")).text


async def test_check_and_history_say_what_hides_what(upgraded: Desk) -> None:
    path = release(upgraded)
    good, said = check(upgraded.settings, None, upgraded.now)
    assert good
    assert f"published/{path.relative_to(upgraded.settings.knowledge)} hides a newer text" in said
    heard = await upgraded.says(upgraded.max, "/check")
    assert f"A release has brought a newer text of what was published here: {path.stem}." in (
        heard.text
    )
    heard = await upgraded.says(upgraded.tess, "/history")
    assert "a newer text of these entries came with a release" in heard.text
    assert any(each.startswith("Newer text: ") for each in upgraded.labels(upgraded.tess))


async def test_the_shipped_text_is_taken_with_the_phrasings_made_here(upgraded: Desk) -> None:
    name = release(upgraded).stem
    await upgraded.says(upgraded.tess, "/history")
    heard = await upgraded.taps(upgraded.tess, upgraded.labels(upgraded.tess)[0])
    assert "+owner: the domestic abuse lead" in heard.text
    heard = await upgraded.taps(upgraded.tess, "Take the newer text, with our phrasings")
    assert heard.text.startswith("Done.")
    entry = load(upgraded.settings.knowledge, upgraded.settings.published).by_id[name]
    assert entry.owner == "the domestic abuse lead"
    assert entry.asks[-3:] == CURRIES
    assert "Newer text" not in str(upgraded.labels(upgraded.tess))
    heard = await upgraded.says(upgraded.tess, "/history")
    assert "a newer text" not in heard.text
    assert "the released text taken" in upgraded.labels(upgraded.tess)[0]


async def test_ours_is_kept_until_the_next_release_and_either_can_be_undone(
    upgraded: Desk,
) -> None:
    release(upgraded)
    before = published(upgraded).read_text()
    await upgraded.says(upgraded.tess, "/history")
    await upgraded.taps(upgraded.tess, upgraded.labels(upgraded.tess)[0])
    await upgraded.taps(upgraded.tess, "Keep ours")
    assert "a newer text" not in (await upgraded.says(upgraded.tess, "/history")).text
    await upgraded.taps(upgraded.tess, upgraded.labels(upgraded.tess)[0])
    await upgraded.taps(upgraded.tess, "Take it back")
    assert published(upgraded).read_text() == before
    assert "a newer text" in (await upgraded.says(upgraded.tess, "/history")).text
    release(upgraded, "# another release")
    assert "a newer text" in (await upgraded.says(upgraded.tess, "/history")).text


async def test_what_is_exported_carries_no_mark(upgraded: Desk, tmp_path: Path) -> None:
    Overlay(upgraded.settings.knowledge, upgraded.settings.published).export(tmp_path / "out")
    path = published(upgraded).relative_to(upgraded.settings.published)
    assert published(upgraded).read_text().startswith("# over ")
    assert (tmp_path / "out" / path).read_text().startswith("id:")
