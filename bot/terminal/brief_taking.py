"""`brief export`, `board` and `watch`: figures, pages and a bar that follows the sending."""

import asyncio
import time
from datetime import timedelta
from pathlib import Path
from typing import TextIO

from bot.core.audit import Act
from bot.flows.board import as_csv, as_pdf, as_xlsx, board
from bot.flows.brief_export import export_csv, unreached_words
from bot.flows.brief_page import brief_page
from bot.flows.brief_wording import progress_words, waits_words
from bot.flows.wording import moment_words
from bot.store.kept_brief import KeptBrief
from bot.terminal.brief_doing import Doing, told
from bot.texts import say

_BAR = 30
_PATIENCE = timedelta(minutes=2)  # what waits longer is not watched


async def export(it: Doing, kept: KeptBrief) -> int:
    """The figures as CSV, or the page for the team leader as PDF."""
    to = it.args.to or Path(say("export.file", number=kept.id))
    if to.suffix.lower() == ".pdf":
        content = brief_page(kept.id, kept.brief, it.knowledge, kept.version)
    else:
        content = await export_csv(it.flow, kept)
    status = _write(to, content, it.out)
    if not status:
        await it.flow.record(Act.BRIEF_EXPORTED, it.by.key, it.now, kept.id)
    return status


async def for_board(it: Doing) -> int:
    """What was done about the whole review, as the file's ending says."""
    done = await board(it.flow.briefs, it.flow.evidence, it.knowledge)
    to = it.args.to or Path(say("board.file"))
    if to.suffix.lower() == ".pdf":
        content = as_pdf(done, it.knowledge.pack.title, moment_words(it.now))
    else:
        content = as_xlsx(done) if to.suffix.lower() == ".xlsx" else as_csv(done)
    status = _write(to, content, it.out)
    if not status:
        await it.flow.record(Act.BOARD_EXPORTED, it.by.key, it.now)
    return status


async def unreached(it: Doing, kept: KeptBrief) -> int:
    """By name, for whoever may see it."""
    return told(it.out, await unreached_words(it.flow, kept))


async def watch(it: Doing, kept: KeptBrief) -> int:
    """A bar that follows what the running bot does, until it is done or stands still."""
    began, first = time.monotonic(), None
    while True:
        kept = await it.flow.briefs.find(kept.id) or kept
        totals = await it.flow.evidence.totals(kept.id)
        first = totals.done if first is None else first
        filled = totals.done * _BAR // max(totals.joined, 1)
        rate = (totals.done - first) / max(time.monotonic() - began, 0.1)
        bar = "#" * filled + "." * (_BAR - filled)
        line = say(
            "brief.terminal.bar", bar=bar, done=totals.done, all=totals.joined, rate=round(rate)
        )
        it.out.write(f"\r{line}")
        it.out.flush()
        waits = await it.flow.waits(kept, it.now + timedelta(seconds=time.monotonic() - began))
        still = waits is not None and waits[1] - it.now > _PATIENCE
        if kept.state != "sending" or not totals.pending or still:
            said = waits_words(*waits, it.flow.zone) if waits else ""
            return told(it.out, "\n" + progress_words(kept, totals, None, said))
        await asyncio.sleep(1)


def _write(to: Path, content: bytes, out: TextIO) -> int:
    try:
        to.write_bytes(content)
    except OSError as error:
        return told(out, say("author.cannot_write", file=to, why=error.strerror), 1)
    return told(out, say("author.written", file=to))
