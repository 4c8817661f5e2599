"""/history, for trainers: what was published here, by whom, what it changed, and undo."""

from html import escape

from bot.chat.context import Turn
from bot.chat.previews import diff_html
from bot.chat.render import Keyboard, list_keyboard
from bot.flows.people import short_day
from bot.flows.wording import moment_words
from bot.store.history import Change
from bot.texts import say

OPEN, UNDO, LIST = "o", "u", "l"
NEWER, KEEP, TAKE = "h", "k", "t"


async def history(turn: Turn) -> None:
    """/history: the newest changes."""
    await turn.say(*(await _list(turn)))


async def taps(turn: Turn) -> None:
    """A change was tapped: "z:<what>:<change>"."""
    _, what, given = turn.data.split(":")
    number, flow = int(given), turn.service.publishing
    if what == LIST:
        await turn.note()
        await turn.change(*(await _list(turn)))
        return
    if what == UNDO:
        await flow.undo(number, turn.person, turn.service.shelf, turn.now)
        await turn.note()
        await turn.change(say("history.undone"), list_keyboard([_back()]))
        return
    change = await flow.history.find(number)
    if change is None:
        await turn.note(say("chat.old_button"))
        return
    await turn.note()
    before = flow.history.overlay.shown_before(change.path, change.before)
    after = flow.history.overlay.shown_before(change.path, change.after)
    card = say(
        "history.card",
        entry=change.entry,
        act=say(f"history.act.{change.act}"),
        moment=moment_words(change.at),
        who=_who(change),
    )
    undo = (say("history.undo"), f"z:{UNDO}:{number}")
    await turn.change(
        f"{escape(card)}\n{diff_html(before, after)}", list_keyboard([undo, _back()])
    )


async def hidden(turn: Turn) -> None:
    """A newer text was tapped: "z:<what>:<entry>"; what is ours, what is new, and the choice."""
    _, what, entry = turn.data.split(":")
    flow = turn.service.hiding
    if what == NEWER:
        ours, newer = await flow.both(entry, turn.now)
        await turn.note()
        words = escape(say("history.newer_card", entry=entry))
        buttons = [
            (say("history.take"), f"z:{TAKE}:{entry}"),
            (say("history.keep"), f"z:{KEEP}:{entry}"),
            _back(),
        ]
        await turn.change(f"{words}\n{diff_html(ours, newer)}", list_keyboard(buttons))
        return
    await flow.settle(entry, what == TAKE, turn.person, turn.service.shelf, turn.now)
    await turn.note()
    await turn.change(say("history.settled_now"), list_keyboard([_back()]))


def _who(change: Change) -> str:
    """By the id that the audit has too; nobody's name."""
    return say("history.who", id=change.made_by) if change.made_by else say("history.by_hand")


def _back() -> tuple[str, str]:
    return say("history.all"), f"z:{LIST}:0"


async def _list(turn: Turn) -> tuple[str, Keyboard | None]:
    found = await turn.service.publishing.history.latest()
    newer = await turn.service.hiding.found()
    if not found and not newer:
        return say("history.none"), None
    buttons = [(say("history.newer_row", entry=name), f"z:{NEWER}:{name}") for name in newer]
    words = say("history.newer") if newer else say("history.list")
    for change in found:
        act, day = say(f"history.act.{change.act}"), short_day(change.at.date())
        label = say("history.row", day=day, act=act, entry=change.entry)
        buttons.append((label, f"z:{OPEN}:{change.id}"))
    return words, list_keyboard(buttons)
