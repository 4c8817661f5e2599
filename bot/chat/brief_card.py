"""The card of a brief: title, state, to whom, what is still wrong, what can be done."""

from html import escape

from bot.chat.brief_buttons import manage_keyboard
from bot.chat.context import Turn
from bot.chat.render import Keyboard, copyable
from bot.core.knowledge import Knowledge
from bot.flows.brief_wording import (
    audience_words,
    chosen_words,
    fault_words,
)
from bot.flows.briefing import written
from bot.store.briefs import KeptBrief
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
    else:
        lines.append(await turn.service.sender.progress.words(kept))
    text = escape("\n".join(lines))[:4000]
    return text, manage_keyboard(kept, turn.person.rights)


def knowledge_of(turn: Turn) -> Knowledge:
    """What the bot answers from now."""
    return turn.service.shelf.answerer.knowledge


async def as_text(turn: Turn, kept: KeptBrief) -> None:
    """The whole of it to copy, change and give back, for a tap."""
    await turn.note()
    await show_text(turn, kept)


async def show_text(turn: Turn, kept: KeptBrief) -> None:
    """The same, where no tap waits for an answer."""
    for piece in copyable(say("brief.as_typed", number=kept.id, text=written(kept.brief))):
        await turn.say(piece)
