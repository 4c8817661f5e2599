"""`brief`: drafts, shows, confirms, watches, exports; what it sends goes by the running bot."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from bot.core.due_dates import read_moment
from bot.core.errors import RefusedError
from bot.core.people import Right
from bot.flows.briefing import Briefing
from bot.flows.people import Membership
from bot.settings import Settings
from bot.store.briefs import Briefs
from bot.store.corrections import Corrections
from bot.store.database import opened
from bot.store.enclosures import Enclosures
from bot.store.evidence import Evidence
from bot.store.kept_brief import KeptBrief
from bot.store.library import load
from bot.store.outbox import Outbox
from bot.store.people import People
from bot.terminal.brief_doing import Doing, told
from bot.terminal.brief_making import change, correct, enclose, new, show, to
from bot.terminal.brief_taking import export, for_board, unreached, watch
from bot.texts import say

NEEDS = {
    "new": Right.BRIEF_DRAFT, "to": Right.BRIEF_DRAFT, "confirm": Right.BRIEF_CONFIRM,
    "send": Right.BRIEF_SEND, "pause": Right.BRIEF_SEND, "go-on": Right.BRIEF_SEND,
    "cancel": Right.BRIEF_SEND, "withdraw": Right.BRIEF_SEND, "export": Right.EXPORT,
    "board": Right.EXPORT, "enclose": Right.BRIEF_DRAFT, "change": Right.BRIEF_DRAFT,
    "correct": Right.BRIEF_SEND, "remind": Right.BRIEF_SEND, "unreached": Right.EXPORT,
}  # fmt: skip
WHAT = ("list", "show", "watch", *NEEDS)


def brief(settings: Settings, args: Any, out: TextIO, now: datetime) -> int:
    """One act; exit status 1 when it was not done."""
    return asyncio.run(_brief(settings, args, out, now))


async def _brief(settings: Settings, args: Any, out: TextIO, now: datetime) -> int:
    knowledge = load(settings.knowledge).at(now)
    async with opened(settings.database) as database:
        membership = Membership(People(database, settings.managers), settings)
        flow = Briefing(
            Briefs(database), Outbox(database), Evidence(database), Corrections(database),
            Enclosures(database), membership, settings,
        )  # fmt: skip
        by = await membership.person(args.by or 0, now)
        if args.what in NEEDS and not by.may(NEEDS[args.what]):
            return told(out, say("brief.terminal.may_not", what=args.what), 1)
        it = Doing(flow, by, knowledge, args, out, now)
        try:
            return await _act(it)
        except RefusedError as refusal:
            return told(out, say(refusal.key, **refusal.values), 1)


async def _act(it: Doing) -> int:
    """What needs no brief, or what is done with one."""
    if it.args.what in _WITHOUT:
        return await _WITHOUT[it.args.what](it)
    given = it.args.given
    number = int(given[0]) if given and given[0].isascii() and given[0].isdigit() else 0
    kept = await it.flow.briefs.find(number)
    if kept is None:
        if not given:
            return told(it.out, say("brief.terminal.no_number"), 1)
        return told(it.out, say("brief.unknown", number=given[0]), 1)
    return await _ACTS[it.args.what](it, kept)


async def _list(it: Doing) -> int:
    found = await it.flow.briefs.listed()
    if not found:
        return told(it.out, say("brief.terminal.none"))
    for kept in found:
        state = say(f"brief.state.{kept.state}")
        told(it.out, say("brief.row", number=kept.id, title=kept.brief.title, state=state))
    return 0


async def _confirm(it: Doing, kept: KeptBrief) -> int:
    done = await it.flow.confirm(kept, it.by, it.knowledge, it.now)
    above = it.flow.settings.brief_two_above
    key = "second_terminal" if done == "second" else done
    return told(it.out, say(f"brief.confirm.{key}", above=above), int(done != "done"))


async def _send(it: Doing, kept: KeptBrief) -> int:
    """Into the queue; the running bot takes it from there within seconds."""
    at = None
    if it.args.at is not None:
        read = read_moment(it.args.at.replace("T", " "))
        if not isinstance(read, datetime):
            return told(it.out, say("brief.terminal.bad_moment", text=it.args.at), 1)
        at = read.replace(tzinfo=ZoneInfo(it.flow.settings.brief_zone))
    done = await it.flow.send(kept, it.by.key, it.knowledge, it.now, at, it.args.every)
    key = "brief.terminal.queued" if done == "done" else f"brief.confirm.{done}"
    return told(it.out, say(key), int(done != "done"))


async def _simple(it: Doing, kept: KeptBrief) -> int:
    """Pause, go on, cancel, withdraw."""
    act = {
        "pause": it.flow.briefs.pause, "go-on": it.flow.briefs.go_on,
        "cancel": it.flow.briefs.cancel, "withdraw": it.flow.corrections.withdraw,
    }[it.args.what]  # fmt: skip
    done = await act(kept.id, it.by.key, it.now)
    return told(it.out, say("people.outcome.done" if done else "brief.confirm.old"), int(not done))


async def _remind(it: Doing, kept: KeptBrief) -> int:
    count = await it.flow.remind(kept, it.by.key, it.now)
    words = say("brief.reminded", count=count) if count else say("brief.nobody_to_remind")
    return told(it.out, words, int(not count))


_WITHOUT: dict[str, Callable[[Doing], Awaitable[int]]] = {
    "list": _list, "new": new, "board": for_board,
}  # fmt: skip
_ACTS: dict[str, Callable[[Doing, KeptBrief], Awaitable[int]]] = {
    "show": show, "to": to, "enclose": enclose, "change": change, "correct": correct,
    "confirm": _confirm, "send": _send, "watch": watch, "pause": _simple, "go-on": _simple,
    "cancel": _simple, "withdraw": _simple, "remind": _remind, "unreached": unreached,
    "export": export,
}  # fmt: skip
