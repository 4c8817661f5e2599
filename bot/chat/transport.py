"""The way in: polling into the durable inbox, then each chat's updates in their order.

Telegram forgets an update once a later offset is asked for, so every update is committed
before that.  Killed with questions in hand, plain polling loses them; this does not.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application, ExtBot

from bot.chat.attachments import without_attachments
from bot.chat.inhand import in_hand
from bot.store.inbox import Inbox

LOG = logging.getLogger(__name__)
_LONG_POLL = 25
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 30.0
_INLINE = "inline_query"
_ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member", _INLINE]


class RawBot(ExtBot[str]):
    """PTB's bot with one more method: updates as they came, not yet parsed."""

    async def raw_updates(self, offset: int | None, wait: int) -> list[dict[str, Any]]:
        """The updates from `offset` on, waiting so many seconds for one; confirms earlier ones."""
        asked = {"offset": offset, "timeout": wait, "allowed_updates": _ALLOWED}
        answer = await self._post("getUpdates", asked, read_timeout=wait + 10)
        if not isinstance(answer, list):
            return []
        return [raw for raw in answer if isinstance(raw, dict) and "update_id" in raw]


Bots = Application[RawBot, Any, Any, Any, Any, Any]


class Line:
    """Handles updates: many chats at once, one at a time in each chat."""

    def __init__(self, bots: Bots, inbox: Inbox) -> None:
        self._bots = bots
        self.inbox = inbox
        self._last: dict[int, asyncio.Task[None]] = {}

    def take(self, raw: dict[str, Any]) -> None:
        """Queue one update behind those of the same chat."""
        chat = _chat_of(raw)
        before = self._last.get(chat)
        task = asyncio.create_task(self._after(before, raw))
        self._last[chat] = task
        task.add_done_callback(lambda done: self._tidy(chat, done))

    def _tidy(self, chat: int, done: asyncio.Task[None]) -> None:
        if self._last.get(chat) is done:
            del self._last[chat]

    async def drained(self, seconds: float | None = None) -> None:
        """Wait until everything taken has been handled, at most so long."""
        while self._last:
            tasks = list(self._last.values())
            _, late = await asyncio.wait(tasks, timeout=seconds)
            if late:
                return

    async def _after(self, before: asyncio.Task[None] | None, raw: dict[str, Any]) -> None:
        if before is not None:
            await asyncio.wait([before])
        await self._handle(raw)

    async def _handle(self, raw: dict[str, Any]) -> None:
        number = raw["update_id"]
        try:
            update = Update.de_json(raw, self._bots.bot)
        except Exception:  # noqa: BLE001 - whatever is wrong with it, the next one must come through
            LOG.warning("update %s cannot be read and was set aside", number)
            await self.inbox.bad(number)
            return
        in_hand.set(number)
        await self._bots.process_update(update)
        await self.inbox.done(number)


def _chat_of(raw: dict[str, Any]) -> int:
    """The chat an update belongs to, read without trusting its shape."""
    for kind in ("message", "edited_message"):
        with suppress(KeyError, TypeError, ValueError):
            return int(raw[kind]["chat"]["id"])
    for kind in ("callback_query", _INLINE):
        with suppress(KeyError, TypeError, ValueError):
            return int(raw[kind]["from"]["id"])
    return 0


class Polling:
    """Long polling with an offset of our own, so that one bad update stops nothing."""

    def __init__(
        self, bots: Bots, inbox: Inbox, line: Line, clock: Callable[[], datetime]
    ) -> None:
        self._bots = bots
        self._inbox = inbox
        self._line = line
        self._clock = clock
        self._offset: int | None = None

    async def once(self, wait: int = _LONG_POLL) -> int:
        """Ask once: keep what comes, then hand it on.  Returns how many were new.

        What somebody types inline is handed on and never kept: the next letter outdates it, and
        after a crash nobody waits for it any more.
        """
        updates = await self._bots.bot.raw_updates(self._offset, wait)
        if not updates:
            return 0
        passing = [raw for raw in updates if _INLINE in raw]
        kept = [without_attachments(raw) for raw in updates if _INLINE not in raw]
        fresh = [*await self._inbox.keep(kept, self._clock()), *passing]
        self._offset = max(raw["update_id"] for raw in updates) + 1
        for raw in fresh:
            self._line.take(raw)
        return len(fresh)

    async def until(self, stop: asyncio.Event) -> None:
        """Poll until told to stop.  Only what cannot get better by waiting is raised."""
        pause = _FIRST_PAUSE
        while not stop.is_set():
            try:
                await _first(self.once(), stop)
                pause = _FIRST_PAUSE
            except (Conflict, InvalidToken):
                raise
            except RetryAfter as error:
                await _wait(stop, _seconds(error))
            except (NetworkError, TelegramError) as error:
                LOG.warning("Telegram cannot be reached (%s); next try in %s s", error, pause)
                await _wait(stop, pause)
                pause = min(pause * 2, _LONGEST_PAUSE)


def _seconds(error: RetryAfter) -> float:
    after = error.retry_after
    return float(after) if isinstance(after, int) else after.total_seconds()


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    with suppress(asyncio.TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)


async def _first(work: Any, stop: asyncio.Event) -> None:
    """Do the work, or give it up when told to stop."""
    doing = asyncio.ensure_future(work)
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait({doing, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not doing.done():
        doing.cancel()
        with suppress(asyncio.CancelledError):
            await doing
        return
    doing.result()
