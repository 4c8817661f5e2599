"""The card of a brief: title, state, to whom, what is still wrong, what can be done."""

from html import escape
from typing import Literal

from bot.chat.brief_buttons import manage_keyboard
from bot.chat.context import Turn
from bot.chat.render import Keyboard, copyable
from bot.core.knowledge import Knowledge
from bot.flows.brief_reading import written
from bot.flows.brief_wording import (
    audience_words,
    chosen_words,
    fault_words,
    local_words,
)
from bot.flows.enclosing import enclosure_words
from bot.store.kept_brief import KeptBrief
from bot.texts import say


async def card(turn: Turn, kept: KeptBrief) -> tuple[str, Keyboard]:
    """Title, state, to whom, and what is still wrong; or how far it is."""
    flow = turn.service.briefing
    lines = [
        say(
            "brief.card",
            number=kept.id,
            title=kept.brief.title,
            state=say(f"brief.state.{kept.state}"),
        )
    ]
    if kept.file:
        lines.append(enclosure_words(kept.file, warned=kept.state == "draft"))
    if kept.state == "draft":
        lines += [say("brief.to.line", to=audience_words(kept.audience))]
        lines += [chosen_words(await flow.chosen(kept.audience, turn.now))]
        faults = flow.faults(kept.id, kept.brief, knowledge_of(turn))
        lines += [say("brief.wrong_still")] if faults else [say("brief.good")]
        lines += [f"- {fault_words(fault)}" for fault in faults]
    elif kept.state == "confirmed":
        lines.append(
            say("brief.frozen", count=kept.count, outside=kept.outside, hash=kept.hash[:12])
        )
        lines.append(say("brief.ambiguous_again" if kept.again else "brief.ambiguous_listed"))
        lines.append(say("brief.at_a_moment", number=kept.id))
    else:
        lines.append(await turn.service.sender.progress.words(kept, title=False))
        if kept.round_at:
            lines.append(say("brief.comes_round", moment=local_words(kept.round_at, flow.zone)))
    text = escape("\n".join(lines))[:4000]
    return text, manage_keyboard(kept, turn.person.rights)


def knowledge_of(turn: Turn) -> Knowledge:
    """What the bot answers from now."""
    return turn.service.shelf.answerer.knowledge


async def as_text(turn: Turn, kept: KeptBrief) -> None:
    """The whole of it to copy, change and give back, for a tap."""
    await turn.note()
    await show_text(turn, kept, written(kept.brief))


async def correctable(turn: Turn, kept: KeptBrief) -> None:
    """The same of one that was sent."""
    await turn.note()
    await show_text(turn, kept, written(kept.brief), "correct")


How = Literal["change", "change_part", "correct"]


async def show_text(turn: Turn, kept: KeptBrief, text: str, how: How = "change") -> None:
    """What to do with it, then a text that one tap copies."""
    await turn.say(say(f"brief.to_{how}"))
    key = "brief.as_corrected" if how == "correct" else "brief.as_typed"
    for piece in copyable(say(key, number=kept.id, text=text)):
        await turn.say(piece)
