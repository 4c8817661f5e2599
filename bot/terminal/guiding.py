"""Going through a procedure from a keyboard; nothing of it is kept."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO

from bot.core.due_dates import DateFault, read_date
from bot.core.entry import Entry
from bot.core.guide import Mark, Progress, anchors, days_ahead
from bot.core.knowledge import Knowledge
from bot.flows.guide_wording import ask_date, bad_date, date_set, note_words, step_words
from bot.settings import Settings
from bot.store.library import load
from bot.texts import say

BEGIN = "s"
_NO, _BACK, _DATE, _AWAY = "n", "b", "d", "q"


def guide(
    settings: Settings,
    name: str | None,
    ics: Path | None,
    source: Iterable[str],
    out: IO[str],
    now: datetime,
) -> bool:
    """List the procedures, or go through one; False when there is none of that name."""
    knowledge = load(settings.knowledge, settings.published).at(now)
    known = {entry.id: entry for entry in knowledge.entries if entry.steps}
    if name is not None and name not in known:
        _print(out, say("terminal.guide_unknown", name=name, ids=", ".join(sorted(known))))
        return False
    if name is None:
        for entry in known.values():
            _print(out, say("terminal.guide_row", name=entry.id, title=entry.title))
        return True
    progress = walk(known[name], knowledge, iter(source), out, now.date())
    if ics is not None:
        _write_dates(known[name], progress, ics, out, now)
    return True


def walk(
    entry: Entry, knowledge: Knowledge, lines: Iterator[str], out: IO[str], today: date
) -> Progress:
    """One step after another until the note, or until it is put away."""
    progress, place = Progress(), 0
    _print(out, "\n".join([entry.title, say("terminal.guide_keys")]))
    while place < len(entry.steps):
        _print(out, "\n" + step_words(entry, progress.at(place, entry), today))
        typed = _typed(lines, out)
        if typed in (None, _AWAY):
            _print(out, say("terminal.guide_away"))
            return progress
        if typed in ("", _NO):
            mark = Mark.NO if typed else Mark.YES
            progress, place = progress.marked(entry.steps[place], mark), place + 1
        elif typed == _BACK:
            place = max(place - 1, 0)
        elif typed == _DATE:
            progress = _dated(entry, progress, lines, out)
        else:
            _print(out, say("terminal.guide_keys"))
    _print(out, "\n" + note_words(entry, progress, knowledge, today))
    return progress


def _dated(entry: Entry, progress: Progress, lines: Iterator[str], out: IO[str]) -> Progress:
    """Ask for each date that others are counted from."""
    if not anchors(entry):
        _print(out, say("terminal.guide_no_dates"))
    for anchor in anchors(entry):
        _print(out, ask_date(anchor))
        read = read_date(_typed(lines, out) or "") or DateFault.UNCLEAR
        if isinstance(read, DateFault):
            _print(out, bad_date(read))
        else:
            progress = progress.dated(anchor, read)
            _print(out, date_set(anchor, read))
    return progress


def _write_dates(entry: Entry, progress: Progress, ics: Path, out: IO[str], now: datetime) -> None:
    from bot.flows.guide_dates import calendar

    days = days_ahead(entry, progress, now.date())
    if not days:
        _print(out, say("terminal.guide_no_file"))
        return
    ics.write_bytes(calendar(entry, days, now))
    _print(out, say("terminal.guide_file", file=ics, count=len(days)))


def _typed(lines: Iterator[str], out: IO[str]) -> str | None:
    """What is typed next; None at the end of input."""
    out.write(say("terminal.prompt"))
    out.flush()
    line = next(lines, None)
    return None if line is None else line.strip().lower()


def _print(out: IO[str], text: str) -> None:
    out.write(text + "\n")
    out.flush()
