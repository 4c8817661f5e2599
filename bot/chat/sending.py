"""The loop that sends briefs: it takes rows from the queue and marks each before and after.

Only this loop turns rows into requests.  It waits at the gate by itself, so that no answer ever
stands behind it.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from telegram import Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.chat.brief_buttons import outgoing_keyboard, parts_html
from bot.chat.brief_errors import Verdict, verdict_of
from bot.chat.gate import BRIEF, Gate
from bot.chat.posting import Posting
from bot.chat.progress import Progress
from bot.chat.render import NO_PREVIEW
from bot.chat.transport import RawBot
from bot.core.knowledge import Knowledge
from bot.flows.briefing import Briefing
from bot.flows.delivering import Delivering, Outgoing
from bot.store.outbox import Item

LOG = logging.getLogger(__name__)
_BATCH = 50
_LANES = 4  # requests under way at once, and so the most that a crash can leave ambiguous
_MOST_TRIES = 5
_ANY_HOUR = ("edit", "unfile")  # what disturbs nobody, and may be done twice
_LOOK_EVERY = 2.0
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0


class Sender:
    """knowledge: what the bot answers from at this moment."""

    def __init__(
        self,
        bot: RawBot,
        gate: Gate,
        briefing: Briefing,
        delivering: Delivering,
        clock: Callable[[], datetime],
        knowledge: Callable[[], Knowledge],
    ) -> None:
        self.bot = bot
        self.gate = gate
        self.briefing = briefing
        self.delivering = delivering
        self.clock = clock
        self.knowledge = knowledge
        self.wake = asyncio.Event()
        self.posting = Posting(bot, briefing.enclosures)
        self.progress = Progress(bot, gate, briefing, clock)
        self._lanes = asyncio.Semaphore(_LANES)
        self._under_way: set[asyncio.Task[None]] = set()
        self._pause = _FIRST_PAUSE

    async def until(self, stop: asyncio.Event) -> None:
        """Send whatever is due until told to stop; a fault of the disk is waited out."""
        while not stop.is_set():
            busy = False
            try:
                busy = await self.once(stop)
            except (OSError, sqlite3.Error) as error:
                LOG.error("the queue cannot be read or written: %s", type(error).__name__)
            if not busy:
                await self._rest(stop)
        await self._all_answered()

    async def once(self, stop: asyncio.Event | None = None) -> bool:
        """One batch; False when nothing is due."""
        now = self.clock()
        outbox = self.briefing.outbox
        if not self._under_way:
            await outbox.take_up(now)
            await self.briefing.corrections.rounds(now)
        items = await outbox.due(now, _BATCH)
        if self.briefing.quiet.next_open(now) > now:
            items = [item for item in items if item.kind in _ANY_HOUR]
        while items and not (stop and stop.is_set()):
            item = min(items[:_BATCH], key=lambda each: self.gate.wait_for(each.chat))
            items.remove(item)
            await self._let_out(item)
            await self.progress.show()
        if not await outbox.due(self.clock(), 1) or self._waits_for_morning():
            await self._all_answered()
            await self._finish()
            # What has just landed may have brought something: the file of a brief.
            return bool(await outbox.due(self.clock(), 1)) and not self._waits_for_morning()
        return True

    async def drained(self) -> None:
        """Send everything that is due now, and wait for every answer."""
        while await self.once():
            pass

    def _waits_for_morning(self) -> bool:
        now = self.clock()
        return self.briefing.quiet.next_open(now) > now

    async def _finish(self) -> None:
        await self.briefing.outbox.finish(self.clock())
        await self.progress.show(now=True)

    async def _rest(self, stop: asyncio.Event) -> None:
        """Until somebody sends something, or a look at the queue is due."""
        waiting = [asyncio.ensure_future(each.wait()) for each in (stop, self.wake)]
        await asyncio.wait(waiting, timeout=_LOOK_EVERY, return_when=asyncio.FIRST_COMPLETED)
        for each in waiting:
            each.cancel()
        self.wake.clear()

    async def _all_answered(self) -> None:
        while self._under_way:
            await asyncio.wait(self._under_way)

    async def _let_out(self, item: Item) -> None:
        """Ask once more whether it may go, wait for its turn, mark it, and send it."""
        now = self.clock()
        if why := await self.delivering.barrier(item, now):
            await self.briefing.outbox.end(item, "failed", now, why)
            return
        if until := await self.delivering.held(item, self.knowledge()):
            await self.briefing.outbox.later(item, until, "embargo")
            return
        outgoing = await self.delivering.outgoing(item, self.knowledge())
        if outgoing is None:
            await self.briefing.outbox.end(item, "failed", now, "erased")
            return
        await self._lanes.acquire()
        try:
            await self.gate.turn(item.chat)
            begun = await self.briefing.outbox.begin(item, self.clock())
        except BaseException:
            self._lanes.release()
            raise
        if not begun:
            self._lanes.release()
            return
        task = asyncio.create_task(self._send(item, outgoing))
        self._under_way.add(task)
        task.add_done_callback(self._landed)

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._lanes.release()
        if not task.cancelled() and (error := task.exception()):
            LOG.error("a row could not be marked: %s", type(error).__name__)

    async def _send(self, item: Item, outgoing: Outgoing) -> None:
        """One request, and what came of it."""
        outbox = self.briefing.outbox
        try:
            message = await self._request(item, outgoing)
        except FileNotFoundError:
            await outbox.end(item, "failed", self.clock(), "no_file")
            return
        except TelegramError as error:
            verdict = verdict_of(error)
        else:
            self._pause = _FIRST_PAUSE
            await outbox.end(item, "sent", self.clock(), message=message)
            return
        await self._unsent(item, verdict)

    async def _request(self, item: Item, outgoing: Outgoing) -> int | None:
        if item.kind == "file":
            return await self._file(item, outgoing)
        words = parts_html(outgoing.parts)
        if item.kind == "unfile" and item.edits is not None:
            await self._take_back(item, item.edits, words)
            return None
        keyboard = outgoing_keyboard(item, outgoing, self.knowledge())
        if item.kind == "edit" and item.edits is not None:
            await self.bot.edit_message_text(
                words,
                item.chat,
                item.edits,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard,
                link_preview_options=NO_PREVIEW,
                rate_limit_args=BRIEF,
            )
            return None
        sent: Message = await self.bot.send_message(
            item.chat,
            words,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard,
            link_preview_options=NO_PREVIEW,
            rate_limit_args=BRIEF,
        )
        return sent.message_id

    async def _file(self, item: Item, outgoing: Outgoing) -> int:
        """What goes with a brief, below the copy that has arrived."""
        reply = None
        if item.about is not None:
            reply = ReplyParameters(item.about, allow_sending_without_reply=True)
        message = await self.posting.send(
            outgoing.brief, item.chat, reply_parameters=reply, rate_limit_args=BRIEF
        )
        if message is None:
            raise FileNotFoundError
        return message

    async def _take_back(self, item: Item, message: int, words: str) -> None:
        """Delete a file; what is too old to be deleted says under it that it is withdrawn."""
        try:
            await self.bot.delete_message(item.chat, message, rate_limit_args=BRIEF)
        except BadRequest as error:
            if "not found" in error.message.lower():
                return
            await self.bot.edit_message_caption(
                item.chat, message, caption=words, rate_limit_args=BRIEF
            )

    async def _unsent(self, item: Item, verdict: Verdict) -> None:
        outbox, now = self.briefing.outbox, self.clock()
        if verdict.kind == "unchanged" and item.kind in _ANY_HOUR:
            await outbox.end(item, "sent", now)
        elif verdict.kind == "flood":
            self.gate.close(verdict.wait)
            due = now + timedelta(seconds=verdict.wait)
            await outbox.later(item, due, "flood", tried=False)
        elif verdict.kind == "closed":
            self.gate.close(self._pause)
            due = now + timedelta(seconds=self._pause)
            self._pause = min(self._pause * 2, _LONGEST_PAUSE)
            await outbox.later(item, due, "unreachable", tried=False)
        elif verdict.kind == "moved" and item.tries < _MOST_TRIES:
            await outbox.later(item, now, "migrated", chat=verdict.chat)
        elif verdict.kind == "blocked":
            await outbox.end(item, "blocked", now, verdict.reason)
        elif verdict.kind == "uncertain":
            await self._uncertain(item, now)
        else:
            await outbox.end(item, "failed", now, verdict.reason or "refused")

    async def _uncertain(self, item: Item, now: datetime) -> None:
        """It may have arrived: sent again, or listed, as the manager chose."""
        if (item.again or item.kind in _ANY_HOUR) and item.tries + 1 < _MOST_TRIES:
            due = now + timedelta(seconds=2**item.tries)
            await self.briefing.outbox.later(item, due, "uncertain")
        else:
            await self.briefing.outbox.end(item, "unknown", now, "uncertain")


async def stopped(task: "asyncio.Task[None]") -> None:
    """End a loop that was told to stop."""
    with suppress(asyncio.CancelledError):
        await task
