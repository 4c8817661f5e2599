"""Figures: the same however they are written, and only figures."""

import pytest

from bot.core.figures import figures, unfounded, without_list_marks, without_references


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("twenty one days", "21 days"),
        ("twenty-one days", "21 days"),
        ("2115 hours", "21:15"),
        ("9.15 pm", "21:15"),
        ("12.30 am", "00:30"),
        ("the third child", "child 3"),
        ("the twentieth", "the 20th"),
        ("310,198 people", "310198"),
        ("in 31.05.2013", "on 31 May 2013"),
        ("two hundred", "200"),
        ("one month", "1 month"),
        ("twice", "two times"),
    ],
)
def test_a_figure_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert set(figures(one)) == set(figures(other)) != set()


@pytest.mark.parametrize(
    "text", ["one of them", "First, ask who", "May I ask", "nobody", "the one who", "may apply"]
)
def test_a_word_that_only_looks_like_a_figure_is_none(text: str) -> None:
    assert figures(text) == {}


def test_a_figure_is_founded_in_any_known_text_or_declared() -> None:
    text = "Within three days, at 23:03, he called four people in May 2013."
    assert unfounded(text, ["3 days", "2303 hours"], {}) == ["four", "May", "2013"]
    assert unfounded(text, ["3 days", "2303 hours", "31.05.2013"], {"four": "listed"}) == []


def test_a_reference_to_a_cited_passage_is_no_figure() -> None:
    text = "Recommendation 4, lessons 2 and 3, and 11.18"
    assert figures(without_references(text, ["rec-4", "lesson-2", "lesson-3", "11.18"])) == {}
    assert set(figures(without_references(text, ["rec-4", "lesson-2"]))) == {"2", "3", "11.18"}


def test_the_marks_of_a_numbered_list_are_no_figures() -> None:
    assert figures(without_list_marks("Two: 1. ask. 2. write.")).keys() == {"2"}
    assert set(figures(without_list_marks("It is in section 5. Then 12. more"))) == {"5", "12"}
