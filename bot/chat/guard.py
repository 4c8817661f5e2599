"""The only way to become a handler: who it is and what they may do comes first, every time."""

import re
from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from html import escape
from typing import Any

from telegram import Bot, Update
from telegram.constants import ChatType
from telegram.ext import CallbackContext

from bot.chat.context import Aside, Service, Turn
from bot.chat.render import html
from bot.core.errors import OutsideError, RefusedError
from bot.core.people import Right
from bot.core.safety import EMERGENCY_NUMBER
from bot.flows.joining import outside_page
from bot.flows.wording import page
from bot.texts import say

Handler = Callable[[Turn], Awaitable[None]]
AsideHandler = Callable[[Aside], Awaitable[None]]
Callback = Callable[[Update, CallbackContext[Any, Any, Any, Any]], Coroutine[Any, Any, None]]

_COMMAND = re.compile(r"^/\S*\s*")


def guarded(handler: Handler, right: Right = Right.ASK, private: bool = False) -> Callback:
    """A handler for those with the right; the person is loaded anew at every update.

    private: what it shows or does is nobody else's business, so never in a group.
    """

    @wraps(handler)
    async def callback(update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
        service: Service = context.application.bot_data["service"]
        user, message = update.effective_user, update.effective_message
        if user is None or message is None or user.is_bot:
            return
        words = addressed_words(update, context.bot)
        if words is None:
            return
        now = service.clock()
        person = await service.membership.person(user.id, now)
        turn = Turn(service, context.bot, update, person, message, now, words)
        limits = service.limits
        verdict = (limits.taps if turn.tapped else limits.messages).take(user.id, now)
        if verdict != "go":
            await _too_many(turn, told=verdict == "silent")
            return
        try:
            turn.needs(right)
            if private and not turn.private:
                raise RefusedError("refused.private")
            await handler(turn)
        except OutsideError:
            await _outside(turn)
        except RefusedError as refusal:
            await turn.note()
            await turn.say(escape(say(refusal.key, **refusal.values)))

    callback.guarded_by = right  # type: ignore[attr-defined]
    return callback


def guarded_inline(handler: AsideHandler, right: Right = Right.ASK) -> Callback:
    """The same guard for inline queries: who may not gets only the way to the bot's own chat."""

    @wraps(handler)
    async def callback(update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
        service: Service = context.application.bot_data["service"]
        query = update.inline_query
        if query is None or query.from_user.is_bot:
            return
        aside = Aside(service, context.bot, query)
        person = await service.membership.person(query.from_user.id, service.clock())
        if person.may(right):
            await handler(aside)
        else:
            await aside.offer([], say("quote.closed"))

    callback.guarded_by = right  # type: ignore[attr-defined]
    return callback


async def _outside(turn: Turn) -> None:
    """Not joined: danger is heard in whatever they wrote, and nothing else is read."""
    await turn.note()
    service, text = turn.service, _text(turn)
    shown = await outside_page(service.shelf.answerer, service.asking, text, turn.now)
    await turn.say(html(shown)[0])


async def _too_many(turn: Turn, told: bool) -> None:
    """Over the limit: said once, then nothing; danger is heard and answered all the same."""
    if turn.tapped:
        if not told:
            await turn.note(say("limit.taps"))
        return
    answerer = turn.service.shelf.answerer
    urgent = await turn.service.asking.hear_danger(answerer, _text(turn), turn.now)
    if urgent is not None:
        await turn.say(html(page(urgent, answerer.knowledge))[0])
    elif not told:
        await turn.say(say("limit.messages", emergency=EMERGENCY_NUMBER))


def _text(turn: Turn) -> str:
    """What somebody wrote, wherever it stands, without a command before it."""
    if turn.tapped:
        return ""
    return _COMMAND.sub("", turn.words) or turn.message.caption or ""


def addressed_words(update: Update, bot: Bot) -> str | None:
    """What was said to the bot; None for talk in a group that is not meant for it."""
    message = update.effective_message
    if message is None or update.callback_query:
        return ""
    if message.via_bot is not None and message.via_bot.id == bot.id:
        return None  # an entry that somebody has quoted
    text = message.text or ""
    if message.chat.type == ChatType.PRIVATE:
        return text
    mention = re.compile(rf"@{re.escape(bot.username)}\b", re.I)
    quoted = message.reply_to_message
    to_bot = quoted is not None and quoted.from_user is not None and quoted.from_user.id == bot.id
    if mention.search(text):
        return mention.sub("", text).strip()
    return text if to_bot else None
