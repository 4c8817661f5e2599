"""What a handler is given: the person, the chat, the moment, and one way to say something."""

import re
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any

from telegram import (
    Bot,
    InlineKeyboardMarkup,
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
from bot.flows.drafting import Drafting
from bot.flows.guiding import Guiding
from bot.flows.opening import HasAnswerer
from bot.flows.reading import Passages
from bot.settings import Settings
from bot.store.held import Holdings
from bot.store.inbox import Inbox
from bot.store.pauses import Pauses
from bot.store.retention import Retention
from bot.texts import say

_RANK = {Role.STAFF: 0, Role.TRAINER: 1, Role.MANAGER: 2}
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_UNCHANGED = "not modified"

# The update in hand, so that the first thing said about it is noted before it is sent.
in_hand: ContextVar[int | None] = ContextVar("in_hand", default=None)


@dataclass
class Service:
    """What lives as long as the bot runs."""

    settings: Settings
    shelf: HasAnswerer
    asking: Asking
    drafting: Drafting
    guiding: Guiding
    pauses: Pauses
    inbox: Inbox
    retention: Retention
    holdings: Holdings
    clock: Callable[[], datetime]
    again: Callable[[dict[str, Any]], None] = field(default=lambda _: None)
    faults: list[str] = field(default_factory=list)
    passages: Passages = field(default_factory=dict)
    albums: deque[str] = field(default_factory=lambda: deque(maxlen=100))

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

    async def say(self, html: str, keyboard: InlineKeyboardMarkup | None = None) -> Message:
        """Send one message; noted first, so that a crash cannot send it twice."""
        await self._noted()
        return await self.bot.send_message(
            self.chat,
            html,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard,
            link_preview_options=_NO_PREVIEW,
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
                link_preview_options=_NO_PREVIEW,
            )
        except BadRequest as error:
            if _UNCHANGED not in error.message.lower():
                raise

    async def rekey(
        self, keyboard: InlineKeyboardMarkup | None = None, message: int | None = None
    ) -> None:
        """Other buttons under a message, or none; one that is gone is no fault."""
        with suppress(BadRequest):
            await self.bot.edit_message_reply_markup(
                self.chat, message or self.message.message_id, reply_markup=keyboard
            )

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


Handler = Callable[[Turn], Awaitable[None]]
Callback = Callable[[Update, CallbackContext[Any, Any, Any, Any]], Coroutine[Any, Any, None]]


def guarded(handler: Handler, role: Role = Role.STAFF, private: bool = False) -> Callback:
    """The only way to become a handler: loads the person and checks the role first.

    private: what it shows or does is nobody else's business, so never in a group.
    """

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
            if _RANK[person.role] < _RANK[role]:
                raise RefusedError("refused.role")
            if private and message.chat.type != ChatType.PRIVATE:
                raise RefusedError("refused.private")
            await handler(turn)
        except RefusedError as refusal:
            await turn.note()
            await turn.say(say(refusal.key, **refusal.values))

    callback.guarded_by = role  # type: ignore[attr-defined]
    return callback


def addressed_words(update: Update, bot: Bot) -> str | None:
    """What was said to the bot; None for talk in a group that is not meant for it."""
    message = update.effective_message
    if message is None or update.callback_query:
        return ""
    text = message.text or ""
    if message.chat.type == ChatType.PRIVATE:
        return text
    mention = re.compile(rf"@{re.escape(bot.username)}\b", re.I)
    quoted = message.reply_to_message
    to_bot = quoted is not None and quoted.from_user is not None and quoted.from_user.id == bot.id
    if mention.search(text):
        return mention.sub("", text).strip()
    return text if to_bot else None
