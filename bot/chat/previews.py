"""A preview exactly as staff will see it, and the tests beside it."""

import asyncio
import json
from dataclasses import dataclass
from difflib import unified_diff
from html import escape

from bot.chat.context import Turn
from bot.chat.render import html
from bot.core.coverage import unfounded_in
from bot.core.entry import Entry
from bot.core.grouping import Group
from bot.core.retrying import Change
from bot.flows.making import Made, near_of, tested
from bot.flows.wording import page
from bot.store.answers import Answer, What
from bot.texts import say

_MOST_ROWS = 5
_MOST_DIFF = 3000
_NO_CONTENT = ("---", "+++", "@@", "+#", "-#", " #")  # headings of a difference, and comments


@dataclass(frozen=True, slots=True)
class Preview:
    """The messages that staff would see, what is near, and what would change.

    base: how the files of the near entries are now, as JSON.
    """

    pages: list[str]
    group: Group
    near: list[Entry]
    changes: list[Change]
    base: str
    unfounded: tuple[str, ...] = ()
    uncited: bool = False


async def preview(turn: Turn, answer: Answer, act: What, target: str | None) -> Preview:
    """Make it all anew from what is kept, so that it is true after a restart too."""
    service = turn.service
    answerer, flow = service.shelf.answerer, service.publishing
    group = await flow.group_of(answer, answerer, turn.now)
    near = await asyncio.to_thread(near_of, answer, group, answerer)
    overlay = flow.history.overlay
    files = {each.id: overlay.place_of(answerer.knowledge, each.id) for each in near}
    base = json.dumps({name: overlay.seen(path) for name, path in files.items()})
    if act == "told":
        return Preview([escape(answer.text)], group, near, [], base)
    made = await flow.made(answer, act, target, answerer, turn.now)
    past = await flow.past_questions()
    changes = await asyncio.to_thread(tested, made, group, answerer, past)
    pages = html(page(made.reply, made.knowledge, turn.person.agency))
    unfounded = _unfounded(turn, made) if act in ("entry", "change") else ()
    uncited = act == "gap" and not answer.cites
    return Preview(pages, group, near, changes, base, unfounded, uncited)


def _unfounded(turn: Turn, made: Made) -> tuple[str, ...]:
    """Figures that stand in no passage cited, where the report is at hand."""
    passages = {name: each.text for name, each in turn.service.passages.items()}
    if not passages:
        return ()
    entry = made.knowledge.by_id[made.file.entry]
    return tuple(unfounded_in(entry, made.knowledge, passages))


def tests_html(shown: Preview, turn: Turn) -> str:
    """The nearest entries, and what a publication would take from others."""
    lines = [say("answer.near"), *(say("answer.row", text=each.title) for each in shown.near)]
    if shown.uncited:
        lines = [say("answer.only_gap"), "", *lines]
    if shown.unfounded:
        lines += ["", say("answer.unfounded", figures=", ".join(shown.unfounded))]
    if not shown.changes:
        lines += ["", say("answer.takes_nothing")]
    else:
        lines += ["", say("answer.takes", count=len(shown.changes))]
        knowledge = turn.service.shelf.answerer.knowledge
        by_id, gaps = knowledge.by_id, {gap.id for gap in knowledge.gaps}
        for change in shown.changes[:_MOST_ROWS]:
            title = by_id[change.before].title if change.before in by_id else ""
            outcome = "gap" if change.before in gaps else _outcome(change.before)
            before = title or say(f"answer.outcome.{outcome}")
            lines.append(say("answer.would_change", text=change.text[:150], before=before))
        lines.append(say("answer.all_the_same"))
    return escape("\n".join(lines))[:4000]


def _outcome(name: str) -> str:
    return name if name in ("choices", "unanswered", "gap") else "other"


def diff_html(before: str, after: str) -> str:
    """What goes and what comes, a line each."""
    rows = unified_diff(before.splitlines(), after.splitlines(), n=1, lineterm="")
    kept = [row for row in rows if not row.startswith(_NO_CONTENT)]
    return f"<pre>{escape(chr(10).join(kept)[:_MOST_DIFF])}</pre>"
