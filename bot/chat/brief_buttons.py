"""A brief as Telegram shows it, and every button that belongs to one."""

from collections.abc import Collection, Sequence
from html import escape

from bot.chat.render import Keyboard, button, list_keyboard
from bot.core.brief import Brief, Check
from bot.core.knowledge import Knowledge
from bot.core.people import Right
from bot.flows.brief_wording import Part
from bot.flows.delivering import Outgoing
from bot.store.briefs import KeptBrief
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
        return brief_keyboard(kept.id, kept.brief, knowledge)
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


_OF_STATE: dict[str, tuple[tuple[str, Right], ...]] = {
    "draft": (
        ("t", Right.BRIEF_DRAFT), ("m", Right.BRIEF_DRAFT), ("a", Right.BRIEF_DRAFT),
        ("r", Right.BRIEF_DRAFT), ("c", Right.BRIEF_CONFIRM), ("x", Right.BRIEF_DRAFT),
    ),
    "confirmed": (
        ("t", Right.BRIEF_SEND), ("n", Right.BRIEF_SEND), ("d", Right.BRIEF_SEND),
        ("v", Right.BRIEF_SEND), ("x", Right.BRIEF_SEND),
    ),
    "sending": (("p", Right.BRIEF_SEND), ("x", Right.BRIEF_SEND), ("e", Right.EXPORT)),
    "paused": (("g", Right.BRIEF_SEND), ("x", Right.BRIEF_SEND), ("e", Right.EXPORT)),
    "done": (
        ("e", Right.EXPORT), ("u", Right.EXPORT), ("h", Right.BRIEF_SEND), ("f", Right.EXPORT),
        ("w", Right.BRIEF_SEND),
    ),
    "cancelled": (("e", Right.EXPORT), ("w", Right.BRIEF_SEND)),
    "withdrawn": (("e", Right.EXPORT), ("f", Right.EXPORT)),
}  # fmt: skip
# What each button asks for; the flow asks again on every tap.
NEEDS = {what: right for buttons in _OF_STATE.values() for what, right in buttons}
NEEDS |= {"X": Right.BRIEF_SEND, "W": Right.BRIEF_SEND, "i": Right.BRIEF_DRAFT}


def manage_keyboard(kept: KeptBrief, rights: Collection[Right] | None = None) -> Keyboard:
    """What can be done with a brief now, by somebody with those rights (None: all of them)."""
    buttons = [
        (
            say(f"button.manage.{what}"),
            f"y:{kept.id}:o:all" if what == "a" else f"k:{what}:{kept.id}",
        )
        for what, right in _OF_STATE[kept.state]
        if rights is None or right in rights
    ]
    if kept.state == "draft" and not kept.again:
        buttons = [
            (say("button.manage.R") if data.startswith("k:r:") else label, data)
            for label, data in buttons
        ]
    return list_keyboard([*buttons, (say("button.manage.o"), f"k:o:{kept.id}")], columns=2)
