"""`qr`: a code that opens one entry, as it is typed."""

import shutil
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.settings import SettingsError, read
from tests.conftest import SMALL

LINK = "https://t.me/practice_guide_bot?start=term-voo"


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PRACTICE_GUIDE_KNOWLEDGE", str(SMALL))
    monkeypatch.setenv("PRACTICE_GUIDE_BOT_NAME", "@practice_guide_bot")


def test_the_code_is_drawn_in_the_terminal_with_its_link(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["qr", "term-voo"]) == 0
    drawn = capsys.readouterr().out
    assert drawn.rstrip().endswith(LINK)
    assert len(drawn.splitlines()) > 15


@pytest.mark.parametrize(
    ("name", "begins"), [("voo.svg", b"<?xml"), ("voo.png", b"\x89PNG"), ("VOO.SVG", b"<?xml")]
)
def test_it_is_written_to_a_file_of_the_kind_that_its_name_says(
    name: str, begins: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    assert main(["qr", "term-voo", "--to", str(file)]) == 0
    assert file.read_bytes().startswith(begins)
    assert capsys.readouterr().out == f"Written: {file}, which opens {LINK}\n"


def test_an_entry_that_does_not_exist_is_refused_with_the_nearest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["qr", "voo-critera"]) == 1
    assert "no entry called voo-critera. Did you mean: voo-criteria" in capsys.readouterr().err
    assert main(["qr", "VOO"]) == 1
    assert "term-voo" in capsys.readouterr().err
    assert main(["qr", "zzzz"]) == 1
    assert "no entry called zzzz. Its name is the file's name" in capsys.readouterr().err


def test_without_a_user_name_it_says_what_to_set(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PRACTICE_GUIDE_BOT_NAME")
    assert main(["qr", "term-voo"]) == 1
    assert "set PRACTICE_GUIDE_BOT_NAME, or add --bot" in capsys.readouterr().err
    assert main(["qr", "term-voo", "--bot", "another_bot"]) == 0
    assert "https://t.me/another_bot?start=term-voo" in capsys.readouterr().out


def test_what_cannot_be_done_is_one_clear_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["qr", "term-voo", "--bot", "no such bot"]) == 1
    assert '"no such bot" is not a user name' in capsys.readouterr().err
    assert main(["qr", "term-voo", "--to", "voo.pdf"]) == 1
    assert "voo.pdf should end in .svg or .png." in capsys.readouterr().err
    assert main(["qr", "term-voo", "--to", str(tmp_path / "none" / "voo.svg")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_a_user_name_is_checked_where_it_is_set() -> None:
    assert read({"PRACTICE_GUIDE_BOT_NAME": "@some_bot"}).bot_name == "some_bot"
    with pytest.raises(SettingsError, match="BOT_NAME is not a user name in Telegram"):
        read({"PRACTICE_GUIDE_BOT_NAME": "https://t.me/some_bot"})


def test_a_code_may_be_printed_before_the_embargo_ends_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(SMALL, tmp_path / "knowledge"))
    pack = folder / "bdhr-2013-14-02/pack.yaml"
    pack.write_text(f"{pack.read_text()}\nembargo: 2999-01-01\n")
    monkeypatch.setenv("PRACTICE_GUIDE_KNOWLEDGE", str(folder))
    assert main(["qr", "term-voo", "--to", str(tmp_path / "voo.svg")]) == 0
    said = capsys.readouterr().out
    assert "Under an embargo, the entry opens only from 1 January 2999, 00:00 UTC." in said
