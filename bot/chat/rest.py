"""A text too long for one message arrives as several: the first is read, the rest is not."""

from datetime import timedelta

from bot.chat.context import Turn
from bot.chat.render import MOST_CHARACTERS
from bot.core.reply import Urgent
from bot.texts import say

_CUT_FROM = MOST_CHARACTERS - 500  # Telegram's programs cut between words
_WITHIN = timedelta(seconds=3)


async def takes_words(turn: Turn) -> bool:
    """Take what is only the rest of the text before it; danger in it is heard like any other.

    Remembered in memory: after a restart the rest is read by itself, and nothing is lost.
    """
    sent, long = turn.message.date, len(turn.words) >= _CUT_FROM
    turn.service.cut = seen = [each for each in turn.service.cut if sent - each[1] <= _WITHIN]
    before = [each for each in seen if each[0] == turn.chat]
    if long:
        seen.append((turn.chat, sent))
    if not before:
        return False
    if not long:
        turn.service.cut = [each for each in seen if each[0] != turn.chat]
    if isinstance(turn.service.shelf.answerer.answer(turn.words), Urgent):
        return False
    if len(before) == 1:
        await turn.say(say("chat.rest"))
    return True
