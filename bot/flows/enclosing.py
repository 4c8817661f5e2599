"""A picture or a PDF is put to a draft, and said in words where the draft is shown."""

from datetime import datetime
from typing import Literal

from bot.core.enclosing import Enclosure, Wrong, kind_of
from bot.store.enclosures import Enclosures
from bot.store.kept_brief import KeptBrief
from bot.texts import say

Put = Literal["done", "old"] | Wrong


async def enclose(
    enclosures: Enclosures,
    kept: KeptBrief,
    content: bytes,
    by: int,
    now: datetime,
    known: tuple[str, str] = ("", ""),
) -> Put:
    """Put a file to a draft.

    known: what Telegram calls it and as what it came; good only for a picture that came as one,
    for a document would go out under the name that it had on somebody's machine.
    """
    kind = kind_of(content)
    if kind == "size" or kind == "type":
        return kind
    file_id, came_as = known
    kept_id = file_id if came_as == kind else None
    done = await enclosures.put(kept.id, content, kind, kept_id, by, now)
    return "done" if done else "old"


def enclosure_words(enclosure: Enclosure, warned: bool) -> str:
    """What goes with a brief; warned: and that nobody but a person can check it."""
    size = max(1, round(enclosure.size / 1024))
    words = say(f"brief.file.{enclosure.kind}", size=size)
    return f"{words} {say('brief.file.not_looked')}" if warned else words
