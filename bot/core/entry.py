"""The knowledge's own shapes: an entry, its steps, a pack, a dated fact, a known gap."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

ANSWER_WORDS = 90
MOST_CITES = 8
MIN_ASKS = 15

Kind = Literal[
    "term",
    "lesson",
    "recommendation",
    "agency-action",
    "procedure",
    "finding",
    "good-practice",
    "process",
    "case",
]
Agency = Literal["police", "probation", "social-care", "health", "housing", "voluntary"]
Confidence = Literal["high", "medium", "low"]

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=48)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]
Locator = Annotated[
    str,
    StringConstraints(
        pattern=r"^(\d+\.\d+|rec-\d+|lesson-\d+|footnote-\d+|glossary:\w+|appendix-b:[a-z-]+-\d+)$"
    ),
]


def _at_most_ninety_words(text: str) -> str:
    words = len(text.split())
    if words > ANSWER_WORDS:
        raise ValueError(f"has {words} words; an answer has at most {ANSWER_WORDS}")
    return text.strip()


Answer = Annotated[str, StringConstraints(min_length=1), AfterValidator(_at_most_ninety_words)]


class Shape(BaseModel):
    """What every parsed shape shares: unknown keys are refused, nothing changes after."""

    model_config = ConfigDict(extra="forbid", frozen=True)


_DUE = re.compile(
    r"^(release|licence-end|event) ([+-]) (\d{1,3}) (days?|weeks?|months?)$"
    r"|^(release|licence-end)$"
)


def _a_due_date(text: str) -> str:
    if not _DUE.match(text):
        raise ValueError('is not a due date such as "release - 6 months" or "event + 3 days"')
    return text


class Step(Shape):
    """One step of a guided procedure, small enough to be ticked off."""

    do: Line
    who: Line | None = None
    by: Line | None = None
    record: Line | None = None
    if_not: Line | None = None
    due: Annotated[str, AfterValidator(_a_due_date)] | None = None
    cites: tuple[Locator, ...] = Field(min_length=1, max_length=MOST_CITES)


class Entry(Shape):
    """One question of practice, answered in at most 90 words from cited passages."""

    id: Id
    kind: Kind
    title: Annotated[str, StringConstraints(min_length=3, max_length=70)]
    answer: Answer
    steps: tuple[Step, ...] = ()
    why: Line | None = None
    more: Line | None = None
    for_: dict[Agency, Line] = Field(default_factory=dict, alias="for")
    cites: tuple[Locator, ...] = Field(min_length=1, max_length=MOST_CITES)
    since: tuple[Id, ...] = ()
    counts: dict[Line, Line] = Field(default_factory=dict)  # a figure -> the list it counts
    asks: tuple[Line, ...] = Field(min_length=1)
    related: tuple[Id, ...] = ()
    owner: Line | None = None
    reviewed: date
    review_by: date
    topic: str = Field(default="", exclude=True)


def _a_moment(text: object) -> object:
    """A day begins at midnight, and a time without a zone is UTC."""
    if not isinstance(text, str):
        return text
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError('is not a moment in UTC such as "2026-12-01 00:01"') from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class Pack(Shape):
    """One published review: what it is, how to cite it, and what was left out on purpose."""

    id: Id
    title: Line
    short_title: Line
    number: Line
    publisher: Line
    published: Line
    cite_as: Line
    owner: Line
    topics: dict[Id, Line]
    embargo: Annotated[datetime, BeforeValidator(_a_moment)] | None = None
    left_out: dict[Locator, Line] = Field(default_factory=dict)
    title_page: tuple[Line, ...] = ()
    agencies: dict[Id, Line] = Field(default_factory=dict)  # short name -> heading in appendix B


class Fact(Shape):
    """What has changed since the review was written, with how sure we are of it."""

    then: Line | None = None
    now: Line
    names: tuple[Line, ...] = ()
    renamed: dict[Line, tuple[Line, ...]] = Field(default_factory=dict)  # then -> today
    as_of: Line
    source: Line
    checked_on: date
    confidence: Confidence


class Gap(Shape):
    """A group of messages that the review does not answer, and where to look instead."""

    id: Id
    about: Line
    look: Line | None = None
    asks: tuple[Line, ...] = Field(min_length=1)


def full_text(entry: Entry) -> str:
    """All the words that an entry shows, for matching and for checking figures."""
    steps = " ".join(" ".join(_step_words(step)) for step in entry.steps)
    return " ".join([entry.answer, entry.why or "", entry.more or "", *entry.for_.values(), steps])


def cited(entry: Entry) -> list[str]:
    """The passages that an entry rests on, its steps included, each once."""
    return list(dict.fromkeys([*entry.cites, *(c for step in entry.steps for c in step.cites)]))


def _step_words(step: Step) -> list[str]:
    return [text for text in (step.do, step.who, step.by, step.record, step.if_not) if text]
