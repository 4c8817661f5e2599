"""The authors' commands, as they are typed."""

import json
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.conftest import SMALL


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PRACTICE_GUIDE_KNOWLEDGE", str(SMALL))
    monkeypatch.setenv("PRACTICE_GUIDE_DATA", str(tmp_path / "data"))


def test_passages_go_to_standard_output_or_to_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report, out = tmp_path / "report.txt", tmp_path / "passages.json"
    report.write_text("1 Introduction\n\n1.1 It began.\n", encoding="utf-8")
    assert main(["passages", str(report)]) == 0
    assert json.loads(capsys.readouterr().out) == {"1.1": "It began."}
    assert main(["passages", str(report), "-o", str(out)]) == 0
    assert json.loads(out.read_text()) == {"1.1": "It began."}
    assert main(["passages", str(tmp_path / "none.txt")]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_the_schema_can_be_written_anywhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schema", "-o", str(tmp_path / "s.json")]) == 0
    assert "s.json" in capsys.readouterr().err
    assert "properties" in json.loads((tmp_path / "s.json").read_text())
    assert main(["schema", "-o", str(tmp_path / "no/s.json")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_new_never_overwrites_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.yaml").write_text("mine")
    assert main(["new", "who signs", "-o", str(tmp_path / "a.yaml")]) == 1
    assert "already there" in capsys.readouterr().err
    assert (tmp_path / "a.yaml").read_text() == "mine"


def test_new_needs_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "?!"]) == 1
    assert "could not read any words" in capsys.readouterr().err


def test_a_source_that_is_no_file_is_a_fault_of_the_settings(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PRACTICE_GUIDE_SOURCE", "/no/such/report.txt")
    assert main(["check"]) == 1
    assert "PRACTICE_GUIDE_SOURCE is not a file" in capsys.readouterr().err
