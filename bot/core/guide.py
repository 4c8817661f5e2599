"""Going through a procedure: marks, the dates that follow, the outcome and the note."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256

from bot.core.due_dates import shifted
from bot.core.entry import Entry, Step


class Mark(StrEnum):
    """How a step stands; only a step that says what follows if not can be NO."""

    OPEN = "open"
    YES = "yes"
    NO = "no"


class Anchor(StrEnum):
    """The date that a step's due date is counted from."""

    RELEASE = "release"
    LICENCE_END = "licence-end"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody is: marks and dates, and nothing that anybody wrote."""

    marks: Mapping[str, Mark] = field(default_factory=dict)
    dates: Mapping[Anchor, date] = field(default_factory=dict)
    place: int = 0
    awaiting: Anchor | None = None
    finished: bool = False

    def mark(self, step: Step) -> Mark:
        """How that step stands."""
        return self.marks.get(step_key(step), Mark.OPEN)

    def marked(self, step: Step, mark: Mark) -> "Progress":
        """The same with that step marked; NO is not for a step that only can be done."""
        others = {key: kept for key, kept in self.marks.items() if key != step_key(step)}
        if mark is Mark.OPEN or (mark is Mark.NO and not step.if_not):
            return replace(self, marks=others)
        return replace(self, marks={**others, step_key(step): mark})

    def dated(self, anchor: Anchor, day: date) -> "Progress":
        """The same with a date set, and none awaited."""
        return replace(self, dates={**self.dates, anchor: day}, awaiting=None)

    def at(self, place: int, entry: Entry) -> "Progress":
        """The same looking at that step, or at the nearest there is."""
        return replace(self, place=max(0, min(place, len(entry.steps) - 1)))


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many of the criteria, or of the steps where there are none, stand how."""

    yes: int
    no: int
    open: int

    @property
    def kind(self) -> str:
        """all, some_no or some_open."""
        if self.open:
            return "some_open"
        return "some_no" if self.no else "all"


@dataclass(frozen=True, slots=True)
class Line:
    """One step in a note: the step, how it stands, and its date where one follows."""

    step: Step
    mark: Mark
    criterion: bool
    due: date | None


@dataclass(frozen=True, slots=True)
class Note:
    """What can be copied into a record: our own words and dates, so no personal data."""

    title: str
    on: date
    dates: Mapping[Anchor, date]
    lines: tuple[Line, ...]
    outcome: Outcome
    weighs: bool


def step_key(step: Step) -> str:
    """A step's short name; a step that is reworded becomes another, and is open again."""
    return sha256(step.do.encode()).hexdigest()[:8]


def step_of(entry: Entry, key: str) -> int | None:
    """The place of the step with that short name."""
    keys = [step_key(step) for step in entry.steps]
    return keys.index(key) if key in keys else None


def weighs_criteria(entry: Entry) -> bool:
    """Whether a procedure weighs criteria: most of its steps say what it means if not."""
    return sum(step.if_not is not None for step in entry.steps) * 2 > len(entry.steps)


def is_criterion(entry: Entry, step: Step) -> bool:
    """Whether a step is met or not met, rather than done or not done."""
    return step.if_not is not None and weighs_criteria(entry)


def done_count(entry: Entry, progress: Progress) -> int:
    """How many steps are marked, one way or the other."""
    return sum(progress.mark(step) is not Mark.OPEN for step in entry.steps)


def outcome(entry: Entry, progress: Progress) -> Outcome:
    """Where it stands: by the criteria alone, if the procedure weighs criteria."""
    counted = [s for s in entry.steps if is_criterion(entry, s) or not weighs_criteria(entry)]
    marks = [progress.mark(step) for step in counted]
    return Outcome(*(marks.count(mark) for mark in (Mark.YES, Mark.NO, Mark.OPEN)))


def anchor_of(step: Step) -> Anchor | None:
    """The date that a step's due date is counted from."""
    return Anchor(step.due.partition(" ")[0]) if step.due else None


def anchors(entry: Entry) -> tuple[Anchor, ...]:
    """The dates that a procedure counts from."""
    found = (anchor_of(step) for step in entry.steps)
    return tuple(dict.fromkeys(anchor for anchor in found if anchor))


def due(step: Step, dates: Mapping[Anchor, date]) -> date | None:
    """The due date of a step, once the date that it is counted from is known."""
    anchor = anchor_of(step)
    if step.due is None or anchor is None or anchor not in dates:
        return None
    shift = step.due.removeprefix(anchor).strip()
    return shifted(dates[anchor], shift) if shift else dates[anchor]


def days_ahead(entry: Entry, progress: Progress, today: date) -> list[date]:
    """The due dates of steps that are not past, each once, soonest first."""
    days = {due(step, progress.dates) for step in entry.steps}
    return sorted(day for day in days if day is not None and day >= today)


def note(entry: Entry, progress: Progress, today: date) -> Note:
    """The note on a procedure as it stands today."""
    return Note(
        title=entry.title,
        on=today,
        dates={key: progress.dates[key] for key in anchors(entry) if key in progress.dates},
        lines=tuple(
            Line(step, progress.mark(step), is_criterion(entry, step), due(step, progress.dates))
            for step in entry.steps
        ),
        outcome=outcome(entry, progress),
        weighs=weighs_criteria(entry),
    )
