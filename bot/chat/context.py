"""What a handler is given: the person, the chat, the moment, and one way to say something."""

import re
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any

from telegram import (
    Bot,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputFile,
    LinkPreviewOptions,
    Message,
    Update,
)
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest
from telegram.ext import CallbackContext

from bot.core.errors import RefusedError
from bot.core.people import Person, Role
from bot.flows.asking import Asking
from bot.flows.guiding import Guiding
from bot.flows.opening import HasAnswerer
from bot.flows.reading import Passages
from bot.settings import Settings
from bot.store.inbox import Inbox
from bot.texts import say

_RANK = {Role.STAFF: 0, Role.TRAINER: 1, Role.MANAGER: 2}
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_UNCHANGED = "not modified"
_TOO_LATE = "too old"
_CACHE_SECONDS = 5  # offers may change with the knowledge, and with whom somebody is

HELLO = "hello_"  # the payload of a link that only opens the chat; no entry's id has a "_"

# The update in hand, so that the first thing said about it is noted before it is sent.
in_hand: ContextVar[int | None] = ContextVar("in_hand", default=None)


@dataclass
class Service:
    """What lives as long as the bot runs."""

    settings: Settings
    shelf: HasAnswerer
    asking: Asking
    guiding: Guiding
    inbox: Inbox
    clock: Callable[[], datetime]
    again: Callable[[dict[str, Any]], None] = field(default=lambda _: None)
    faults: list[str] = field(default_factory=list)
    passages: Passages = field(default_factory=dict)

    def person(self, telegram_id: int) -> Person:
        """Who somebody is, by the settings."""
        if telegram_id in self.settings.managers:
            return Person(telegram_id, Role.MANAGER)
        if telegram_id in self.settings.trainers:
            return Person(telegram_id, Role.TRAINER)
        return Person(telegram_id)


@dataclass(frozen=True)
class Turn:
    """One update with everything a handler may need."""

    service: Service
    bot: Bot
    update: Update
    person: Person
    message: Message
    now: datetime
    words: str = ""

    @property
    def chat(self) -> int:
        """The chat it came from."""
        return self.message.chat_id

    @property
    def payload(self) -> str:
        """What a t.me link put behind the command: "/start <payload>"."""
        return self.words.partition(" ")[2].strip()

    async def say(self, html: str, keyboard: InlineKeyboardMarkup | None = None) -> Message:
        """Send one message; noted first, so that a crash cannot send it twice."""
        await self._noted()
        return await self.bot.send_message(
            self.chat,
            html,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard,
            link_preview_options=NO_PREVIEW,
        )

    async def change(
        self,
        html: str,
        keyboard: InlineKeyboardMarkup | None = None,
        message: int | None = None,
    ) -> None:
        """Edit the message whose button was tapped, or another; no change at all is no fault."""
        await self._noted()
        try:
            await self.bot.edit_message_text(
                html,
                self.chat,
                message or self.message.message_id,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard,
                link_preview_options=NO_PREVIEW,
            )
        except BadRequest as error:
            if _UNCHANGED not in error.message.lower():
                raise

    async def send_file(self, name: str, content: bytes, caption: str) -> None:
        """Send a small file made here."""
        await self._noted()
        await self.bot.send_document(self.chat, InputFile(content, filename=name), caption=caption)

    async def note(self, text: str = "") -> None:
        """Answer a tapped button, with a short line or with nothing."""
        if self.update.callback_query:
            await self.update.callback_query.answer(text or None)

    async def _noted(self) -> None:
        number = in_hand.get()
        if number is not None:
            await self.service.inbox.replying(number)
            in_hand.set(None)


@dataclass(frozen=True)
class Aside:
    """One inline query: what somebody types behind the bot's name in any chat."""

    service: Service
    bot: Bot
    query: InlineQuery

    @property
    def words(self) -> str:
        """What has been typed so far."""
        return self.query.query

    async def offer(self, results: Sequence[InlineQueryResultArticle], button: str = "") -> None:
        """Show what can be chosen, to them alone, or a button that opens the bot's own chat."""
        opens = InlineQueryResultsButton(button, start_parameter=HELLO) if button else None
        try:
            await self.query.answer(
                results, cache_time=_CACHE_SECONDS, is_personal=True, button=opens
            )
        except BadRequest as error:
            if _TOO_LATE not in error.message.lower():
                raise


Handler = Callable[[Turn], Awaitable[None]]
AsideHandler = Callable[[Aside], Awaitable[None]]
Callback = Callable[[Update, CallbackContext[Any, Any, Any, Any]], Coroutine[Any, Any, None]]


def check(person: Person, role: Role) -> None:
    """The one check behind every handler: RefusedError unless somebody may do it."""
    if _RANK[person.role] < _RANK[role]:
        raise RefusedError("refused.role")


def guarded(handler: Handler, role: Role = Role.STAFF) -> Callback:
    """The only way to become a handler: loads the person and checks the role first."""

    @wraps(handler)
    async def callback(update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
        service: Service = context.application.bot_data["service"]
        user, message = update.effective_user, update.effective_message
        if user is None or message is None or user.is_bot:
            return
        person = service.person(user.id)
        words = addressed_words(update, context.bot)
        if words is None:
            return
        turn = Turn(service, context.bot, update, person, message, service.clock(), words)
        try:
            check(person, role)
            await handler(turn)
        except RefusedError as refusal:
            await turn.note()
            await turn.say(say(refusal.key, **refusal.values))

    callback.guarded_by = role  # type: ignore[attr-defined]
    return callback


def guarded_inline(handler: AsideHandler, role: Role = Role.STAFF) -> Callback:
    """The same guard for inline queries: who may not gets only the way to the bot's own chat."""

    @wraps(handler)
    async def callback(update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
        service: Service = context.application.bot_data["service"]
        query = update.inline_query
        if query is None or query.from_user.is_bot:
            return
        aside = Aside(service, context.bot, query)
        try:
            check(service.person(query.from_user.id), role)
            await handler(aside)
        except RefusedError:
            await aside.offer([], say("quote.closed"))

    callback.guarded_by = role  # type: ignore[attr-defined]
    return callback


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
