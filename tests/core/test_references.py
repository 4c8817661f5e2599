"""Passages named by number."""

import pytest

from bot.core.references import named_passages


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("recommendation 5 aim", {"rec-5"}),
        ("what is lesson three about", {"lesson-3"}),
        ("the 4th recommendation", {"rec-4"}),
        ("recommendation number 2 and lesson 7", {"rec-2", "lesson-7"}),
        ("the first lesson", {"lesson-1"}),
        ("all eight recommendations", set()),
        ("level 2 category 3", set()),
        ("recommendation 12", set()),
    ],
)
def test_a_passage_is_named_by_its_number(said: str, named: set[str]) -> None:
    assert named_passages(said.split()) == named
