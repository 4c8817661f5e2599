"""Going through a procedure from a keyboard."""

import io
import subprocess
import sys
from pathlib import Path

from icalendar import Calendar

from bot.core.answering import Answerer
from bot.settings import Settings
from bot.terminal.asking import chat
from bot.terminal.guiding import guide
from tests.conftest import NOW, ROOT


def walked(settings: Settings, name: str | None, *typed: str, ics: Path | None = None) -> str:
    out = io.StringIO()
    guide(settings, name, ics, [f"{line}\n" for line in typed], out, NOW)
    return out.getvalue()


def test_the_procedures_are_listed_with_their_names(settings: Settings) -> None:
    said = walked(settings, None)
    assert "voo-criteria: When a Violent Offender Order can be sought" in said
    assert len(said.splitlines()) == 6


def test_an_unknown_name_says_which_there_are(settings: Settings) -> None:
    out = io.StringIO()
    assert not guide(settings, "voo", None, [], out, NOW)
    assert "There is no procedure called voo." in out.getvalue()
    assert "voo-criteria" in out.getvalue()


def test_enter_n_and_back_lead_through_to_the_note(settings: Settings) -> None:
    said = walked(settings, "voo-criteria", "", "b", "n", *[""] * 7)
    assert "Step 1 of 8: not yet looked at" in said
    assert "Step 1 of 8: met" in said
    note = said[said.index("Note from Practice Guide") :]
    assert "1. [not met] Check that the conviction" in note
    assert "Criteria: 4 met, 1 not met, 0 not yet looked at. Not every criterion is met." in note
    assert "8. [done] Write the full reason" in note


def test_putting_away_or_the_end_of_input_ends_it_kindly(settings: Settings) -> None:
    for typed in (["", "Q"], [""], ["what?", "q"]):
        said = walked(settings, "voo-criteria", *typed)
        assert said.rstrip().endswith("Put away. In the terminal nothing of it is kept.")


def test_a_date_is_asked_for_and_the_dates_are_written(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "dates.ics"
    typed = ("d", "31/2/2027", "d", "1/3/2027", *[""] * 6)
    said = walked(settings, "prison-visitors", *typed, ics=file)
    assert "There is no such day in the calendar." in said
    assert "Date: Monday 18 January 2027" in said
    assert f"Dates written to {file}: 1." in said
    (event,) = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert event["summary"] == "Review date (practice guide)"
    assert "No date follows" in walked(settings, "voo-criteria", "d", "q")


def test_no_dates_no_file(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "dates.ics"
    assert "No dates lie ahead" in walked(settings, "voo-criteria", *[""] * 8, ics=file)
    assert not file.exists()


def test_a_talk_offers_it_after_an_answer_with_steps(answerer: Answerer) -> None:
    out = io.StringIO()
    typed = ["voo criteria", "s", *[""] * 8, "what is a VOO", "s", ""]
    chat(answerer, typed, out, NOW.date())
    said = out.getvalue()
    assert said.count("Type s to go through it step by step.") == 1
    assert "Note from Practice Guide, Tuesday 24 November 2026" in said
    assert said.count("Step 1 of 8") == 1
    assert said.rstrip().endswith("Goodbye.")


def test_the_command_lists_them_without_reading_the_index() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "guide"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 9
