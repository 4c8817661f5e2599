"""A release brings a newer text of what was published here: trainers see both, and choose."""

import asyncio
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from bot.core.composing import new_wordings
from bot.core.errors import FaultyError, RefusedError
from bot.core.people import Person
from bot.flows.opening import HasAnswerer
from bot.flows.publishing import Publishing
from bot.store.library import load
from bot.store.overlay import Overlay, entry_text


@dataclass(frozen=True, slots=True)
class Hiding:
    """What hides what.  Either way out is a change with its history, which can be undone."""

    publishing: Publishing

    @property
    def _overlay(self) -> Overlay:
        return self.publishing.history.overlay

    async def found(self) -> list[str]:
        """The entries whose shipped file has changed since they were published here."""
        return [PurePath(name).stem for name in await asyncio.to_thread(self._overlay.hiding)]

    async def both(self, entry: str, now: datetime) -> tuple[str, str]:
        """Ours and what the newer text would make of it, for a readable difference."""
        path = await self._path(entry)
        try:
            taken = await asyncio.to_thread(_taken, self._overlay, path, now)
            ours = await asyncio.to_thread(self._overlay.tried, {}, now)
        except FaultyError as error:
            raise _refusal(error) from None
        return entry_text(ours.by_id[entry]), taken

    async def settle(
        self, entry: str, take: bool, person: Person, shelf: HasAnswerer, now: datetime
    ) -> None:
        """Take the newer text, with the phrasings that were added here, or keep ours."""
        async with self.publishing.lock:
            path, overlay = await self._path(entry), self._overlay
            ours = overlay.text(path) or ""
            act = "released" if take else "kept"
            try:
                text = await asyncio.to_thread(_taken, overlay, path, now) if take else ours
                after = overlay.marked(path, text)
                await asyncio.to_thread(overlay.tried, {path: after}, now)
                change = await self.publishing.history.settle(path, after, person.key, act, now)
                overlay.put(path, after)
                await self.publishing.history.ticked(change)
            except FaultyError as error:
                raise _refusal(error) from None
            except (OSError, sqlite3.Error):
                raise RefusedError("answer.no_room") from None
            with suppress(FaultyError):
                await asyncio.to_thread(shelf.take, now)

    async def _path(self, entry: str) -> str:
        names = await asyncio.to_thread(self._overlay.hiding)
        found = [name for name in names if PurePath(name).stem == entry]
        if not found:
            raise RefusedError("history.settled")
        return found[0]


def _refusal(error: FaultyError) -> RefusedError:
    faults = "\n".join(str(fault) for fault in error.faults[:5])
    return RefusedError("answer.faults", faults=faults)


def _taken(overlay: Overlay, path: str, now: datetime) -> str:
    """The shipped entry with the phrasings that only ours has."""
    entry = PurePath(path).stem
    shipped, ours = load(overlay.shipped).whole().by_id[entry], overlay.tried({}, now)
    known = [text for each in ours.learnt if each.id != entry for text in each.asks]
    added = new_wordings(ours.by_id[entry].asks, [*known, *shipped.asks])
    return entry_text(shipped.model_copy(update={"asks": (*shipped.asks, *added)}))
