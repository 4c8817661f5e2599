"""/pause and /resume: no message that the bot begins by itself, and again."""

from bot.chat.context import Turn
from bot.texts import say


async def pause(turn: Turn) -> None:
    """/pause: answers still come, nothing else does."""
    await turn.service.pauses.pause(turn.person.key, turn.now)
    await turn.say(say("pause.begun"))


async def resume(turn: Turn) -> None:
    """/resume: as before."""
    was = await turn.service.pauses.resume(turn.person.key)
    await turn.say(say("pause.over" if was else "pause.none"))
