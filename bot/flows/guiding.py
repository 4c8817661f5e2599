"""Going through a procedure: begun or taken up, marked, dated, finished, begun again."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.due_dates import DateFault, read_date
from bot.core.entry import Entry
from bot.core.guide import Anchor, Mark, Progress, step_of
from bot.store.guides import Change, Guides, Kept


@dataclass(frozen=True, slots=True)
class Guiding:
    """Each change answers None where nothing is under way; a wait for a date ends with it."""

    guides: Guides

    async def begin(self, chat: int, entry: Entry, now: datetime) -> tuple[Kept, bool]:
        """Take it up where it was left, or begin; True when something had been marked."""
        kept, taken_up = await self.guides.begin(chat, entry.id, now)
        return kept, taken_up and bool(kept.progress.marks or kept.progress.dates)

    async def mark(
        self, chat: int, entry: Entry, key: str, mark: Mark, now: datetime
    ) -> Progress | None:
        """Mark one step; what is done leads on to the next step."""
        place = step_of(entry, key)
        if place is None:
            return None
        shown = place + 1 if mark is Mark.YES else place
        return await self._change(
            chat, entry, now, lambda p: p.marked(entry.steps[place], mark).at(shown, entry)
        )

    async def look(
        self, chat: int, entry: Entry, now: datetime, place: int | None = None
    ) -> Progress | None:
        """Look at another step, or at the one that was looked at last."""
        return await self._change(
            chat, entry, now, lambda p: p.at(p.place if place is None else place, entry)
        )

    async def ask_date(
        self, chat: int, entry: Entry, anchor: Anchor, now: datetime
    ) -> Progress | None:
        """Wait for a date to be typed."""
        return await self.guides.change(
            chat, entry.id, _unless_finished(lambda p: replace(p, awaiting=anchor)), now
        )

    async def finish(self, chat: int, entry: Entry, now: datetime) -> Progress | None:
        """The end of it; the marks stay for a week, in case it is opened again."""
        return await self._change(chat, entry, now, lambda p: replace(p, finished=True))

    async def open_again(self, chat: int, entry: Entry, now: datetime) -> Progress | None:
        """It was finished, but not quite."""
        return await self.guides.change(chat, entry.id, lambda p: replace(p, finished=False), now)

    async def start_over(self, chat: int, entry: Entry, now: datetime) -> Progress | None:
        """Every mark and date of it is erased."""
        return await self._change(chat, entry, now, lambda _: Progress())

    async def take_date(
        self, chat: int, waits: Kept, entry: Entry, text: str, now: datetime
    ) -> Progress | DateFault | None:
        """The typed date, or what is wrong with it.  No date at all: the wait is over, None."""
        read = read_date(text)
        anchor = waits.progress.awaiting
        if isinstance(read, DateFault):
            return read
        if read is None or anchor is None:
            await self._change(chat, entry, now, lambda p: p)
            return None
        return await self._change(chat, entry, now, lambda p: p.dated(anchor, read))

    async def _change(
        self, chat: int, entry: Entry, now: datetime, change: Change
    ) -> Progress | None:
        def changed(progress: Progress) -> Progress | None:
            after = change(progress)
            return replace(after, awaiting=None) if after else None

        return await self.guides.change(chat, entry.id, _unless_finished(changed), now)


def _unless_finished(change: Change) -> Change:
    return lambda progress: None if progress.finished else change(progress)
