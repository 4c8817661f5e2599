"""`questions`: the queue in the terminal: list it, show a group, answer it, export it."""

import argparse
import asyncio
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

from bot.core.errors import RefusedError
from bot.core.people import Person, Role
from bot.flows.making import tested
from bot.flows.opening import Shelf, open_answerer
from bot.flows.publishing import Publishing
from bot.flows.reading import open_source
from bot.flows.reporting import Reporting, as_csv, as_xlsx
from bot.flows.reviewing import Reviewing, group_words
from bot.flows.wording import page
from bot.settings import Settings
from bot.store.answers import Answers, What
from bot.store.database import Database, opened
from bot.store.groups import Groups
from bot.store.history import History
from bot.store.overlay import Overlay
from bot.store.tallies import Tallies
from bot.texts import say

ACTS: tuple[What, ...] = ("entry", "phrasing", "change", "gap", "told")
_TERMINAL = Person(0, role=Role.MANAGER, admitted=True)  # whoever has the machine


def questions(
    settings: Settings, args: argparse.Namespace, building: Callable[[], None]
) -> tuple[bool, str]:
    """Whether it went well, and what to print."""
    now = datetime.now(UTC)
    answerer = open_answerer(settings, building, now)
    try:
        return True, asyncio.run(_do(settings, args, Shelf(settings, answerer), now))
    except RefusedError as refusal:
        return False, say(refusal.key, **refusal.values)


async def _do(settings: Settings, args: argparse.Namespace, shelf: Shelf, now: datetime) -> str:
    async with opened(settings.database) as database:
        if args.what == "show":
            return await _show(database, args.number, shelf, now)
        if args.what == "answer":
            return await _answer(database, settings, args, shelf, now)
        if args.what == "export":
            return await _export(database, args.to, shelf, now)
        return await _list(database, shelf, now)


async def _list(database: Database, shelf: Shelf, now: datetime) -> str:
    """One line a group, the largest first."""
    queue = await Reviewing(Groups(database)).queue(shelf.answerer, now)
    rows = [
        say("terminal.group_row", number=g.id, count=len(g.questions), text=g.clearest)
        for g in queue
    ]
    return "\n".join(rows) or say("terminal.no_questions")


async def _show(database: Database, number: int, shelf: Shelf, now: datetime) -> str:
    flow = Reviewing(Groups(database))
    group = await flow.one(number, shelf.answerer, now)
    if group is None:
        raise RefusedError("review.gone")
    free = group.claimed_by is None
    holder = say("review.free") if free else say("review.taken")
    return unescape(group_words(group, shelf.answerer.knowledge, holder))


async def _answer(
    database: Database, settings: Settings, args: argparse.Namespace, shelf: Shelf, now: datetime
) -> str:
    """Check, preview, and with --publish publish; whoever asked is told by the running bot."""
    history = History(database, Overlay(settings.knowledge, settings.published))
    await history.finish()
    by_two = settings.publish_by_two
    flow = Publishing(Reviewing(Groups(database)), Answers(database), history, by_two)
    passages = open_source(settings, shelf.answerer.knowledge)
    text = args.text if args.text != "-" else sys.stdin.read()
    answer = await flow.write(args.number, _TERMINAL, text, shelf, passages, now)
    lines = []
    if args.act == "told":
        lines.append(answer.text)
    else:
        made = await flow.made(answer, args.act, args.entry, shelf.answerer, now)
        group = await flow.group_of(answer, shelf.answerer, now)
        lines.append(page(made.reply, made.knowledge).plain())
        past = await flow.past_questions()
        changes = await asyncio.to_thread(tested, made, group, shelf.answerer, past)
        lines.append("")
        if not changes:
            lines.append(say("answer.takes_nothing"))
        else:
            lines.append(say("answer.takes", count=len(changes)))
            lines += [
                say("answer.would_change", text=one.text, before=one.before) for one in changes
            ]
    if not args.publish:
        await flow.reviewing.groups.let_go(args.number, _TERMINAL.key, now)
        return "\n".join([*lines, "", say("terminal.not_yet")])
    done = await flow.publish(answer.id, args.act, args.entry, _TERMINAL, shelf, now)
    if done == "waiting":
        await flow.reviewing.groups.let_go(args.number, _TERMINAL.key, now)
        return "\n".join([*lines, "", say("terminal.by_two")])
    return "\n".join([*lines, "", say("terminal.published")])


async def _export(database: Database, to: Path, shelf: Shelf, now: datetime) -> str:
    flow = Reporting(Tallies(database))
    made = await flow.export(shelf.answerer.knowledge, now)
    content = as_xlsx(made) if to.suffix == ".xlsx" else as_csv(made)
    try:
        await asyncio.to_thread(to.write_bytes, content)
    except OSError as error:
        raise RefusedError("author.cannot_write", file=to, why=error.strerror) from None
    await flow.tallies.exported(_TERMINAL.key, len(made.rows), now)
    return say("report.written", folder=to, about=made.about)
