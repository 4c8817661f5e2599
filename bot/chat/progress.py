"""How far a brief is, in one message that is edited: numbers, state, reason, what is left."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from telegram import Bot
from telegram.error import TelegramError

from bot.chat.brief_buttons import manage_keyboard
from bot.chat.gate import Gate
from bot.flows.brief_wording import progress_words, waits_words
from bot.flows.briefing import Briefing
from bot.store.kept_brief import KeptBrief

_EVERY = 5.0
_FRESH = timedelta(hours=1)  # how long after its end a brief's last words may still change


class Progress:
    """Edits the progress of every brief that is going out, every few seconds."""

    def __init__(
        self, bot: Bot, gate: Gate, briefing: Briefing, clock: Callable[[], datetime]
    ) -> None:
        self._bot = bot
        self._gate = gate
        self._briefing = briefing
        self._clock = clock
        self._shown_at = float("-inf")
        self._shown: dict[int, str] = {}

    async def show(self, now: bool = False) -> None:
        """Edit what has changed; unless `now`, only every few seconds."""
        if not now and self._gate.ticks() - self._shown_at < _EVERY:
            return
        self._shown_at = self._gate.ticks()
        going = await self._briefing.briefs.listed(("sending", "paused", "done"))
        for kept in going:
            if kept.progress_chat and kept.progress_in and self._may_change(kept):
                await self._edit(kept, kept.progress_chat, kept.progress_in)

    def _may_change(self, kept: KeptBrief) -> bool:
        if kept.state != "done":
            return True
        fresh = kept.done_at is not None and self._clock() - kept.done_at < _FRESH
        return fresh and self._shown.get(kept.id, "").partition(" ")[0] != "done"

    async def _edit(self, kept: KeptBrief, chat: int, message: int) -> None:
        words = await self.words(kept)
        mark = f"{kept.state} {words}"
        if self._shown.get(kept.id) == mark:
            return
        self._shown[kept.id] = mark
        with suppress(TelegramError):
            await self._bot.edit_message_text(
                words, chat, message, reply_markup=manage_keyboard(kept)
            )

    async def words(self, kept: KeptBrief, title: bool = True) -> str:
        """State, numbers, and what is left or why it waits."""
        totals = await self._briefing.evidence.totals(kept.id)
        left = timedelta(seconds=totals.pending * self._gate.every)
        waits = await self._briefing.waits(kept, self._clock())
        said = waits_words(*waits, self._briefing.zone) if waits else ""
        return progress_words(kept, totals, left, said, title)
