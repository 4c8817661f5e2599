"""`check`: with and without the report."""

import json
from datetime import date
from pathlib import Path

from bot.core.entry import cited
from bot.core.knowledge import Knowledge
from bot.settings import Settings
from bot.terminal.checking import check

TODAY = date(2026, 11, 24)


def passages_file(knowledge: Knowledge, folder: Path, **more: str) -> Path:
    texts: dict[str, str] = {}
    for entry in knowledge.entries:
        for locator in cited(entry):
            texts[locator] = texts.get(locator, "") + entry.model_dump_json()
    path = folder / "passages.json"
    path.write_text(json.dumps({**texts, **more}), encoding="utf-8")
    return path


def test_without_the_report_only_the_files_are_checked(settings: Settings) -> None:
    good, said = check(settings, None, TODAY)
    assert good
    assert said.startswith("Good: ")
    assert "Passages:" not in said


def test_with_the_report_coverage_is_told(
    settings: Settings, knowledge: Knowledge, tmp_path: Path
) -> None:
    good, said = check(settings, passages_file(knowledge, tmp_path), TODAY)
    assert good
    assert "neither 0." in said
    assert "Figures not founded: 0." in said


def test_what_is_missing_fails_and_names_the_cure(
    settings: Settings, knowledge: Knowledge, tmp_path: Path
) -> None:
    path = passages_file(knowledge, tmp_path, **{"98.1": "new", "glossary:VOO": "nothing"})
    good, said = check(settings, path, date(2099, 1, 1))
    assert not good
    assert "98.1: no entry cites this passage -> cite it" in said
    assert "Note, past its review date: knowledge/bdhr-2013-14-02/terms/term-voo.yaml" in said


def test_a_source_that_cannot_be_read_fails(settings: Settings, tmp_path: Path) -> None:
    good, said = check(settings, tmp_path / "none.json", TODAY)
    assert not good
    assert "cannot be read" in said
