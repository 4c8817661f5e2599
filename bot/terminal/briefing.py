"""`brief`: drafts, shows, confirms, watches, exports; what it sends goes by the running bot."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from bot.core.audience import Audience
from bot.core.audit import Act
from bot.core.brief import Brief
from bot.core.errors import Fault, FaultyError
from bot.core.knowledge import Knowledge
from bot.core.people import Person, Right
from bot.flows.board import as_csv, as_pdf, as_xlsx, board
from bot.flows.brief_export import export_csv
from bot.flows.brief_page import brief_page
from bot.flows.brief_reading import read_brief
from bot.flows.brief_wording import (
    audience_words,
    brief_parts,
    chosen_words,
    fault_words,
    ladder_words,
    plain,
    progress_words,
)
from bot.flows.briefing import Briefing
from bot.flows.people import Membership
from bot.settings import Settings
from bot.store.briefs import Briefs
from bot.store.corrections import Corrections
from bot.store.database import opened
from bot.store.evidence import Evidence
from bot.store.kept_brief import KeptBrief
from bot.store.library import load
from bot.store.outbox import Outbox
from bot.store.people import People
from bot.store.yamls import Document, parse
from bot.texts import say

_BAR = 30
NEEDS = {
    "new": Right.BRIEF_DRAFT, "to": Right.BRIEF_DRAFT, "confirm": Right.BRIEF_CONFIRM,
    "send": Right.BRIEF_SEND, "pause": Right.BRIEF_SEND, "go-on": Right.BRIEF_SEND,
    "cancel": Right.BRIEF_SEND, "withdraw": Right.BRIEF_SEND, "export": Right.EXPORT,
    "board": Right.EXPORT,
}  # fmt: skip
WHAT = ("list", "show", "watch", *NEEDS)


@dataclass(frozen=True, slots=True)
class Doing:
    """What every act is given."""

    flow: Briefing
    by: Person
    knowledge: Knowledge
    args: Any
    out: TextIO
    now: datetime


def brief(settings: Settings, args: Any, out: TextIO, now: datetime) -> int:
    """One act; exit status 1 when it was not done."""
    return asyncio.run(_brief(settings, args, out, now))


async def _brief(settings: Settings, args: Any, out: TextIO, now: datetime) -> int:
    knowledge = load(settings.knowledge).at(now)
    async with opened(settings.database) as database:
        membership = Membership(People(database, settings.managers), settings)
        flow = Briefing(
            Briefs(database), Outbox(database), Evidence(database), Corrections(database),
            membership, settings,
        )  # fmt: skip
        by = await membership.person(args.by or 0, now)
        if args.what in NEEDS and not by.may(NEEDS[args.what]):
            return _say(out, say("brief.terminal.may_not", what=args.what), 1)
        if args.what == "list":
            return await _list(flow, out)
        if args.what == "new":
            return await _new(flow, args, by, knowledge, out, now)
        if args.what == "board":
            return await _board(flow, args, knowledge, out)
        number = int(args.given[0]) if args.given and args.given[0].isdigit() else 0
        kept = await flow.briefs.find(number)
        if kept is None:
            return _say(out, say("brief.unknown", number=" ".join(args.given)), 1)
        if args.what == "watch":
            return await _watch(flow, number, out)
        return await _ACTS[args.what](Doing(flow, by, knowledge, args, out, now), kept)


async def _list(flow: Briefing, out: TextIO) -> int:
    found = await flow.briefs.listed()
    if not found:
        out.write(say("brief.terminal.none") + "\n")
    for kept in found:
        state = say(f"brief.state.{kept.state}")
        out.write(say("brief.row", number=kept.id, title=kept.brief.title, state=state) + "\n")
    return 0


async def _new(
    flow: Briefing, args: Any, by: Person, knowledge: Knowledge, out: TextIO, now: datetime
) -> int:
    """From a file, from entries, or under a title."""
    path = Path(args.given[0]) if args.given else None
    made: Brief | None
    if path is not None and path.suffix.lower() in (".md", ".yaml", ".yml"):
        made = _read(path)
    else:
        made = flow.from_entries(args.given, knowledge) if args.given else None
        made = made or flow.blank(" ".join(args.given)[:100] or say("brief.terminal.untitled"))
    number = await flow.briefs.draft(made, by.key, now)
    kept = await flow.briefs.find(number)
    return await _show(Doing(flow, by, knowledge, args, out, now), kept) if kept else 1


def _read(path: Path) -> Brief:
    if path.suffix.lower() != ".md":
        return parse(Brief, Document(path, str(path)))  # type: ignore[no-any-return]
    try:
        return read_brief(path.read_text(encoding="utf-8"), str(path))
    except OSError as error:
        raise FaultyError([Fault(str(path), None, f"cannot be read: {error.strerror}")]) from None


async def _show(it: Doing, kept: KeptBrief) -> int:
    """As a recipient reads it, then where it stands and what is still wrong."""
    state = say(f"brief.state.{kept.state}")
    lines = [plain(brief_parts(kept.id, kept.brief, it.knowledge, kept.version)), ""]
    lines.append(say("brief.card", number=kept.id, title=kept.brief.title, state=state))
    lines.append(say("brief.to.line", to=audience_words(kept.audience)))
    if kept.state == "draft":
        lines.append(chosen_words(await it.flow.chosen(kept.audience, it.now)))
        faults = it.flow.faults(kept.id, kept.brief, it.knowledge)
        lines.append(say("brief.wrong_still") if faults else say("brief.good"))
        lines += [f"- {fault_words(fault)}" for fault in faults]
    else:
        lines.append(ladder_words(kept.id, await it.flow.evidence.totals(kept.id)))
    return _say(it.out, "\n".join(lines))


async def _to(it: Doing, kept: KeptBrief) -> int:
    """To whom: by agency, role, team and area, or a file with an id or a name in each line."""
    people: tuple[int, ...] = ()
    outside = 0
    if it.args.list is not None:
        known = await it.flow.membership.people.listed("joined")
        by_name = {str(each.key): each.key for each in known}
        by_name |= {each.name.casefold(): each.key for each in known if each.name}
        lines = [line.strip().casefold() for line in it.args.list.read_text().splitlines()]
        wanted = [line for line in lines if line]
        people = tuple(sorted({by_name[line] for line in wanted if line in by_name}))
        outside = sum(line not in by_name for line in wanted)
    audience = Audience(
        agencies=tuple(it.args.agency), roles=tuple(it.args.role), teams=tuple(it.args.team),
        areas=tuple(it.args.area), people=people, outside=outside,
    )  # fmt: skip
    await it.flow.briefs.address(kept.id, audience, it.by.key, it.now)
    return _say(it.out, chosen_words(await it.flow.chosen(audience, it.now)))


async def _confirm(it: Doing, kept: KeptBrief) -> int:
    done = await it.flow.confirm(kept, it.by, it.knowledge, it.now)
    above = it.flow.settings.brief_two_above
    return _say(it.out, say(f"brief.confirm.{done}", above=above), int(done != "done"))


async def _send(it: Doing, kept: KeptBrief) -> int:
    """Into the queue; the running bot takes it from there within seconds."""
    at = None
    if it.args.at is not None:
        try:
            at = datetime.fromisoformat(it.args.at)
        except ValueError:
            return _say(it.out, say("brief.terminal.bad_moment", text=it.args.at), 1)
        at = at if at.tzinfo else at.replace(tzinfo=ZoneInfo(it.flow.settings.brief_zone))
    done = await it.flow.send(kept, it.by.key, it.knowledge, it.now, at, it.args.every)
    key = "brief.terminal.queued" if done == "done" else f"brief.confirm.{done}"
    return _say(it.out, say(key), int(done != "done"))


async def _simple(it: Doing, kept: KeptBrief) -> int:
    """Pause, go on, cancel, withdraw."""
    act = {
        "pause": it.flow.briefs.pause, "go-on": it.flow.briefs.go_on,
        "cancel": it.flow.briefs.cancel, "withdraw": it.flow.corrections.withdraw,
    }[it.args.what]  # fmt: skip
    done = await act(kept.id, it.by.key, it.now)
    return _say(it.out, say("people.outcome.done" if done else "brief.confirm.old"), int(not done))


async def _export(it: Doing, kept: KeptBrief) -> int:
    """The figures as CSV, or the page for the team leader as PDF."""
    to = it.args.to or Path(say("export.file", number=kept.id))
    if to.suffix.lower() == ".pdf":
        content = brief_page(kept.id, kept.brief, it.knowledge, kept.version)
    else:
        content = await export_csv(it.flow, kept)
    await it.flow.record(Act.BRIEF_EXPORTED, it.by.key, it.now, kept.id)
    return _write(to, content, it.out)


async def _board(flow: Briefing, args: Any, knowledge: Knowledge, out: TextIO) -> int:
    done = await board(flow.briefs, flow.evidence, knowledge)
    to = args.to or Path(say("board.file"))
    if to.suffix.lower() == ".xlsx":
        return _write(to, as_xlsx(done), out)
    if to.suffix.lower() == ".pdf":
        return _write(to, as_pdf(done, knowledge.pack.title), out)
    return _write(to, as_csv(done), out)


async def _watch(flow: Briefing, number: int, out: TextIO) -> int:
    """A bar that follows what the running bot does, until it is done or stands still."""
    began, first = time.monotonic(), None
    while True:
        kept, totals = await flow.briefs.find(number), await flow.evidence.totals(number)
        if kept is None:
            return 1
        first = totals.done if first is None else first
        filled = totals.done * _BAR // max(totals.joined, 1)
        rate = (totals.done - first) / max(time.monotonic() - began, 0.1)
        bar = "#" * filled + "." * (_BAR - filled)
        line = say(
            "brief.terminal.bar", bar=bar, done=totals.done, all=totals.joined, rate=round(rate)
        )
        out.write(f"\r{line}")
        out.flush()
        if kept.state != "sending" or not totals.pending:
            return _say(out, "\n" + progress_words(kept, totals, None))
        await asyncio.sleep(1)


def _write(to: Path, content: bytes, out: TextIO) -> int:
    try:
        to.write_bytes(content)
    except OSError as error:
        return _say(out, say("author.cannot_write", file=to, why=error.strerror), 1)
    return _say(out, say("author.written", file=to))


def _say(out: TextIO, words: str, status: int = 0) -> int:
    out.write(words + "\n")
    return status


_ACTS: dict[str, Callable[..., Awaitable[int]]] = {
    "show": _show, "to": _to, "confirm": _confirm, "send": _send, "pause": _simple,
    "go-on": _simple, "cancel": _simple, "withdraw": _simple, "export": _export,
}  # fmt: skip
