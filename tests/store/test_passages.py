"""The report on disk: its text or its passages file, and the review's own."""

import json
from pathlib import Path

import pytest

from bot.core.errors import FaultyError
from bot.store.library import load
from bot.store.passages import dump_passages, read_passages
from tests.conftest import ROOT, SHARED

TEXT = "1 Introduction\n\n1.1 It began.\n\n- 1.2 It “ended”.\n"


def test_a_report_and_its_passages_file_read_the_same(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    report = read_passages(tmp_path / "report.txt", {})
    (tmp_path / "report.json").write_text(dump_passages(report), encoding="utf-8")
    again = read_passages(tmp_path / "report.json", {})
    assert {name: one.text for name, one in again.items()} == {
        "1.1": "It began.",
        "1.2": "It “ended”.",
    }
    assert report["1.1"].heading == "1 Introduction"


def test_a_passages_file_may_carry_headings(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    path.write_text('{"1.1": {"text": "It began.", "heading": "1 Introduction"}}')
    assert read_passages(path, {})["1.1"].heading == "1 Introduction"


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.json", b"[1]"), ("b.json", b"{"), ("c.txt", b"nothing"), ("d.txt", b"\xff\xfe\x00")],
)
def test_a_file_that_holds_no_passages_is_one_clear_fault(
    name: str, content: bytes, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FaultyError) as caught:
        read_passages(tmp_path / name, {})
    assert name in str(caught.value)


def test_a_file_that_is_not_there_is_one_clear_fault(tmp_path: Path) -> None:
    with pytest.raises(FaultyError, match="cannot be read"):
        read_passages(tmp_path / "none.txt", {})


@pytest.mark.shared
def test_the_reviews_text_is_cut_into_its_own_passages() -> None:
    pack = load(ROOT / "knowledge").pack
    wanted = json.loads((SHARED / "review/passages.json").read_text(encoding="utf-8"))
    found = read_passages(SHARED / "review/bdhr-2013-14-02.txt", pack.agencies)
    assert set(found) == set(wanted)
    same = [name for name in wanted if found[name].text == " ".join(wanted[name].split())]
    assert len(same) >= 0.95 * len(wanted)
