"""Suggested phrasings: three people tapped the same, and a trainer approves."""

import asyncio
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from bot.core.answering import Answerer
from bot.core.composing import new_wordings
from bot.core.errors import FaultyError, RefusedError
from bot.core.people import Person
from bot.core.suggesting import Suggestion, suggestions
from bot.flows.opening import HasAnswerer
from bot.flows.publishing import Publishing
from bot.store.answers import NewFile
from bot.store.overlay import Overlay, entry_text
from bot.store.taps import Taps


@dataclass(frozen=True, slots=True)
class Approved:
    """How many became phrasings, and how many wait for a second trainer."""

    published: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Suggesting:
    """What people's taps suggest, and what becomes of it."""

    taps: Taps
    publishing: Publishing

    async def found(self, answerer: Answerer) -> list[Suggestion]:
        """What at least three people meant."""
        taps = await self.taps.all()
        reader, texts = answerer.matcher.reader, answerer.matcher.index.texts
        made = await asyncio.to_thread(suggestions, taps, reader, texts.word_weights)
        return [each for each in made if each.entry in answerer.knowledge.by_id]

    async def dismiss(self, number: int, answerer: Answerer) -> bool:
        """Not a phrasing; False when it is no longer there."""
        one = [each for each in await self.found(answerer) if each.id == number]
        for each in one:
            await self.taps.forget(each.taps)
        return bool(one)

    async def approve(
        self, number: int | None, person: Person, shelf: HasAnswerer, now: datetime
    ) -> Approved:
        """Make one a phrasing of its entry, or all; where two must, the second one's word does."""
        flow = self.publishing
        async with flow.lock:
            found = await self.found(shelf.answerer)
            asked = [each for each in found if number in (None, each.id)]
            chosen = [each for each in asked if await self._approved(each, person, now)]
            by_entry: dict[str, list[Suggestion]] = defaultdict(list)
            for each in chosen:
                by_entry[each.entry].append(each)
            overlay = flow.history.overlay
            try:
                for entry, group in by_entry.items():
                    file = await asyncio.to_thread(_file, entry, group, overlay, now)
                    taps = [tap for each in group for tap in each.taps]
                    if file is None:
                        await self.taps.forget(taps)
                        continue
                    staged = overlay.stage(file.path, file.after)
                    change = await self.taps.approve(taps, file, person.key, now)
                    overlay.put(file.path, file.after, staged)
                    await flow.history.ticked(change)
            except FaultyError as error:
                faults = "\n".join(str(fault) for fault in error.faults[:5])
                raise RefusedError("answer.faults", faults=faults) from None
            except (OSError, sqlite3.Error):
                raise RefusedError("answer.no_room") from None
        if chosen:
            with suppress(FaultyError):
                await asyncio.to_thread(shelf.take, now)
        return Approved(len(chosen), len(asked) - len(chosen))

    async def _approved(self, one: Suggestion, person: Person, now: datetime) -> bool:
        """Whether it needs nobody else's word; a first one's is written down."""
        if not self.publishing.by_two:
            return True
        by = await self.taps.approved_by(one.taps)
        if by - {person.key}:
            return True
        if not by:
            await self.taps.propose(one.taps, one.entry, person.key, now)
        return False

    async def waiting(self, found: Sequence[Suggestion]) -> dict[int, set[int]]:
        """Who has approved which of them, where a second trainer must, too."""
        if not self.publishing.by_two:
            return {}
        by = {each.id: await self.taps.approved_by(each.taps) for each in found}
        return {number: keys for number, keys in by.items() if keys}


def _file(
    entry: str, group: Sequence[Suggestion], overlay: Overlay, now: datetime
) -> NewFile | None:
    """The entry with the new phrasings, checked; None where all of them are phrasings already."""
    using = overlay.tried({}, now)
    taken = [text for each in using.learnt for text in each.asks]
    taken += [text for gap in using.gaps for text in gap.asks]
    wordings = new_wordings([each.text for each in group], taken)
    if not wordings or entry not in using.by_id:
        return None
    old = using.by_id[entry]
    path = overlay.place_of(using, entry)
    after = entry_text(old.model_copy(update={"asks": (*old.asks, *wordings)}))
    after = overlay.marked(path, after)
    overlay.tried({path: after}, now)
    return NewFile(entry, path, overlay.text(path), after)
