"""Coming in by a link, and leaving: "/start join_<secret>", /leave."""

from html import escape

from bot.chat.context import Turn
from bot.chat.menus import show_menu
from bot.chat.render import list_keyboard
from bot.core.errors import RefusedError
from bot.core.people import Person
from bot.core.safety import EMERGENCY_NUMBER
from bot.flows.inviting import PREFIX
from bot.flows.joining import joined_words, refused_words
from bot.texts import say


async def joins(turn: Turn) -> None:
    """A joining link was opened; in private only, so that it is plain who came in."""
    if not turn.private:
        raise RefusedError("join.not.private")
    user, secret = turn.update.effective_user, turn.payload.removeprefix(PREFIX)
    name = user.full_name if user else ""
    after = await turn.service.joining.join(turn.person, secret, name, turn.now)
    if not isinstance(after, Person):
        await turn.say(refused_words(after, turn.person, turn.service.shelf.answerer.knowledge))
        return
    words = joined_words(turn.person, after)
    if turn.person.state != "joined":
        words += "\n\n" + say("welcome", emergency=EMERGENCY_NUMBER)
    await turn.say(escape(words))
    await show_menu(turn.bot, after)


async def leave(turn: Turn) -> None:
    """/leave: asks back first."""
    if turn.person.state != "joined":
        await turn.say(say("leave.not_in"))
        return
    buttons = [(say("leave.yes"), "b:y"), (say("leave.no"), "b:n")]
    await turn.say(say("leave.sure"), list_keyboard(buttons))


async def leaves(turn: Turn) -> None:
    """Yes or no was tapped: "b:<y or n>"."""
    await turn.note()
    if turn.data == "b:n":
        await turn.change(say("leave.stayed"))
        return
    done = await turn.service.joining.leave(turn.person, turn.now)
    await turn.change(say(f"leave.{done}"))
    if done == "left":
        await show_menu(turn.bot, Person(turn.person.key))
