"""Everyone who asked is told once, neutrally; the answer is a tap away."""

import asyncio
import logging

from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.chat.context import Service, Turn
from bot.chat.render import Keyboard, html, list_keyboard
from bot.flows.telling import told_page
from bot.store.tellings import State, Telling
from bot.texts import say

LOG = logging.getLogger(__name__)
_EACH = 0.04  # seconds from one to the next: answers to questions go first
SHOW, YES, NO = "o", "y", "n"


async def deliver(bot: Bot, held: Service) -> None:
    """Tell everybody who is still to be told; each row is marked before and after."""
    while (telling := await held.telling.tellings.next()) is not None:
        state = await held.telling.barrier(telling, held.clock())
        if state is None:
            answer = await held.telling.answers.find(telling.answer)
            aside = answer is not None and answer.act == "aside"
            state = await _send(bot, telling, say("told.lead_aside" if aside else "told.lead"))
            await held.telling.tellings.mark(telling.id, state)  # at once: a kill before doubles
            await asyncio.sleep(_EACH)
        else:
            await held.telling.tellings.mark(telling.id, state)
        if state == "pending":
            return  # Telegram is busy or away: the next round goes on


async def _send(bot: Bot, telling: Telling, lead: str) -> State:
    """One message that says nothing on a locked screen."""
    keyboard = list_keyboard([(say("told.show"), f"y:{SHOW}:{telling.id}")])
    try:
        await bot.send_message(telling.chat, lead, reply_markup=keyboard)
    except Forbidden:
        return "blocked"
    except (RetryAfter, NetworkError) as error:
        if isinstance(error, TimedOut):
            return "sent"  # measured: a send that timed out has arrived
        return "failed" if isinstance(error, BadRequest) else "pending"
    except TelegramError as error:
        LOG.info("somebody could not be told: %s", type(error).__name__)
        return "failed"
    return "sent"


async def taps(turn: Turn) -> None:
    """The answer was asked for, or judged: "y:<what>:<telling>"."""
    _, what, number = turn.data.split(":")
    telling, answer = await turn.service.telling.own(int(number), turn.person)
    if what == SHOW:
        await turn.note()
        shown = told_page(answer, turn.service.shelf.answerer, turn.person)
        *first, last = html(shown)
        for text in first:
            await turn.say(text)
        asked = telling.helped is None and answer.act != "aside"
        ending = f"{last}\n\n{say('told.ask')}" if asked and len(last) < 3900 else last
        await turn.say(ending, _judging(telling.id) if asked else None)
        return
    fresh = await turn.service.telling.tellings.helped(telling, what == YES)
    await turn.note("" if fresh else say("told.already"))
    await turn.rekey()
    if fresh:
        await turn.say(say("told.thanks" if what == YES else "told.reopened"))


def _judging(number: int) -> Keyboard:
    return list_keyboard(
        [(say("told.yes"), f"y:{YES}:{number}"), (say("told.no"), f"y:{NO}:{number}")], columns=2
    )
