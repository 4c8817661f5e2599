"""A procedure step by step in chat: one message that is edited, then a note to copy.

A button says what shall be, never "the other way round": a tap that comes twice does no harm.
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from html import escape

from telegram.error import BadRequest

from bot.chat.context import Turn
from bot.chat.guide_buttons import (
    AGAIN,
    ANCHORS,
    AWAY,
    BEGIN,
    DATE,
    ERASE,
    FINISH,
    MARKS,
    SURE,
    VIEW,
    finished_keyboard,
    guide_html,
    guide_keyboard,
    guides_keyboard,
    put_away_keyboard,
    start_over_keyboard,
)
from bot.chat.render import copyable
from bot.core.due_dates import DateFault
from bot.core.entry import Entry
from bot.core.guide import Mark, Progress, days_ahead, done_count
from bot.core.knowledge import Knowledge
from bot.flows.guide_dates import FILE_NAME, calendar
from bot.flows.guide_wording import bad_date, date_set, day_words, guide_page, note_words
from bot.flows.guiding import Guiding
from bot.texts import say

Act = Callable[[Turn, Entry, str], Awaitable[None]]


async def guides(turn: Turn) -> None:
    """/guides: every procedure, those under way first."""
    known = {entry.id: entry for entry in _knowledge(turn).entries if entry.steps}
    kept = await _flow(turn).guides.under_way(turn.chat)
    begun = [known.pop(each.entry) for each in kept if each.entry in known]
    text = say("guide.list_resume" if begun else "guide.list") if known or begun else ""
    await turn.say(text or say("browse.none"), guides_keyboard(begun, list(known.values())))


async def taps(turn: Turn) -> None:
    """A button of a procedure: "g:<what>:<which>:<entry>"."""
    _, what, which, name = turn.data.split(":", 3)
    entry = _knowledge(turn).by_id.get(name)
    if entry is None or not entry.steps:
        await turn.note(say("chat.old_button"))
        return
    if what in MARKS:
        await _mark(turn, entry, which, MARKS[what])
    else:
        await _ACTS[what](turn, entry, which)


async def takes_date(turn: Turn) -> bool:
    """Whether the words are the date that a procedure waits for, or were meant as it."""
    waits = await _flow(turn).guides.waiting(turn.chat)
    entry = _knowledge(turn).by_id.get(waits.entry) if waits else None
    if waits is None or entry is None:
        return False
    taken = await _flow(turn).take_date(turn.chat, waits, entry, turn.words, turn.now)
    if isinstance(taken, DateFault):
        await turn.say(bad_date(taken))
        return True
    anchor = waits.progress.awaiting
    if taken is None or anchor is None:
        return False
    if waits.message is not None:
        await _show(turn, entry, taken, waits.message)
    await turn.say(date_set(anchor, taken.dates[anchor]))
    return True


async def _begin(turn: Turn, entry: Entry, _: str) -> None:
    """A new message for it; the buttons of an older one go, so that there is only one."""
    kept, left = await _flow(turn).begin(turn.chat, entry, turn.now)
    await turn.note()
    if left:
        day = day_words(kept.updated_at.date())
        await turn.say(say("guide.resumed", day=day))
    await _say(turn, entry, kept.progress)
    if kept.message is not None:
        await _without_buttons(turn, kept.message)


async def _mark(turn: Turn, entry: Entry, key: str, mark: Mark) -> None:
    await _refresh(turn, entry, await _flow(turn).mark(turn.chat, entry, key, mark, turn.now))


async def _look(turn: Turn, entry: Entry, which: str) -> None:
    place = int(which) if which.isdecimal() else None
    await _refresh(turn, entry, await _flow(turn).look(turn.chat, entry, turn.now, place))


async def _ask_date(turn: Turn, entry: Entry, which: str) -> None:
    anchor = ANCHORS.get(which)
    if anchor is None:
        await turn.note(say("chat.old_button"))
        return
    await _refresh(turn, entry, await _flow(turn).ask_date(turn.chat, entry, anchor, turn.now))


async def _finish(turn: Turn, entry: Entry, _: str) -> None:
    """The note, the dates as a file, and only then the end of it."""
    progress = await _flow(turn).look(turn.chat, entry, turn.now)
    if progress is None:
        await turn.note(say("guide.over"))
        return
    await turn.note()
    today = turn.now.date()
    for html in copyable(note_words(entry, progress, _knowledge(turn), today)):
        await turn.say(html)
    days = days_ahead(entry, progress, today)
    if days:
        await turn.send_file(FILE_NAME, calendar(entry, days, turn.now), say("guide.file"))
    await _flow(turn).finish(turn.chat, entry, turn.now)
    await turn.change(
        escape(say("guide.finished", title=entry.title)), keyboard=finished_keyboard(entry)
    )


async def _put_away(turn: Turn, entry: Entry, _: str) -> None:
    progress = await _flow(turn).look(turn.chat, entry, turn.now)
    if progress is None:
        await turn.note(say("guide.over"))
        return
    await turn.note()
    done, count = done_count(entry, progress), len(entry.steps)
    text = say("guide.put_away", title=entry.title, done=done, all=count)
    await turn.change(escape(text), put_away_keyboard(entry))


async def _start_over(turn: Turn, entry: Entry, which: str) -> None:
    """Asked for once, it asks back; sure, it erases."""
    if which == SURE:
        await _refresh(turn, entry, await _flow(turn).start_over(turn.chat, entry, turn.now))
    elif await _flow(turn).look(turn.chat, entry, turn.now) is None:
        await turn.note(say("guide.over"))
    else:
        await turn.note()
        text = say("guide.sure", title=entry.title)
        await turn.change(escape(text), start_over_keyboard(entry))


async def _open_again(turn: Turn, entry: Entry, _: str) -> None:
    await _refresh(turn, entry, await _flow(turn).open_again(turn.chat, entry, turn.now))


_ACTS: dict[str, Act] = {
    BEGIN: _begin,
    VIEW: _look,
    DATE: _ask_date,
    FINISH: _finish,
    AWAY: _put_away,
    ERASE: _start_over,
    AGAIN: _open_again,
}


async def _refresh(turn: Turn, entry: Entry, progress: Progress | None) -> None:
    if progress is None:
        await turn.note(say("guide.over"))
        return
    await turn.note()
    await _show(turn, entry, progress, turn.message.message_id)


async def _show(turn: Turn, entry: Entry, progress: Progress, message: int) -> None:
    """Edit its message; where that is gone, send another."""
    html = guide_html(guide_page(entry, progress, turn.now.date()))
    try:
        await turn.change(html, guide_keyboard(entry, progress), message)
    except BadRequest:
        await _say(turn, entry, progress)


async def _say(turn: Turn, entry: Entry, progress: Progress) -> None:
    html = guide_html(guide_page(entry, progress, turn.now.date()))
    sent = await turn.say(html, guide_keyboard(entry, progress))
    await _flow(turn).guides.shown_in(turn.chat, entry.id, sent.message_id)


async def _without_buttons(turn: Turn, message: int) -> None:
    with suppress(BadRequest):  # it may be gone, or have none
        await turn.bot.edit_message_reply_markup(turn.chat, message, reply_markup=None)


def _flow(turn: Turn) -> Guiding:
    return turn.service.guiding


def _knowledge(turn: Turn) -> Knowledge:
    return turn.service.shelf.answerer.knowledge
