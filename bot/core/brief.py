"""A learning brief: what it is made of, a first draft of it, and what must hold before it goes."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from bot.core.entry import Entry, Id, Shape, cited
from bot.core.knowledge import Knowledge

Heading = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=2, max_length=60, pattern=r"^[^\n]+$")
]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]
Asked = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=250)]
Option = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Because = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=180)]

# A tap is answered with at most 200 characters, so a check's explanation stays below that.
MOST_CHECKS, MOST_ENTRIES = 3, 5
SHORTEST_TITLE, LONGEST_TITLE = 3, 100
MOST_HEADINGS = 7

Problem = Literal[
    "empty", "no_sections", "no_discuss", "no_check", "personal", "too_long", "dead", "embargo",
    "no_source",
]  # fmt: skip


class Check(Shape):
    """A question with one right answer and the reason; `right` counts from 1."""

    ask: Asked
    options: tuple[Option, ...] = Field(min_length=2, max_length=4)
    right: int = Field(ge=1)
    because: Because

    @model_validator(mode="after")
    def _has_a_right_one(self) -> Self:
        if self.right > len(self.options):
            raise ValueError(f"has {len(self.options)} options, so {self.right} is none of them")
        return self


class Brief(Shape):
    """What one brief says.  The order of the sections is the order on the page."""

    title: Annotated[
        str,
        StringConstraints(
            strip_whitespace=True, min_length=SHORTEST_TITLE, max_length=LONGEST_TITLE
        ),
    ]
    sections: dict[Heading, Prose] = Field(default_factory=dict, max_length=MOST_HEADINGS)
    discuss: tuple[Asked, ...] = Field(default=(), max_length=5)
    check: tuple[Check, ...] = Field(default=(), max_length=MOST_CHECKS)
    entries: tuple[Id, ...] = Field(default=(), max_length=MOST_ENTRIES)
    source: Annotated[str, StringConstraints(max_length=300)] | None = None


@dataclass(frozen=True, slots=True)
class BriefFault:
    """One thing that keeps a brief from going out: which, where, and what was found."""

    problem: Problem
    where: str = ""
    found: str = ""


def template(title: str, headings: Sequence[str]) -> Brief:
    """A brief still to be written."""
    return Brief(title=title, sections=dict.fromkeys(headings, ""))


def from_entries(
    entries: Sequence[Entry], headings: Sequence[str], discuss: Sequence[str]
) -> Brief:
    """A first draft, every word of it from the knowledge; what it does not say stays empty.

    headings: in their order; what happened goes under the second, what was learned under the
    third, what to do under the last.
    """
    happened = [entry.why for entry in entries if entry.why]
    learned = [" ".join(entry.answer.split()) for entry in entries]
    do = [
        line for entry in entries for line in (*entry.for_.values(), *(s.do for s in entry.steps))
    ]
    sections: dict[str, str] = dict.fromkeys(headings, "")
    last = len(headings) - 1
    points = ["\n".join(f"- {line}" for line in do)]
    for place, texts in ((1, happened), (2, learned), (last, points)):
        key = headings[min(place, last)]
        sections[key] = "\n\n".join(filter(None, [sections[key], *texts]))
    return Brief(
        title=entries[0].title,
        sections=sections,
        discuss=tuple(discuss),
        entries=tuple(entry.id for entry in entries),
    )


def faults_of(
    brief: Brief, knowledge: Knowledge, length: int, most: int, known: Collection[str] = ()
) -> list[BriefFault]:
    """What keeps it from being confirmed.

    length: of all it says, as Telegram counts.  known: texts of our own, which name nobody.
    """
    faults = [BriefFault("empty", head) for head, text in brief.sections.items() if not text]
    if not brief.sections:
        faults.append(BriefFault("no_sections"))
    if not brief.discuss:
        faults.append(BriefFault("no_discuss"))
    if not brief.check:
        faults.append(BriefFault("no_check"))
    if not brief.entries and not brief.source:
        faults.append(BriefFault("no_source"))
    if length > most:
        faults.append(BriefFault("too_long", found=str(length - most)))
    held = {entry.id for entry in knowledge.held}
    for name in brief.entries:
        if name not in knowledge.by_id:
            faults.append(BriefFault("embargo" if name in held else "dead", found=name))
    for where, text in texts_of(brief):
        if text in known:
            continue
        redacted = knowledge.redactor.redact(text)
        if redacted.removed:
            faults.append(BriefFault("personal", where, redacted.text))
    return faults


def held_until(brief: Brief, knowledge: Knowledge) -> datetime | None:
    """When the embargo ends that an entry it rests on is under; None where none is."""
    held = {entry.id for entry in knowledge.held}
    return knowledge.held_until if held.intersection(brief.entries) else None


def texts_of(brief: Brief) -> list[tuple[str, str]]:
    """Every text of it, with the place where it stands."""
    checks = [
        (check.ask, " / ".join([check.ask, *check.options, check.because]))
        for check in brief.check
    ]
    asked = [(text, text) for text in brief.discuss]
    return [(brief.title, brief.title), *brief.sections.items(), *asked, *checks]


def sources_of(brief: Brief, find: Callable[[str], Entry | None]) -> list[str]:
    """The passages that its entries rest on, each once."""
    found: Iterable[Entry] = filter(None, map(find, brief.entries))
    return list(dict.fromkeys(locator for entry in found for locator in cited(entry)))


def telegram_length(text: str) -> int:
    """Length as Telegram counts it: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2
