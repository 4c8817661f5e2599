"""A reply in words, laid out but without mark-up: each front adds its own."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, assert_never

from bot.core.answering import MOST_CHARACTERS
from bot.core.entry import Agency, Entry, Fact, Step, cited
from bot.core.knowledge import Knowledge
from bot.core.people import Nation
from bot.core.reply import (
    Answered,
    Choices,
    Reply,
    Small,
    Unanswered,
    Unreadable,
    Urgent,
    Withheld,
)
from bot.core.routes import route_lines
from bot.core.safety import EMERGENCY_NUMBER
from bot.texts import say


@dataclass(frozen=True, slots=True)
class Page:
    """What a person reads: the lead at once, the fold if they want it, then where it stands."""

    lead: str
    title: str = ""
    fold: tuple[str, ...] = ()
    since: tuple[str, ...] = ()
    sources: str = ""
    options: tuple[Entry, ...] = ()
    related: tuple[Entry, ...] = ()

    def plain(self) -> str:
        """All of it as plain text."""
        parts = [self.title, self.lead, *self.fold, *self.since]
        parts += [f"{i}. {entry.title}" for i, entry in enumerate(self.options, 1)]
        if self.related:
            titles = "; ".join(entry.title for entry in self.related)
            parts.append(say("page.related", titles=titles))
        return "\n\n".join(part for part in [*parts, self.sources] if part)


def page(
    reply: Reply,
    knowledge: Knowledge,
    agency: Agency | None = None,
    nation: Nation | None = None,
) -> Page:
    """The page of a reply, for somebody of that agency and nation."""
    match reply:
        case Answered():
            return _answer(reply, knowledge, agency)
        case Choices():
            return Page(say("choices.lead"), options=reply.options)
        case Unanswered():
            return Page(_unanswered(reply))
        case Urgent():
            return _urgent(reply, knowledge, agency, nation)
        case Withheld():
            return Page(say("withheld"))
        case Small():
            return Page(_small(reply))
        case Unreadable():
            return Page(_unreadable(reply))
        case _:
            assert_never(reply)


def locator_words(locator: str, style: Literal["locator", "cite"] = "locator") -> str:
    """A citation as people say it: 11.18, recommendation 4, appendix B (wmp-2).

    style: "locator" in full, "cite" short, as in a reference: rec 4.
    """
    kind, mark, name = locator.partition(":")
    if not mark:
        kind, mark, name = locator.partition("-")
    if not mark:
        kind, name = "paragraph", locator
    return say(f"{style}.{kind}", name=name)


def citation(entry: Entry, knowledge: Knowledge, most: int) -> str:
    """How to cite an entry, in one line to copy: the weightiest passages, as many as fit.

    most: characters.
    """
    locators = [locator_words(locator, "cite") for locator in cited(entry)]
    while True:
        joined = ", ".join(locators)
        line = say("cite.line", cite_as=knowledge.pack.cite_as, locators=joined)
        if len(line) <= most or not locators:
            return line[:most].rstrip(", ")
        locators.pop()


def _answer(reply: Answered, knowledge: Knowledge, agency: Agency | None) -> Page:
    entry = reply.entry
    fold = _for(entry, agency)
    if entry.why:
        fold.append(say("page.why", text=entry.why))
    if entry.more:
        fold.append(entry.more)
    if entry.steps:
        steps = [_step(i, step) for i, step in enumerate(entry.steps, 1)]
        fold.append("\n".join([say("page.steps"), *steps]))
    locators = ", ".join(locator_words(locator) for locator in cited(entry))
    return Page(
        lead=_flowing(entry.answer),
        title=entry.title,
        fold=tuple(fold),
        since=tuple(_since(fact) for fact in reply.facts),
        sources=say("page.sources", cite_as=knowledge.pack.cite_as, locators=locators),
        related=reply.related,
    )


def _since(fact: Fact) -> str:
    """A dated fact; one that nobody could establish says so first, and gives no date."""
    if fact.confidence == "low":
        return say("page.since_low", text=fact.now)
    return say("page.since", as_of=fact.as_of, text=fact.now)


def _for(entry: Entry, agency: Agency | None) -> list[str]:
    own = [name for name in entry.for_ if name == agency]
    others = [name for name in entry.for_ if name != agency]
    return [
        say("page.for", agency=say(f"agency.{name}"), text=entry.for_[name])
        for name in own + others
    ]


def _step(number: int, step: Step) -> str:
    lines = [say("page.step", number=number, text=step.do)]
    for key, text in (
        ("page.step_who", step.who),
        ("page.step_by", step.by),
        ("page.step_record", step.record),
        ("page.step_if_not", step.if_not),
    ):
        if text:
            lines.append("   " + say(key, text=text))
    return "\n".join(lines)


def _flowing(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def moment_words(moment: datetime) -> str:
    """A moment as it is said: 1 December 2026, 00:01 UTC."""
    moment = moment.astimezone(UTC)
    return say("moment", day=f"{moment.day} {moment:%B %Y}", time=f"{moment:%H:%M}")


def held_words(until: datetime) -> str:
    """Why something is not shown before a moment."""
    return say("unanswered.held", moment=moment_words(until))


def _unanswered(reply: Unanswered) -> str:
    if reply.until is not None:
        return held_words(reply.until)
    lines = [
        say("unanswered.about", about=reply.about) if reply.about else say("unanswered.plain")
    ]
    lines.append(
        say("unanswered.look", look=reply.look) if reply.look else say("unanswered.try_again")
    )
    return "\n".join(lines)


def _urgent(
    reply: Urgent, knowledge: Knowledge, agency: Agency | None, nation: Nation | None
) -> Page:
    """The lines that cannot wait; a lesson comes below them, folded, with its source."""
    lines = [
        say(f"urgent.{reply.kind}", emergency=EMERGENCY_NUMBER),
        *route_lines(knowledge.routes, reply.kind, agency, nation),
    ]
    if reply.kind == "personal":
        return Page("\n".join([*lines, say("urgent.nothing_kept")]))
    lead = "\n".join(lines)
    if reply.lesson is None:
        return Page(lead)
    lesson = _answer(Answered(reply.lesson, (), (), 1.0), knowledge, None)
    return Page(lead, fold=(f"{lesson.title}\n{lesson.lead}",), sources=lesson.sources)


def _small(reply: Small) -> str:
    return say(f"small.{reply.kind}")


def _unreadable(reply: Unreadable) -> str:
    if reply.why == "too_long":
        return say("unreadable.too_long", most=MOST_CHARACTERS)
    return say("unreadable.empty")
