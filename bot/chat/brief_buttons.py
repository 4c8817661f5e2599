"""A brief as Telegram shows it, and every button that belongs to one."""

from collections.abc import Collection, Sequence
from html import escape

from bot.chat.render import Keyboard, button, list_keyboard
from bot.core.brief import Brief, Check
from bot.core.knowledge import Knowledge
from bot.core.people import Right
from bot.flows.brief_wording import Part
from bot.flows.delivering import Outgoing
from bot.store.kept_brief import CURRENT, BriefState, KeptBrief
from bot.store.outbox import Item
from bot.texts import say

_MOST_ENTRIES = 3
_MARKS = {"title": "<b>{}</b>", "head": "<b>{}</b>", "small": "<i>{}</i>"}


def parts_html(parts: Sequence[Part]) -> str:
    """The parts with their mark-up, escaped at the last step; as long as their plain text."""
    out = ""
    before: Part | None = None
    for part in parts:
        gap = "" if before is None else "\n" if before.tag == "head" else "\n\n"
        out += gap + _MARKS.get(part.tag, "{}").format(escape(part.text))
        before = part
    return out


def brief_keyboard(
    number: int, brief: Brief, knowledge: Knowledge, acked: bool = False
) -> Keyboard:
    """Under a brief: the tap that says "read", the entries, the talk, the page to print."""
    rows = [] if acked else [[button(say("button.brief_read"), f"s:a:{number}")]]
    entries = [knowledge.by_id[name] for name in brief.entries if name in knowledge.by_id]
    rows += [[button(entry.title, f"e:{entry.id}")] for entry in entries[:_MOST_ENTRIES]]
    if acked and brief.check:
        rows.append([button(say("button.brief_check"), f"s:k:{number}")])
    last = [
        (say("button.brief_talk"), f"z:b:{number}"),
        (say("button.brief_page"), f"s:d:{number}"),
    ]
    rows.append([button(*each) for each in last])
    return Keyboard(rows)


def outgoing_keyboard(item: Item, outgoing: Outgoing, knowledge: Knowledge) -> Keyboard | None:
    """The buttons under a message of the queue."""
    kept = outgoing.brief
    if outgoing.buttons == "brief":
        return brief_keyboard(kept.id, kept.brief, knowledge, item.acked)
    if outgoing.buttons == "open":
        return list_keyboard([(say("button.brief_open"), f"s:o:{kept.id}")])
    if outgoing.buttons == "practice":
        return list_keyboard(
            [
                (say(f"button.practice.{answer}"), f"x:{item.kind[0]}:{item.about}:{answer[0]}")
                for answer in ("yes", "partly", "no")
            ]
        )
    return None


def check_keyboard(number: int, at: int, check: Check) -> Keyboard:
    """The options of a check question; `at` counts from 0."""
    return list_keyboard(
        [(text, f"s:q:{number}:{at}:{i}") for i, text in enumerate(check.options, 1)]
    )


# What can be done in each state and the right it asks for; None: any right to work on briefs.
_OF_STATE: dict[BriefState, tuple[tuple[str, Right | None], ...]] = {
    "draft": (
        ("t", None), ("y", Right.BRIEF_DRAFT), ("m", Right.BRIEF_DRAFT), ("a", Right.BRIEF_DRAFT),
        ("j", Right.BRIEF_DRAFT), ("r", Right.BRIEF_DRAFT),
        ("c", Right.BRIEF_CONFIRM), ("x", Right.BRIEF_DRAFT),
    ),
    "confirmed": (
        ("t", None), ("n", Right.BRIEF_SEND), ("d", Right.BRIEF_SEND),
        ("v", Right.BRIEF_SEND), ("x", Right.BRIEF_SEND),
    ),
    "sending": (("p", Right.BRIEF_SEND), ("x", Right.BRIEF_SEND), ("e", Right.EXPORT)),
    "paused": (("g", Right.BRIEF_SEND), ("x", Right.BRIEF_SEND), ("e", Right.EXPORT)),
    "done": (
        ("e", Right.EXPORT), ("u", Right.EXPORT), ("h", Right.BRIEF_SEND), ("f", Right.EXPORT),
        ("s", Right.BRIEF_SEND), ("l", Right.BRIEF_SEND), ("w", Right.BRIEF_SEND),
    ),
    "cancelled": (("e", Right.EXPORT), ("w", Right.BRIEF_SEND)),
    "withdrawn": (("e", Right.EXPORT), ("f", Right.EXPORT)),
}  # fmt: skip
# A button that is reached by another, and asks for the same right.
_BEHIND = {"X": "x", "W": "w", "z": "y"}
WORKING = (Right.BRIEF_DRAFT, Right.BRIEF_CONFIRM, Right.BRIEF_SEND)


def rights_for(what: str, state: BriefState | None = None) -> set[Right]:
    """Of which rights a button asks for any one, in that state or in some; empty: no button."""
    if what == "o":
        return set(WORKING)
    wanted = _BEHIND.get(what, what)
    found = [
        (right,) if right else WORKING
        for each, buttons in _OF_STATE.items()
        for name, right in buttons
        if name == wanted and state in (None, each)
    ]
    return set().union(*found)


def manage_keyboard(
    kept: KeptBrief, rights: Collection[Right] | None = None, back: bool = False
) -> Keyboard:
    """What can be done with a brief now, by somebody with those rights (None: all of them).

    back: on a page behind the card.
    """
    buttons = [
        (
            say(f"button.manage.{what}"),
            f"y:{kept.id}:o:all" if what == "a" else f"k:{what}:{kept.id}",
        )
        for what, right in _OF_STATE[kept.state]
        if (rights is None or right is None or right in rights)
        and (what != "s" or kept.round_at is not None)
        and (what != "j" or kept.file is not None)
        and not (back and what == "e")
    ]
    if kept.state == "draft" and not kept.again:
        buttons = [
            (say("button.manage.R") if data.startswith("k:r:") else label, data)
            for label, data in buttons
        ]
    if back:
        buttons.append((say("button.manage.back"), f"k:o:{kept.id}"))
    elif kept.state in CURRENT:
        buttons.append((say("button.manage.o"), f"k:o:{kept.id}"))
    return list_keyboard(buttons, columns=2)
