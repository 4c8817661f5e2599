"""A trainer's words taken apart: title, answer, citations."""

import pytest

from bot.core.composing import locator, new_wordings, read_answer, short


@pytest.mark.parametrize(
    ("raw", "cites"),
    [
        ("Ask first. (11.18)", ("11.18",)),
        ("Ask first (11.18, rec 4 and lesson 2).", ("11.18", "rec-4", "lesson-2")),
        ("Ask first.\n11.18", ("11.18",)),
        ("Ask first.\nSource: paragraph 11.18, Recommendation 4", ("11.18", "rec-4")),
        ("Ask first [glossary: VOO]", ("glossary:VOO",)),
        ("Ask first (the police, that is).", ()),
        ("Ask within 11.18 days.", ()),
    ],
)
def test_citations_stand_in_brackets_or_in_the_last_line(raw: str, cites: tuple[str, ...]) -> None:
    written = read_answer(raw)
    assert written.cites == cites
    assert "11.18)" not in written.text
    assert written.text.startswith("Ask ")


def test_a_first_line_may_be_the_title() -> None:
    written = read_answer("Title: Who asks\nThe police ask. (11.18)")
    assert (written.title, written.text) == ("Who asks", "The police ask.")


def test_brackets_that_hold_anything_else_stay() -> None:
    assert read_answer("Ask (twice) first. (11.18)").text == "Ask (twice) first."


def test_a_long_title_is_cut_between_words() -> None:
    assert short("word " * 30) == ("word " * 14).strip()
    assert locator("not a citation") is None


def test_wordings_from_which_something_was_taken_are_no_phrasings() -> None:
    wordings = ["Who asks?", "who  asks", "does [person] ask", "", "who may ask"]
    assert new_wordings(wordings, ["Who may ask?"]) == ["Who asks?"]
