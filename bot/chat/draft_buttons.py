"""What the trainers would be sent, shown to whoever asked, and its buttons.

Button data is "d:<what>:<draft>".
"""

from html import escape

from bot.chat.render import MOST_CHARACTERS, Keyboard, joined, list_keyboard, pieces_of
from bot.store.drafts import Draft
from bot.texts import say

SEND, REPHRASE, DROP = "s", "r", "x"
_ROOM_FOR_MARKS = 200


def draft_html(draft: Draft, lead: str) -> list[str]:
    """Every word that would be kept, and the question whether to send it."""
    quoted = pieces_of(draft.text, MOST_CHARACTERS - _ROOM_FOR_MARKS)
    return joined(
        [
            lead,
            escape(say("draft.kept")),
            *(f"<blockquote>{escape(piece)}</blockquote>" for piece in quoted),
            escape(say("draft.ask")),
        ]
    )


def draft_keyboard(draft: Draft) -> Keyboard:
    """Send, rephrase, don't; while other words are waited for, two of them."""
    send = "button.send" if draft.state == "asked" else "button.send_as_it_is"
    rows = [(say(send), f"d:{SEND}:{draft.id}"), (say("button.drop"), f"d:{DROP}:{draft.id}")]
    if draft.state == "asked":
        rows.insert(1, (say("button.rephrase"), f"d:{REPHRASE}:{draft.id}"))
    return list_keyboard(rows, columns=3)
