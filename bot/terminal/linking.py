"""`qr`: a code for a printed briefing that opens one entry in Telegram."""

from datetime import datetime
from pathlib import Path
from typing import TextIO

import segno

from bot.flows.linking import entry_link, near_ids
from bot.flows.wording import moment_words
from bot.settings import Settings, user_name
from bot.store.library import load
from bot.texts import say

_KINDS = {".svg": "svg", ".png": "png"}
_SCALE = 10  # pixels, or units of an SVG, for one module: sharp in print
_BORDER = 4  # modules of quiet zone, as ISO/IEC 18004 asks


def qr(
    settings: Settings, name: str, bot: str | None, to: Path | None, out: TextIO, now: datetime
) -> str | None:
    """Draw the code of an entry, to a file or as text; gives back what is wrong, if anything.

    bot: its user name, which comes before that of the settings.
    """
    try:
        known_as = user_name(bot) if bot is not None else settings.bot_name
    except ValueError:
        return say("qr.bad_bot", name=bot)
    if known_as is None:
        return say("qr.no_bot")
    if to is not None and to.suffix.lower() not in _KINDS:
        return say("qr.bad_suffix", file=to)
    knowledge = load(settings.knowledge, settings.published).whole()
    if name not in knowledge.by_id:
        near = near_ids(name, knowledge)
        if near:
            return say("qr.unknown_near", name=name, ids=", ".join(near))
        return say("qr.unknown", name=name)
    wrong = _draw(entry_link(known_as, name), to, out)
    until = knowledge.at(now).held_until
    if wrong is None and until is not None:
        out.write(say("qr.held", moment=moment_words(until)) + "\n")
    return wrong


def _draw(link: str, to: Path | None, out: TextIO) -> str | None:
    code = segno.make_qr(link)
    if to is None:
        code.terminal(out, border=_BORDER, compact=_draws_blocks(out))
        out.write(link + "\n")
        return None
    try:
        code.save(str(to), kind=_KINDS[to.suffix.lower()], scale=_SCALE, border=_BORDER)
    except OSError as error:
        return say("author.cannot_write", file=to, why=error.strerror)
    out.write(say("qr.written", file=to, link=link) + "\n")
    return None


def _draws_blocks(out: TextIO) -> bool:
    """Half blocks where the terminal's encoding has them, else coloured blanks."""
    return "utf" in (getattr(out, "encoding", None) or "").lower()
