"""/brief: from an entry, from Markdown, under a title; "/brief 7 ..." changes the seventh."""

import re
from html import escape
from zoneinfo import ZoneInfo

from bot.chat.brief_card import card, knowledge_of, show_text
from bot.chat.brief_sending import send
from bot.chat.context import Turn
from bot.chat.enclosing import came_with, take
from bot.chat.render import list_keyboard
from bot.core.brief import Brief
from bot.core.due_dates import DateFault, read_moment
from bot.core.errors import FaultyError, RefusedError
from bot.core.people import Right
from bot.flows.brief_reading import read_brief, reworded, written
from bot.flows.brief_wording import (
    fault_words,
)
from bot.store.kept_brief import CURRENT, KeptBrief
from bot.texts import say

_OFFERED = ("lesson", "recommendation")
_NUMBERED = re.compile(r"^(\d{1,9})(?:\s+(.*))?$", re.S)


async def brief(turn: Turn) -> None:
    """/brief: from an entry, from Markdown, under a new title; "/brief 7 ..." changes the 7th."""
    typed = turn.words.split(None, 1)[1].strip() if len(turn.words.split(None, 1)) > 1 else ""
    if not typed:
        await _offer(turn)
    elif found := _NUMBERED.match(typed):
        await _change(turn, int(found[1]), (found[2] or "").strip())
    elif typed.startswith("#"):
        await keep(turn, _read(typed))
    else:
        made = turn.service.briefing.from_words(typed, knowledge_of(turn))
        await keep(turn, made, shown=True)


async def _offer(turn: Turn) -> None:
    entries = [entry for entry in knowledge_of(turn).entries if entry.kind in _OFFERED]
    buttons = [(entry.title, f"k:i:0:{entry.id}") for entry in entries[:40]]
    await turn.say(escape(say("brief.how")), list_keyboard(buttons) if buttons else None)


def _read(typed: str, before: Brief | None = None) -> Brief:
    """A whole brief, or other words for some parts of one."""
    where = say("brief.read.where")
    try:
        return reworded(before, typed, where) if before else read_brief(typed, where)
    except FaultyError as error:
        faults = "\n".join(map(str, error.faults))
        raise RefusedError("brief.read.faults", faults=faults[:2000]) from None


async def keep(turn: Turn, made: Brief, shown: bool = False) -> None:
    """A new draft and its card; shown: also its words, to be changed."""
    number = await turn.service.briefing.briefs.draft(made, turn.person.key, turn.now)
    kept = await turn.service.briefing.briefs.find(number)
    if kept is None:
        return
    if shown:
        await show_text(turn, kept, written(kept.brief))
    await turn.say(*(await card(turn, kept)))


async def _change(turn: Turn, number: int, typed: str) -> None:
    """ "/brief 7": its card; with Markdown, other words; "correct" before them once it is sent."""
    flow = turn.service.briefing
    kept = await flow.briefs.find(number)
    if kept is None:
        await turn.say(say("brief.unknown", number=number))
        return
    if (given := came_with(turn)) is not None:
        if await take(turn, kept, given):
            await turn.say(*(await card(turn, await flow.briefs.find(number) or kept)))
        return
    moment = read_moment(typed)
    if isinstance(moment, DateFault):
        await turn.say(escape(say("brief.bad_moment", number=number)))
        return
    if moment is not None:
        turn.needs(Right.BRIEF_SEND)
        at = moment.replace(tzinfo=ZoneInfo(turn.service.settings.brief_zone))
        await send(turn, kept, at)
        return
    corrects = typed.startswith("correct")
    text = typed.removeprefix("correct").strip()
    if text.startswith("#") and (corrects or kept.state == "draft"):
        await _reword(turn, kept, _read(text, kept.brief), corrects)
        return
    if typed:
        await turn.say(escape(say(f"brief.cannot_change.{_stage(kept)}", number=number)))
        return
    await turn.say(*(await card(turn, kept)))


async def _reword(turn: Turn, kept: KeptBrief, made: Brief, corrects: bool) -> None:
    flow = turn.service.briefing
    if kept.state == "draft":
        await flow.briefs.rewrite(kept.id, made, turn.person.key, turn.now)
    elif corrects:
        turn.needs(Right.BRIEF_SEND)
        done = await flow.correct(kept, made, turn.person.key, knowledge_of(turn), turn.now)
        if done == "faults":
            faults = flow.faults(kept.id, made, knowledge_of(turn))
            lines = [say("brief.not_corrected"), *(f"- {fault_words(each)}" for each in faults)]
            await turn.say(escape("\n".join(lines)))
            return
        await turn.say(say("brief.corrected" if done == "done" else "chat.old_button"))
        turn.service.sender.wake.set()
    await turn.say(*(await card(turn, await flow.briefs.find(kept.id) or kept)))


def _stage(kept: KeptBrief) -> str:
    """What can still be done with its words."""
    if kept.state in CURRENT:
        return "sent"
    return kept.state if kept.state in ("draft", "confirmed") else "over"
