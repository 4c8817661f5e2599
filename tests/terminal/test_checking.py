"""`check`: with and without the report."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

from bot.core.entry import cited
from bot.core.knowledge import Knowledge
from bot.settings import Settings
from bot.terminal.checking import check
from tests.conftest import NOW


def passages_file(knowledge: Knowledge, folder: Path, **more: str) -> Path:
    texts: dict[str, str] = {}
    for entry in knowledge.entries:
        for locator in cited(entry):
            texts[locator] = texts.get(locator, "") + entry.model_dump_json()
    path = folder / "passages.json"
    path.write_text(json.dumps({**texts, **more}), encoding="utf-8")
    return path


def test_without_the_report_only_the_files_are_checked(settings: Settings) -> None:
    good, said = check(settings, None, NOW)
    assert good
    assert said.startswith("Good: ")
    assert "Passages:" not in said


def test_with_the_report_coverage_is_told(
    settings: Settings, knowledge: Knowledge, tmp_path: Path
) -> None:
    good, said = check(settings, passages_file(knowledge, tmp_path), NOW)
    assert good
    assert "neither 0." in said
    assert "Figures not founded: 0." in said


def test_what_is_missing_fails_and_names_the_cure(
    settings: Settings, knowledge: Knowledge, tmp_path: Path
) -> None:
    path = passages_file(knowledge, tmp_path, **{"98.1": "new", "glossary:VOO": "nothing"})
    good, said = check(settings, path, datetime(2099, 1, 1, tzinfo=UTC))
    assert not good
    assert "98.1: no entry cites this passage -> cite it" in said
    assert "Note, past its review date: knowledge/bdhr-2013-14-02/terms/term-voo.yaml" in said


def test_a_source_that_cannot_be_read_fails(settings: Settings, tmp_path: Path) -> None:
    good, said = check(settings, tmp_path / "none.json", NOW)
    assert not good
    assert "cannot be read" in said


def test_what_an_embargo_holds_back_is_checked_and_counted(
    settings: Settings, knowledge: Knowledge, tmp_path: Path
) -> None:
    count = len(knowledge.entries)
    folder = Path(shutil.copytree(settings.knowledge, tmp_path / "knowledge"))
    pack = folder / "bdhr-2013-14-02/pack.yaml"
    pack.write_text(f"{pack.read_text()}\nembargo: 2026-12-01 00:01\n")
    settings = settings.model_copy(update={"knowledge": folder})
    good, said = check(settings, None, NOW)
    assert good
    assert f"Good: {count} entries" in said
    assert f"Held back until 1 December 2026, 00:01 UTC: {count} entries." in said
    assert "Held back" not in check(settings, None, datetime(2026, 12, 2, tzinfo=UTC))[1]


def test_what_nobody_has_checked_for_a_year_is_noted_and_is_no_fault(settings: Settings) -> None:
    a_year_on, later = datetime(2027, 11, 23, tzinfo=UTC), datetime(2027, 11, 25, tzinfo=UTC)
    assert "Note, last checked" not in check(settings, None, a_year_on)[1]
    good, said = check(settings, None, later)
    assert good
    assert "Note, last checked on 2026-11-23, look again: ipcc-iopc" in said
    assert "Note, last checked on 2026-11-24, look again: " in said
