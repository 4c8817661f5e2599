"""What goes wrong between a bot and Telegram: refusals, floods, cut lines, late answers."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

import httpx
from telegram.error import NetworkError, TimedOut

from tests.fake_telegram_parts.state import JSON, ApiError


@dataclass(frozen=True)
class Refusal:
    """The server answers with an error."""

    status: int
    description: str
    migrate_to_chat_id: int | None = None

    def error(self) -> ApiError:
        """The error to answer with."""
        target = self.migrate_to_chat_id
        return ApiError(
            self.status, self.description, {"migrate_to_chat_id": target} if target else {}
        )


@dataclass(frozen=True)
class Cut:
    """The line breaks, before or after the server accepted the request."""

    cause: type[httpx.TransportError]
    detail: str
    accepted: bool

    def error(self) -> NetworkError:
        """The error, with its cause, that PTB's HTTPXRequest raises for such a break."""
        cause = self.cause(self.detail)
        timed_out = isinstance(cause, httpx.TimeoutException)
        error = TimedOut() if timed_out else NetworkError(f"httpx.{type(cause).__name__}: {cause}")
        error.__cause__ = cause
        return error


@dataclass(frozen=True)
class Late:
    """Accepted, but the answer takes so many seconds; past the read timeout it never comes."""

    seconds: float


@dataclass(frozen=True)
class Flood:
    """429 until the caller has waited so long; twice as long each time they did not wait."""

    retry_after: int


Fault = Refusal | Cut | Late | Flood

BLOCKED = Refusal(403, "Forbidden: bot was blocked by the user")
DEACTIVATED = Refusal(403, "Forbidden: user is deactivated")
CHAT_NOT_FOUND = Refusal(400, "Bad Request: chat not found")
SERVER_ERROR = Refusal(500, "Internal Server Error")
BAD_GATEWAY = Refusal(502, "Bad Gateway")
CUT_BEFORE = Cut(httpx.ConnectError, "All connection attempts failed", accepted=False)
TIMED_OUT_BEFORE = Cut(httpx.ConnectTimeout, "", accepted=False)
CUT_AFTER = Cut(httpx.ReadError, "", accepted=True)
TIMED_OUT_AFTER = Cut(httpx.ReadTimeout, "", accepted=True)


def migrated(to: int) -> Refusal:
    """The group has become a supergroup with another id."""
    return Refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", to)


class Penalty:
    """A wait imposed on a caller, doubled whenever they call too early."""

    def __init__(self, seconds: int, now: float) -> None:
        self.seconds = seconds
        self.until = now + seconds

    def refusal(self) -> ApiError:
        """The 429 that announces it."""
        text = f"Too Many Requests: retry after {self.seconds}"
        return ApiError(429, text, {"retry_after": self.seconds})

    def is_over(self, now: float) -> bool:
        """Whether it was waited out; calling too early doubles it."""
        if now >= self.until:
            return True
        self.seconds *= 2
        self.until = now + self.seconds
        return False


@dataclass
class _Planned:
    method: str
    chat_id: int | None
    fault: Fault
    times: int
    penalty: Penalty | None = None


class Faults:
    """Faults planned by a test, each used up by the calls it was meant for."""

    def __init__(self) -> None:
        self._planned: list[_Planned] = []

    def plan(self, method: str, chat_id: int | None, fault: Fault, times: int) -> None:
        """Let the next calls of a method, in one chat or in any, go wrong."""
        self._planned.append(_Planned(method, chat_id, fault, times))

    def take(self, call: str, parameters: JSON, now: float) -> Cut | Late | None:
        """Raise the refusal planned for this call, or give back what is to happen to it."""
        for planned in [one for one in self._planned if _meant(one, call, parameters)]:
            if isinstance(planned.fault, Flood):
                self._flood(planned, planned.fault, now)
                continue
            self._use_up(planned)
            if isinstance(planned.fault, Refusal):
                raise planned.fault.error()
            return planned.fault
        return None

    def _flood(self, planned: _Planned, flood: Flood, now: float) -> None:
        if planned.penalty and planned.penalty.is_over(now):
            planned.penalty = None
            self._use_up(planned)
            if not planned.times:
                return
        planned.penalty = planned.penalty or Penalty(flood.retry_after, now)
        raise planned.penalty.refusal()

    def _use_up(self, planned: _Planned) -> None:
        planned.times -= 1
        if not planned.times:
            self._planned.remove(planned)


def _meant(planned: _Planned, call: str, parameters: JSON) -> bool:
    here = planned.chat_id in (None, parameters.get("chat_id"))
    return planned.method == call and here


class RateLimit:
    """Telegram's limits: 30 messages a second, 1 a second in a chat, 20 a minute in a group."""

    def __init__(self) -> None:
        self._times: dict[tuple[int, int], deque[float]] = {}
        self._penalties: dict[tuple[int, int], Penalty] = {}

    def count(self, chat_id: int, now: float) -> None:
        """Count one message, or raise the 429 it earns."""
        windows = {(0, 1): 30, (chat_id, 1): 1}
        if chat_id < 0:
            windows[chat_id, 60] = 20
        for window, limit in windows.items():
            self._check(window, limit, now)
        for window in windows:
            self._times[window].append(now)

    def _check(self, window: tuple[int, int], limit: int, now: float) -> None:
        penalty = self._penalties.get(window)
        if penalty and not penalty.is_over(now):
            raise penalty.refusal()
        self._penalties.pop(window, None)
        times, seconds = self._times.setdefault(window, deque()), window[1]
        while times and times[0] <= now - seconds:
            times.popleft()
        if len(times) >= limit:
            wait = math.ceil(times[0] + seconds - now)
            self._penalties[window] = Penalty(max(wait, 1), now)
            raise self._penalties[window].refusal()
