"""The update in hand, so that the first thing said about it is noted before it is sent."""

from contextvars import ContextVar

in_hand: ContextVar[int | None] = ContextVar("in_hand", default=None)
