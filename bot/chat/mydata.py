"""/mydata: all that is held of somebody, and its erasure.  Only in a chat of their own."""

from html import escape

from bot.chat.context import Turn
from bot.chat.menus import show_menu
from bot.chat.render import Keyboard, joined, list_keyboard
from bot.core.people import Person
from bot.flows.mydata import held_words
from bot.texts import say

ERASE, SURE, KEEP = "e", "y", "k"


async def mydata(turn: Turn) -> None:
    """/mydata: shows it, with a way to erase it."""
    found = await turn.service.holdings.of(turn.person.key)
    words = held_words(found, turn.person, turn.service.shelf.answerer.knowledge)
    messages = joined([escape(part) for part in words])
    keyboard = _keyboard(ERASE) if found else None
    for text in messages[:-1]:
        await turn.say(text)
    await turn.say(messages[-1], keyboard)


async def taps(turn: Turn) -> None:
    """Asked for once, it asks back; sure, it erases: "m:<what>"."""
    what = turn.data.partition(":")[2]
    await turn.note()
    if what == ERASE:
        await turn.say(say("mydata.sure"), _keyboard(SURE, KEEP))
    elif what == SURE:
        await _erase(turn)
    else:
        await turn.change(say("mydata.kept"))


async def _erase(turn: Turn) -> None:
    """Their place ends first, which the last manager's cannot."""
    if await turn.service.joining.leave(turn.person, turn.now) == "last":
        await turn.change(say("leave.last"))
        return
    await turn.service.holdings.erase(turn.person.key)
    await turn.change(say("mydata.erased"))
    await show_menu(turn.bot, Person(turn.person.key))


def _keyboard(*whats: str) -> Keyboard:
    return list_keyboard([(say(f"button.mydata.{what}"), f"m:{what}") for what in whats])
