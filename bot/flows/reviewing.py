"""The queue: open questions in groups, filtered, and who works on which."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from bot.core.answering import Answerer
from bot.core.grouping import Asked, Group, assigned, clearest, likenesses
from bot.core.index import Reader
from bot.core.knowledge import Knowledge
from bot.core.meaning import Remembering
from bot.core.people import Person
from bot.flows.people import short_day
from bot.store.groups import Claim, Groups
from bot.texts import say

AGES = (0, 1, 7, 30)  # days since it was last asked, at least; 0: any
SIZES = (1, 2, 3, 5)  # questions in a group, at least
_WORDINGS = 8
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Filter:
    """What is shown of the queue; the agency "none" is where none is known."""

    agency: str | None = None
    topic: str | None = None
    age: int = 0
    size: int = 1

    def passes(self, group: Group, topic: str | None, now: datetime) -> bool:
        """Whether a group is shown."""
        agency = "" if self.agency == "none" else self.agency
        return (
            (agency is None or agency in group.agencies)
            and (self.topic is None or self.topic == topic)
            and group.last <= now - timedelta(days=self.age)
            and len(group.questions) >= self.size
        )


@dataclass(frozen=True, slots=True)
class Reviewing:
    """The queue as trainers see it."""

    groups: Groups
    _memory: list[Remembering] = field(default_factory=list)  # what waits is encoded once

    def _reader(self, answerer: Answerer) -> Reader:
        reader = answerer.matcher.reader
        if not self._memory or self._memory[0].encoder is not reader.encoder:
            self._memory[:] = [Remembering(reader.encoder)]
        return replace(reader, encoder=self._memory[0])

    async def queue(self, answerer: Answerer, now: datetime) -> list[Group]:
        """Every open group, the largest first; questions without a group get theirs now."""
        waiting = await self.groups.waiting()
        if any(each.group is None for each in waiting):
            joins = await asyncio.to_thread(_joins, waiting, answerer, self._reader(answerer))
            await self.groups.place(joins, now)
            waiting = await self.groups.waiting()
        claims = await self.groups.claims(now)
        made = await asyncio.to_thread(_made, waiting, claims, answerer, self._reader(answerer))
        return sorted(made, key=lambda group: (-len(group.questions), group.first, group.id))

    async def one(self, group: int, answerer: Answerer, now: datetime) -> Group | None:
        """One open group; questions that have none yet get theirs when all are looked at."""
        asked = [each for each in await self.groups.waiting() if each.group == group]
        claims = await self.groups.claims(now)
        made = await asyncio.to_thread(_made, asked, claims, answerer, self._reader(answerer))
        return made[0] if made else None

    async def claim(
        self, group: int, person: Person, now: datetime, over: bool = False
    ) -> Claim | None:
        """Take a group, or see who has it."""
        return await self.groups.claim(group, person.key, now, over)


def _joins(waiting: list[Asked], answerer: Answerer, reader: Reader) -> list[tuple[int, int]]:
    words = answerer.matcher.index.texts.word_weights
    alike = likenesses([each.text for each in waiting], reader, words)
    places = assigned(waiting, alike)
    return [
        (one.id, one.id if place is None else waiting[place].id)
        for one, place in zip(waiting, places, strict=True)
        if one.group is None
    ]


def _made(
    waiting: list[Asked], claims: dict[int, Claim], answerer: Answerer, reader: Reader
) -> list[Group]:
    words = answerer.matcher.index.texts.word_weights
    members: dict[int, list[Asked]] = defaultdict(list)
    for each in waiting:
        if each.group in claims:
            members[each.group].append(each)
    made = []
    for number, asked in members.items():
        claim = claims[number]
        said = list(dict.fromkeys(each.text for each in asked))
        best = clearest(said, reader, words)
        made.append(Group(number, tuple(asked), best, claim.claimed_by, claim.reopened))
    return made


def topic_of(group: Group, knowledge: Knowledge) -> str | None:
    """The topic of the entry that came nearest to a group."""
    return next(
        (knowledge.by_id[name].topic for name in group.near if name in knowledge.by_id), None
    )


def turned(shown: Filter, what: str, queue: list[Group], knowledge: Knowledge) -> Filter:
    """The filter after one tap: the next agency, topic, age or size."""
    if what == "a":
        found = sorted({name or "none" for group in queue for name in group.agencies})
        return replace(shown, agency=_next([None, *found], shown.agency))
    if what == "t":
        topics = [topic_of(group, knowledge) for group in queue]
        used = [name for name in knowledge.pack.topics if name in topics]
        return replace(shown, topic=_next([None, *used], shown.topic))
    if what == "g":
        return replace(shown, age=_next(list(AGES), shown.age))
    return replace(shown, size=_next(list(SIZES), shown.size))


def _next(among: list[_T], now: _T) -> _T:
    return among[(among.index(now) + 1) % len(among)] if now in among else among[0]


def _when(first: str, last: str) -> str:
    if first == last:
        return say("review.on_one_day", day=first)
    return say("review.when", first=first, last=last)


def agency_words(name: str) -> str:
    """An agency by its name, or that none is known."""
    return say("review.no_agency") if name in ("", "none") else say(f"agency.{name}")


def group_words(group: Group, knowledge: Knowledge, holder: str) -> str:
    """A group's card: wording, who asked and when, why the bot was unsure, what came near."""
    agencies = [
        say("review.counted", what=agency_words(name), count=count)
        for name, count in group.agencies.most_common()
    ]
    why = [
        say("review.counted", what=say(f"review.why.{name}"), count=count)
        for name, count in group.why.most_common()
    ]
    lines = [
        say("review.card", number=group.id, count=len(group.questions)),
        say("review.quoted", text=group.clearest),
    ]
    others = group.wordings[1:]
    if others:
        lines.append(say("review.also"))
        lines += [say("review.quoted", text=text[:300]) for text in others[:_WORDINGS]]
    if len(others) > _WORDINGS:
        lines.append(say("review.more_wordings", count=len(others) - _WORDINGS))
    first, last = short_day(group.first.date()), short_day(group.last.date())
    lines += [
        "",
        say("review.from", agencies=", ".join(agencies)),
        _when(first, last),
        say("review.unsure", why=", ".join(why)),
    ]
    near = [knowledge.by_id[name].title for name in group.near if name in knowledge.by_id]
    if near:
        lines.append(say("review.near", titles="; ".join(near[:3])))
    if group.reopened:
        lines.append(say("review.reopened", count=group.reopened))
    return "\n".join([*lines, holder])
