"""/suggestions, for trainers: phrasings that people's taps suggest, approved one by one or all."""

from html import escape

from bot.chat.context import Turn
from bot.chat.render import Keyboard, list_keyboard
from bot.core.people import Right
from bot.texts import say

ONE, ALL, DISMISS = "a", "e", "x"
_SHOWN = 6


async def suggestions(turn: Turn) -> None:
    """/suggestions: what waits for a trainer's word."""
    await turn.say(*(await _list(turn)))


async def taps(turn: Turn) -> None:
    """A suggestion was tapped: "j:<what>:<suggestion>"."""
    _, what, given = turn.data.split(":")
    number, service = int(given), turn.service
    if what == DISMISS:
        done = await service.suggesting.dismiss(number, service.shelf.answerer)
        await turn.note(say("suggest.dismissed") if done else say("chat.old_button"))
    else:
        chosen = None if what == ALL else number
        approved = await service.suggesting.approve(chosen, turn.person, service.shelf, turn.now)
        if approved.waiting and not approved.published:
            await turn.note(say("suggest.waiting", count=approved.waiting))
            await _ask_others(turn)
        else:
            await turn.note(say("suggest.approved", count=approved.published))
    await turn.change(*(await _list(turn)))


async def _ask_others(turn: Turn) -> None:
    for other in await turn.service.membership.with_menus(turn.now):
        if other.may(Right.PUBLISH) and other.key != turn.person.key:
            await turn.tell(other.key, escape(say("suggest.second_asked")))


async def _list(turn: Turn) -> tuple[str, Keyboard | None]:
    answerer = turn.service.shelf.answerer
    found = await turn.service.suggesting.found(answerer)
    if not found:
        return say("suggest.none"), None
    by = await turn.service.suggesting.waiting(found[:_SHOWN])
    rows, buttons = [], []
    for place, each in enumerate(found[:_SHOWN], 1):
        title = answerer.knowledge.by_id[each.entry].title
        row = say("suggest.row", number=place, people=each.people, text=each.text, title=title)
        rows.append(row)
        if each.id in by:
            yours = turn.person.key in by[each.id]
            rows.append(say("suggest.yours" if yours else "suggest.theirs"))
        buttons.append((say("suggest.one", number=place), f"j:{ONE}:{each.id}"))
        buttons.append((say("suggest.dismiss", number=place), f"j:{DISMISS}:{each.id}"))
    buttons.append((say("suggest.all", count=len(found)), f"j:{ALL}:0"))
    words = say("suggest.list", count=len(found), rows="\n".join(rows))
    return escape(words), list_keyboard(buttons, columns=2)
