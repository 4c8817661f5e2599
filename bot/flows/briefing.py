"""A learning brief from draft to sending, and whatever is done with it after."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.core.audience import Audience, Chosen, chosen
from bot.core.audit import Act
from bot.core.brief import (
    LONGEST_TITLE,
    SHORTEST_TITLE,
    Brief,
    BriefFault,
    faults_of,
    from_entries,
    template,
)
from bot.core.errors import RefusedError
from bot.core.knowledge import Knowledge
from bot.core.people import Person, Right
from bot.core.quiet import Quiet, read_quiet
from bot.flows.brief_wording import fixed_questions, headings, length_of
from bot.flows.linking import near_ids
from bot.flows.people import Membership
from bot.settings import Settings
from bot.store.audit import note
from bot.store.briefs import Briefs
from bot.store.corrections import Corrections
from bot.store.enclosures import Enclosures
from bot.store.evidence import Evidence
from bot.store.kept_brief import CURRENT, KeptBrief, target
from bot.store.outbox import Outbox

MOST_CHARACTERS = 4096
_AN_ID = re.compile(r"^[a-z0-9-]+$")
MOST_REMINDERS = 2
_BETWEEN_REMINDERS = timedelta(days=3)
_CURRENT_FOR = timedelta(days=180)  # how long a brief is given to new starters

Confirmed = Literal["done", "faults", "nobody", "second", "old"]
Sent = Literal["done", "faults", "old", "past", "unconfirmed"]


@dataclass(frozen=True, slots=True)
class Briefing:
    """What managers do with briefs; rights are the guard's, who did it is written down here."""

    briefs: Briefs
    outbox: Outbox
    evidence: Evidence
    corrections: Corrections
    enclosures: Enclosures
    membership: Membership
    settings: Settings

    @property
    def quiet(self) -> Quiet:
        """The hours in which no brief goes out."""
        return read_quiet(self.settings.brief_quiet, self.zone)

    @property
    def zone(self) -> ZoneInfo:
        """The recipients' time zone."""
        return ZoneInfo(self.settings.brief_zone)

    def blank(self, title: str) -> Brief:
        """A brief to be filled in; RefusedError for a title that is too short or too long."""
        if not SHORTEST_TITLE <= len(title.strip()) <= LONGEST_TITLE:
            raise RefusedError("brief.rule.title", which="")
        return template(title, headings(self.settings.headings))

    def from_entries(self, names: Sequence[str], knowledge: Knowledge) -> Brief | None:
        """A first draft from entries of the knowledge; None when one of them is not there."""
        found = [knowledge.by_id[name] for name in names if name in knowledge.by_id]
        if not found or len(found) != len(names):
            return None
        return from_entries(found, headings(self.settings.headings), fixed_questions())

    def from_words(self, typed: str, knowledge: Knowledge) -> Brief:
        """A draft from entries where all the words are ids, or else under that title.

        RefusedError for what looks like an id and is none, and for a title of a wrong length.
        """
        names = typed.replace(",", " ").split()
        missing = [name for name in names if name not in knowledge.by_id]
        if names and not missing:
            return self.from_entries(names, knowledge) or self.blank(typed)
        if all(map(_AN_ID.match, names)) and any("-" in name for name in missing):
            near = ", ".join(near_ids(missing[0], knowledge)) or "-"
            raise RefusedError("brief.no_entry", name=missing[0], near=near)
        return self.blank(typed[:LONGEST_TITLE])

    def faults(self, number: int, brief: Brief, knowledge: Knowledge) -> list[BriefFault]:
        """What keeps it from going out."""
        return faults_of(
            brief,
            knowledge,
            length_of(number, brief, knowledge),
            MOST_CHARACTERS,
            fixed_questions(),
        )

    async def chosen(self, audience: Audience, now: datetime) -> Chosen:
        """Who is meant at this moment."""
        return chosen(audience, await self.membership.everybody(now))

    async def confirmers(self, person: Person, now: datetime) -> list[Person]:
        """Who else may confirm a brief."""
        everybody = await self.membership.everybody(now)
        may = [each for each in everybody if each.may(Right.BRIEF_CONFIRM)]
        return [each for each in may if each.key != person.key]

    def needs_second(self, kept: KeptBrief, person: Person, count: int) -> bool:
        """Whether somebody else must confirm it."""
        return count > self.settings.brief_two_above and kept.made_by == person.key

    async def confirm(
        self, kept: KeptBrief, by: Person, knowledge: Knowledge, now: datetime
    ) -> Confirmed:
        """Freeze who gets it."""
        if kept.state != "draft":
            return "old"
        if self.faults(kept.id, kept.brief, knowledge):
            return "faults"
        meant = await self.chosen(kept.audience, now)
        if not meant.people:
            return "nobody"
        if self.needs_second(kept, by, len(meant.people)):
            return "second"
        done = await self.briefs.confirm(kept.id, kept, meant.people, by.key, now)
        return "done" if done else "old"

    async def send(
        self,
        kept: KeptBrief,
        by: int,
        knowledge: Knowledge,
        now: datetime,
        at: datetime | None = None,
        every: int | None = None,
    ) -> Sent:
        """Let a confirmed brief go out: now or then, never in quiet hours; checked once more."""
        if kept.state == "draft":
            return "unconfirmed"
        if at is not None and at < now:
            return "past"
        if self.faults(kept.id, kept.brief, knowledge):
            return "faults"
        starts = self.quiet.next_open(max(at or now, now))
        return "done" if await self.briefs.send(kept.id, starts, every, by, now) else "old"

    async def waits(self, kept: KeptBrief, now: datetime) -> tuple[str, datetime] | None:
        """Why nothing of it goes out now, and when the next copy does; None while it goes out."""
        following = await self.outbox.next_of(kept.id) if kept.state == "sending" else None
        if following is None:
            return None
        due, reason = following
        if due > now:
            return reason or "planned", due
        morning = self.quiet.next_open(now)
        return ("quiet", morning) if morning > now else None

    async def remind(self, kept: KeptBrief, by: int, now: datetime) -> int:
        """A reminder to those who have not tapped, at most twice and days apart; how many."""
        if kept.state not in CURRENT:
            return 0
        before = now - _BETWEEN_REMINDERS
        found = await self.evidence.unacknowledged(kept.id, MOST_REMINDERS, before)
        if found:
            await self.outbox.add(kept.id, "reminder", found, self.quiet.next_open(now))
            await self.record(Act.BRIEF_REMINDED, by, now, kept.id)
        return len(found)

    async def record(self, act: Act, by: int, now: datetime, number: int | None = None) -> None:
        """Write down an act that changes nothing else; without a number, on all of them."""
        async with self.briefs.database.writing() as connection:
            await note(connection, now, by, act, target(number) if number else "board")

    async def correct(
        self, kept: KeptBrief, brief: Brief, by: int, knowledge: Knowledge, now: datetime
    ) -> Sent:
        """Other words for a brief that people have."""
        if self.faults(kept.id, brief, knowledge):
            return "faults"
        return "done" if await self.corrections.correct(kept.id, brief, by, now) else "old"

    async def current(self, person: Person, now: datetime) -> list[KeptBrief]:
        """The briefs that are current for somebody, newest first."""
        return [
            kept
            for kept in await self.briefs.listed(CURRENT)
            if kept.audience.has(person) and (kept.starts_at or now) > now - _CURRENT_FOR
        ]

    async def welcome(self, person: Person, now: datetime) -> int:
        """The current briefs for somebody who has just joined; a list of names stays closed."""
        current = [kept.id for kept in await self.current(person, now) if not kept.audience.people]
        return await self.outbox.newcomer(sorted(current), person, now)
