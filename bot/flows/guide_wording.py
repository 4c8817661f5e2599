"""A procedure under way in words, and its note, without mark-up: each front adds its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.core.due_dates import DateFault
from bot.core.entry import Entry, Step
from bot.core.guide import (
    Anchor,
    Line,
    Mark,
    Outcome,
    Progress,
    anchor_of,
    done_count,
    due,
    is_criterion,
    note,
    outcome,
    weighs_criteria,
)
from bot.core.knowledge import Knowledge
from bot.flows.wording import locator_words
from bot.texts import say

_SHORT = 60
_EXAMPLE = date(2027, 2, 3)


@dataclass(frozen=True, slots=True)
class GuidePage:
    """What a person sees of a procedure under way: where it stands, and one step in full."""

    title: str
    progress: str
    steps: tuple[str, ...]
    current: str
    asking: str = ""


def guide_page(entry: Entry, progress: Progress, today: date) -> GuidePage:
    """The page of a procedure at the step that is looked at."""
    count = done_count(entry, progress)
    stands = [say("guide.progress", done=count, all=len(entry.steps)), *_dates(progress.dates)]
    result = outcome(entry, progress)
    if count and (weighs_criteria(entry) or result.kind != "some_open"):
        stands.append(_outcome(entry, result))
    return GuidePage(
        title=entry.title,
        progress="\n".join(stands),
        steps=tuple(
            say(f"guide.line.{progress.mark(step)}", number=number, text=_short(step.do))
            for number, step in enumerate(entry.steps, 1)
        ),
        current=step_words(entry, progress, today),
        asking=ask_date(progress.awaiting) if progress.awaiting else "",
    )


def step_words(entry: Entry, progress: Progress, today: date) -> str:
    """The step that is looked at: what, who, by when, what to write down, where it stands."""
    place = progress.at(progress.place, entry).place
    step = entry.steps[place]
    state = _state(is_criterion(entry, step), progress.mark(step))
    parts = [
        say("guide.step", number=place + 1, all=len(entry.steps), state=state),
        step.do,
        step.who and say("page.step_who", text=step.who),
        step.by and say("page.step_by", text=step.by),
        _due(step, progress, today),
        step.record and say("page.step_record", text=step.record),
        step.if_not and say("page.step_if_not", text=step.if_not),
        _passage(step),
    ]
    return "\n".join(part for part in parts if part)


def note_words(entry: Entry, progress: Progress, knowledge: Knowledge, today: date) -> str:
    """The note, ready to be copied: our own words and dates only."""
    made = note(entry, progress, today)
    head = [made.title, say("guide.note.on", day=day_words(made.on)), *_dates(made.dates)]
    return "\n\n".join(
        [
            "\n".join(head),
            *(_note_step(number, line, today) for number, line in enumerate(made.lines, 1)),
            _outcome(entry, made.outcome),
            say("guide.note.source", cite_as=knowledge.pack.cite_as),
        ]
    )


def _note_step(number: int, line: Line, today: date) -> str:
    step = line.step
    state = _state(line.criterion, line.mark)
    parts = [
        line.due and _due_words(line.due, today),
        line.mark is Mark.NO and step.if_not and say("page.step_if_not", text=step.if_not),
        step.record and say("page.step_record", text=step.record),
        _passage(step),
    ]
    first = say("guide.note.step", number=number, state=state, text=step.do)
    return "\n   ".join([first, *(part for part in parts if part)])


def mark_label(entry: Entry, step: Step, mark: Mark) -> str:
    """What a mark of that step is called on a button."""
    return say(f"guide.label.{_kind(is_criterion(entry, step))}.{mark}")


def day_words(day: date) -> str:
    """A day as it is said: Wednesday 3 February 2027."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def anchor_words(anchor: Anchor) -> str:
    """The name of a date that others are counted from."""
    return say(f"guide.anchor.{anchor}")


def ask_date(anchor: Anchor) -> str:
    """What to type when a date is wanted."""
    return say("guide.asking", name=anchor_words(anchor), day=_example())


def bad_date(fault: DateFault) -> str:
    """What is wrong with a typed date, and how one is typed."""
    return say(f"guide.bad_date.{fault}", day=_example())


def date_set(anchor: Anchor, day: date) -> str:
    """A date was understood."""
    return say("guide.date_set", name=anchor_words(anchor), day=day_words(day))


def _dates(dates: Mapping[Anchor, date]) -> list[str]:
    return [
        say("guide.date", name=anchor_words(anchor).capitalize(), day=day_words(day))
        for anchor, day in dates.items()
    ]


def _due(step: Step, progress: Progress, today: date) -> str:
    anchor = anchor_of(step)
    if anchor is None:
        return ""
    day = due(step, progress.dates)
    return _due_words(day, today) if day else say("guide.due_unset", name=anchor_words(anchor))


def _due_words(day: date, today: date) -> str:
    return say("guide.due_past" if day < today else "guide.due", day=day_words(day))


def _outcome(entry: Entry, result: Outcome) -> str:
    kind = "criteria" if weighs_criteria(entry) else "steps"
    counts = say(f"guide.counts.{kind}", yes=result.yes, no=result.no, open=result.open)
    return counts + " " + say(f"guide.outcome.{kind}.{result.kind}")


def _example() -> str:
    return f"{_EXAMPLE.day} {_EXAMPLE:%b %Y}"


def _passage(step: Step) -> str:
    return say("guide.passage", locators=", ".join(locator_words(one) for one in step.cites))


def _state(criterion: bool, mark: Mark) -> str:
    return say(f"guide.state.{_kind(criterion)}.{mark}")


def _kind(criterion: bool) -> str:
    return "criterion" if criterion else "step"


def _short(text: str) -> str:
    """The beginning of a step, cut between words."""
    if len(text) <= _SHORT:
        return text
    return text[:_SHORT].rpartition(" ")[0].rstrip(",;:") + "\u2026"
