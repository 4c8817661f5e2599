"""What a procedure under way looks like in chat, and its buttons.

Button data is "g:<what>:<which>:<entry>": at most 2 + 2 + 9 + 48 bytes.
"""

from collections.abc import Sequence
from html import escape

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.chat.render import Keyboard, button, list_keyboard
from bot.core.entry import Entry
from bot.core.guide import Anchor, Mark, Progress, anchors, step_key
from bot.flows.guide_wording import GuidePage, anchor_words, mark_label
from bot.texts import say

BEGIN, VIEW, DATE, FINISH, AWAY, ERASE, AGAIN = "s", "v", "d", "f", "p", "x", "a"
MARKS = {"y": Mark.YES, "n": Mark.NO, "o": Mark.OPEN}
ANCHORS = dict(zip("rle", Anchor, strict=True))
SURE = "1"
_LETTER_OF_MARK = {mark: letter for letter, mark in MARKS.items()}
_LETTER_OF_ANCHOR = {anchor: letter for letter, anchor in ANCHORS.items()}
_IN_A_ROW = 8


def guide_html(page: GuidePage) -> str:
    """The one message of a procedure: where it stands, all steps short, one in full."""
    parts = [
        f"<b>{escape(page.title)}</b>\n{escape(page.progress)}",
        escape("\n".join(page.steps)),
        f"<blockquote>{escape(page.current)}</blockquote>",
    ]
    if page.asking:
        parts.append(f"<b>{escape(page.asking)}</b>")
    return "\n\n".join(parts)


def guide_keyboard(entry: Entry, progress: Progress) -> Keyboard:
    """Marks for the step in full, ways to the others, dates, and the ways out."""
    place = progress.at(progress.place, entry).place
    last = len(entry.steps) - 1
    ways = [
        button(say("button.previous"), _data(entry, VIEW, place - 1)) if place > 0 else None,
        button(say("button.next"), _data(entry, VIEW, place + 1)) if place < last else None,
    ]
    dates = [
        [button(say("button.set_date", name=anchor_words(anchor)), _date_data(entry, anchor))]
        for anchor in anchors(entry)
    ]
    rows = [
        _marks(entry, progress, place),
        *_numbers(entry, place),
        [way for way in ways if way],
        *dates,
        [button(say("button.finish"), _data(entry, FINISH))],
        _ways_out(entry, progress),
    ]
    return InlineKeyboardMarkup([row for row in rows if row])


def _numbers(entry: Entry, place: int) -> list[list[InlineKeyboardButton]]:
    """One small button a step, the one in full marked."""
    made = [
        button(
            say("guide.here" if i == place else "guide.there", number=i + 1),
            _data(entry, VIEW, i),
        )
        for i in range(len(entry.steps))
    ]
    return [made[i : i + _IN_A_ROW] for i in range(0, len(made), _IN_A_ROW)]


def _marks(entry: Entry, progress: Progress, place: int) -> list[InlineKeyboardButton]:
    """One button for each state that the step is not in; two states or three."""
    step = entry.steps[place]
    now = progress.mark(step)
    states = (Mark.YES, Mark.NO, Mark.OPEN) if step.if_not else (Mark.YES, Mark.OPEN)
    return [
        button(mark_label(entry, step, mark), _data(entry, _LETTER_OF_MARK[mark], step_key(step)))
        for mark in states
        if mark is not now
    ]


def _ways_out(entry: Entry, progress: Progress) -> list[InlineKeyboardButton]:
    row = [button(say("button.put_away"), _data(entry, AWAY))]
    if progress.marks or progress.dates:
        row.append(button(say("button.start_over"), _data(entry, ERASE)))
    return row


def put_away_keyboard(entry: Entry) -> Keyboard:
    """The way back to where it was left."""
    return list_keyboard([(say("button.go_on"), _data(entry, VIEW))])


def finished_keyboard(entry: Entry) -> Keyboard:
    """The way back, if it was finished too soon."""
    return list_keyboard([(say("button.open_again"), _data(entry, AGAIN))])


def start_over_keyboard(entry: Entry) -> Keyboard:
    """Two ways to answer whether it shall really be erased."""
    sure = (say("button.start_over_sure"), _data(entry, ERASE, SURE))
    return list_keyboard([sure, (say("button.go_on"), _data(entry, VIEW))])


def guides_keyboard(under_way: Sequence[Entry], others: Sequence[Entry]) -> Keyboard:
    """Every procedure, those under way first."""
    rows = [(say("button.resume", title=entry.title), _data(entry, BEGIN)) for entry in under_way]
    return list_keyboard([*rows, *((entry.title, _data(entry, BEGIN)) for entry in others)])


def _data(entry: Entry, what: str, which: object = "") -> str:
    return f"g:{what}:{which}:{entry.id}"


def _date_data(entry: Entry, anchor: Anchor) -> str:
    return _data(entry, DATE, _LETTER_OF_ANCHOR[anchor])
