"""Progress through a procedure: marks, outcome, due dates, note."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.core.entry import Entry
from bot.core.guide import (
    Anchor,
    Mark,
    Outcome,
    Progress,
    anchors,
    days_ahead,
    done_count,
    due,
    is_criterion,
    note,
    outcome,
    step_key,
    step_of,
    weighs_criteria,
)
from bot.core.knowledge import Knowledge

TODAY = date(2026, 11, 24)
MARKS = some.lists(some.sampled_from(Mark), min_size=8, max_size=8)


@pytest.fixture(scope="module")
def voo(knowledge: Knowledge) -> Entry:
    return knowledge.by_id["voo-criteria"]


@pytest.fixture(scope="module")
def visitors(knowledge: Knowledge) -> Entry:
    return knowledge.by_id["prison-visitors"]


def marked(entry: Entry, *marks: Mark) -> Progress:
    progress = Progress()
    for step, mark in zip(entry.steps, marks, strict=False):
        progress = progress.marked(step, mark)
    return progress


def test_a_procedure_weighs_criteria_when_most_steps_say_what_follows_if_not(
    knowledge: Knowledge,
) -> None:
    weighing = [entry.id for entry in knowledge.entries if weighs_criteria(entry)]
    assert weighing == ["voo-criteria"]


def test_a_step_that_only_can_be_done_has_two_states_and_a_criterion_three(voo: Entry) -> None:
    criterion, plain = voo.steps[0], voo.steps[7]
    assert is_criterion(voo, criterion)
    assert not is_criterion(voo, plain)
    assert Progress().marked(criterion, Mark.NO).mark(criterion) is Mark.NO
    assert Progress().marked(plain, Mark.NO).mark(plain) is Mark.OPEN
    assert Progress().marked(plain, Mark.YES).mark(plain) is Mark.YES


@given(marks=MARKS)
def test_marks_do_not_disturb_each_other(voo: Entry, marks: list[Mark]) -> None:
    progress = marked(voo, *marks)
    for step, mark in zip(voo.steps, marks, strict=True):
        expected = Mark.OPEN if mark is Mark.NO and not step.if_not else mark
        assert progress.mark(step) is expected
        assert progress.marked(step, expected) == progress
    result = outcome(voo, progress)
    assert result.yes + result.no + result.open == 5
    assert (result.kind == "all") == (set(marks[:5]) == {Mark.YES})
    assert (result.kind == "some_open") == (Mark.OPEN in marks[:5])


def test_the_outcome_counts_criteria_alone_and_else_every_step(
    voo: Entry, visitors: Entry
) -> None:
    some_way = (Mark.YES, Mark.NO, Mark.YES)
    assert outcome(voo, marked(voo, *some_way)) == Outcome(yes=2, no=1, open=2)
    assert outcome(visitors, marked(visitors, *some_way)) == Outcome(yes=2, no=0, open=4)
    assert done_count(voo, marked(voo, *some_way)) == 3


def test_a_reworded_step_is_open_again_and_the_others_keep_their_marks(voo: Entry) -> None:
    progress = marked(voo, *[Mark.YES] * 8)
    reworded = voo.steps[2].model_copy(update={"do": "Check the current assessment."})
    steps = (voo.steps[1], voo.steps[0], reworded, *voo.steps[3:])
    changed = voo.model_copy(update={"steps": steps})
    assert [progress.mark(step) for step in changed.steps].count(Mark.OPEN) == 1
    assert progress.mark(reworded) is Mark.OPEN
    assert step_of(changed, step_key(voo.steps[0])) == 1
    assert step_of(changed, step_key(voo.steps[2])) is None


def test_due_dates_wait_for_the_date_they_are_counted_from(visitors: Entry) -> None:
    first, second = visitors.steps[:2]
    assert anchors(visitors) == (Anchor.RELEASE,)
    assert due(first, {}) is None
    assert due(first, {Anchor.EVENT: TODAY}) is None
    assert due(first, {Anchor.RELEASE: date(2027, 3, 1)}) == date(2027, 1, 18)
    assert due(second, {Anchor.RELEASE: date(2027, 3, 1)}) is None


def test_a_due_date_may_be_the_day_itself(knowledge: Knowledge) -> None:
    licence = knowledge.by_id["licence-end"]
    (step,) = (step for step in licence.steps if step.due)
    assert due(step, {Anchor.LICENCE_END: TODAY}) == TODAY


def test_only_days_ahead_are_worth_a_calendar_entry(visitors: Entry) -> None:
    progress = Progress().dated(Anchor.RELEASE, date(2027, 3, 1))
    assert days_ahead(visitors, progress, TODAY) == [date(2027, 1, 18)]
    assert days_ahead(visitors, progress, date(2027, 1, 18)) == [date(2027, 1, 18)]
    assert days_ahead(visitors, progress, date(2027, 1, 19)) == []
    assert days_ahead(visitors, Progress(), TODAY) == []


def test_a_date_ends_the_wait_for_it(visitors: Entry) -> None:
    progress = replace(Progress(), awaiting=Anchor.RELEASE).dated(Anchor.RELEASE, TODAY)
    assert progress.awaiting is None


@given(place=some.integers(-99, 99))
def test_there_is_always_a_step_to_look_at(visitors: Entry, place: int) -> None:
    assert visitors.steps[Progress().at(place, visitors).place]


def test_the_note_holds_marks_and_dates_and_only_the_entrys_own_words(visitors: Entry) -> None:
    progress = marked(visitors, Mark.YES).dated(Anchor.RELEASE, date(2027, 3, 1))
    progress = replace(progress, dates={**progress.dates, Anchor.EVENT: TODAY})
    made = note(visitors, progress, TODAY)
    assert (made.title, made.on) == (visitors.title, TODAY)
    assert made.dates == {Anchor.RELEASE: date(2027, 3, 1)}
    assert [line.step for line in made.lines] == list(visitors.steps)
    assert [line.mark for line in made.lines] == [Mark.YES, *[Mark.OPEN] * 5]
    assert made.lines[0].due == date(2027, 1, 18)
