"""The one gate to Telegram: answers pass at once, briefs wait their turn behind them.

28 messages a second, evenly, one a second to one chat.  Telegram allows 30 in all; every answer
moves the next brief back by one place, so that the two together stay below that.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

RATE = 28.0
BRIEF = "brief"  # what a message of a brief says of itself; the loop has waited for its turn
_ONE_CHAT = 1.0
_GRAIN = 1e-5  # seconds too short to sleep
_LONGEST_WAIT = 20.0  # for an answer; what Telegram holds up longer fails
_MANY = 5_000
_COUNTED = ("send", "edit", "copy", "forward")

Sleep = Callable[[float], Awaitable[None]]


class Gate(BaseRateLimiter[str]):
    """Between PTB and the network, for every request but getUpdates.

    ticks: seconds that only grow.  sleep: waits so many of them.
    """

    def __init__(
        self,
        ticks: Callable[[], float] = time.monotonic,
        sleep: Sleep = asyncio.sleep,
        rate: float = RATE,
    ) -> None:
        self.ticks = ticks
        self.sleep = sleep
        self.every = 1 / rate if rate else 0.0
        self._next = 0.0
        self._closed = 0.0
        self._chats: dict[Any, float] = {}

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: str | None,
    ) -> Any:
        """An answer goes at once; on a 429 it waits as long as Telegram says, and briefs too."""
        if rate_limit_args == BRIEF or not endpoint.startswith(_COUNTED):
            return await callback(*args, **kwargs)
        self._note(data.get("chat_id"))
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            wait = seconds(error)
            self.close(wait)
            if wait > _LONGEST_WAIT:
                raise
            await self.sleep(wait)
        return await callback(*args, **kwargs)

    def close(self, wait: float) -> None:
        """No brief for so many seconds."""
        self._closed = max(self._closed, self.ticks() + wait)

    def wait_for(self, chat: int) -> float:
        """How many seconds until a chat may be sent something more."""
        return max(0.0, self._chats.get(chat, 0.0) - self.ticks())

    async def turn(self, chat: int) -> None:
        """Wait until a message of a brief may go to that chat, and take the place."""
        while (wait := max(self._next, self._closed) - self.ticks()) > _GRAIN:
            await self.sleep(wait)
        while (wait := self.wait_for(chat)) > _GRAIN:
            await self.sleep(wait)
        now = self.ticks()
        # At most half a place is made up for, so that nothing comes in bursts.
        self._next = max(self._next, now - self.every / 2) + self.every
        self._keep(chat, now)

    def _note(self, chat: Any) -> None:
        now = self.ticks()
        self._next = max(self._next, now) + self.every
        self._keep(chat, now)

    def _keep(self, chat: Any, now: float) -> None:
        if len(self._chats) > _MANY:
            self._chats = {key: until for key, until in self._chats.items() if until > now}
        self._chats[chat] = now + _ONE_CHAT


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait: it comes as a number or as a timedelta."""
    after = error.retry_after
    return float(after) if isinstance(after, int | float) else after.total_seconds()
