"""A team leader records the talk: by buttons and short answers, without anybody's details."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from bot.core.people import Person
from bot.core.privacy import Redactor
from bot.flows.people import short_day
from bot.store.evidence import Discussion, Evidence, Stage
from bot.texts import say

LONGEST = 500
MOST_PRESENT = 500
_OPEN_FOR = timedelta(hours=2)  # after that, what somebody types is a question again
_AFTER: tuple[tuple[Stage, timedelta], ...] = (
    ("weeks", timedelta(weeks=6)),
    ("months", timedelta(days=182)),
)
_DAY = re.compile(r"^(\d{1,2})[./ ](\d{1,2})(?:[./ ](\d{4}))?$")

Wrong = Literal["day", "future", "number", "long", "personal", "old"]


@dataclass(frozen=True, slots=True)
class Discussing:
    """The form lives in the database, so that a restart loses nothing of it."""

    evidence: Evidence

    async def open_form(self, person: Person, now: datetime) -> Discussion | None:
        """The form that somebody is filling in; one left lying is no longer asked about."""
        form = await self.evidence.open_form(person.key)
        return form if form and now - form.touched_at < _OPEN_FOR else None

    async def take(
        self, form: Discussion, text: str, redactor: Redactor, now: datetime
    ) -> Discussion | Wrong:
        """One typed answer; the form at its next question, or what is wrong."""
        value = _value(form.step, text.strip(), redactor, now.date())
        if isinstance(value, Refusal):
            return value.why
        return await self.evidence.fill(form, value, now) or "old"

    async def save(self, form: Discussion, now: datetime) -> bool:
        """Now it counts; its leader is asked again in six weeks and in six months."""
        dues = [(stage, now + after) for stage, after in _AFTER]
        return await self.evidence.save(form, dues, now)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an answer was not taken."""

    why: Wrong


def _value(step: str, text: str, redactor: Redactor, today: date) -> str | int | Refusal | None:
    if step == "held_on":
        return _day(text, today)
    if step == "present":
        good = text.isdigit() and 0 < int(text) <= MOST_PRESENT
        return int(text) if good else Refusal("number")
    if not text or len(text) > LONGEST:
        return Refusal("long")
    return Refusal("personal") if redactor.redact(text).removed else text


def _day(text: str, today: date) -> str | Refusal:
    found = _DAY.match(text)
    if not found:
        return Refusal("day")
    try:
        day = date(int(found[3] or today.year), int(found[2]), int(found[1]))
    except ValueError:
        return Refusal("day")
    if not found[3] and day > today:
        day = day.replace(year=day.year - 1)
    return day.isoformat() if day <= today else Refusal("future")


def form_words(form: Discussion) -> str:
    """What is asked next, or all that was said, to be saved."""
    if form.step != "review":
        return say(f"discuss.ask.{form.step}", number=form.brief)
    return say("discuss.review", number=form.brief, record=record_words(form))


def record_words(form: Discussion) -> str:
    """A record of a talk, a line each."""
    day = short_day(form.held_on) if form.held_on else ""
    return "\n".join(
        [
            say("discuss.line.held", day=day, present=form.present),
            say("discuss.line.reflections", text=form.reflections),
            say("discuss.line.embed", text=form.embed),
            say("discuss.line.plans", text=form.plans),
            say("discuss.line.actions", text=form.actions or say("discuss.no_actions")),
        ]
    )  # fmt: skip
