"""What an error of Telegram says about a message: whether it arrived, and what to do.

A 5xx says that something failed behind Telegram's door, before the message was taken or after: no
one can tell, so it counts as uncertain, like an answer that never came.
"""

from dataclasses import dataclass
from typing import Literal

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.chat.gate import seconds

Kind = Literal["flood", "moved", "blocked", "refused", "unchanged", "closed", "uncertain"]

# Errors of the network in which nothing can have been sent; any other may have arrived.
_NEVER_OPENED = {"ConnectError", "ConnectTimeout", "PoolTimeout", "UnsupportedProtocol"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """flood: wait.  moved: to `chat`.  closed: nothing was sent.  uncertain: it may have been."""

    kind: Kind
    reason: str = ""
    wait: float = 0.0
    chat: int | None = None


def verdict_of(error: TelegramError) -> Verdict:
    """BadRequest and TimedOut are kinds of NetworkError, so the order matters."""
    if isinstance(error, RetryAfter):
        return Verdict("flood", wait=seconds(error))
    if isinstance(error, ChatMigrated):
        return Verdict("moved", chat=error.new_chat_id)
    said = error.message.lower()
    if isinstance(error, Forbidden):
        reasons = {"deactivated": "deactivated", "initiate": "never_wrote"}
        return Verdict("blocked", next((reasons[w] for w in reasons if w in said), "blocked"))
    if isinstance(error, BadRequest):
        if "not modified" in said:
            return Verdict("unchanged")
        return Verdict("refused", "not_found" if "not found" in said else "refused")
    if isinstance(error, NetworkError):
        opened = type(error.__cause__).__name__ not in _NEVER_OPENED
        return Verdict("uncertain" if opened else "closed")
    return Verdict("closed")
