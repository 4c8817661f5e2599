"""What a handler is given: the person, the chat, the moment, and one way to say something."""

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from telegram import (
    Bot,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputFile,
    Message,
    Update,
)
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, TelegramError

from bot.chat.inhand import in_hand
from bot.chat.render import NO_PREVIEW
from bot.chat.sending import Sender
from bot.core.errors import OutsideError, RefusedError
from bot.core.limits import Limits
from bot.core.people import Person, Right
from bot.flows.asking import Asking
from bot.flows.briefing import Briefing
from bot.flows.digesting import Digesting
from bot.flows.discussing import Discussing
from bot.flows.drafting import Drafting
from bot.flows.guiding import Guiding
from bot.flows.hiding import Hiding
from bot.flows.inviting import Inviting
from bot.flows.joining import Joining
from bot.flows.managing import Managing
from bot.flows.opening import HasAnswerer
from bot.flows.owning import Owning
from bot.flows.people import Membership
from bot.flows.publishing import Publishing
from bot.flows.reading import Passages
from bot.flows.reporting import Reporting
from bot.flows.reviewing import Reviewing
from bot.flows.suggesting import Suggesting
from bot.flows.telling import TellingFlow
from bot.settings import Settings
from bot.store.digests import Digests
from bot.store.held import Holdings
from bot.store.inbox import Inbox
from bot.store.pauses import Pauses
from bot.store.retention import Retention

_UNCHANGED = "not modified"
_TOO_LATE = "too old"
_CACHE_SECONDS = 5  # offers may change with the knowledge, and with whom somebody is

HELLO = "hello_"  # the payload of a link that only opens the chat; no entry's id has a "_"


@dataclass
class Service:
    """What lives as long as the bot runs."""

    settings: Settings
    shelf: HasAnswerer
    asking: Asking
    drafting: Drafting
    guiding: Guiding
    membership: Membership
    joining: Joining
    inviting: Inviting
    managing: Managing
    reviewing: Reviewing
    publishing: Publishing
    telling: TellingFlow
    hiding: Hiding
    owning: Owning
    suggesting: Suggesting
    reporting: Reporting
    digesting: Digesting
    digests: Digests
    pauses: Pauses
    briefing: Briefing
    discussing: Discussing
    sender: Sender
    inbox: Inbox
    retention: Retention
    holdings: Holdings
    clock: Callable[[], datetime]
    again: Callable[[dict[str, Any]], None] = field(default=lambda _: None)
    faults: list[str] = field(default_factory=list)
    passages: Passages = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    cut: list[tuple[int, datetime]] = field(default_factory=list)
    albums: deque[str] = field(default_factory=lambda: deque(maxlen=100))


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

    @property
    def private(self) -> bool:
        """Whether nobody else reads this chat."""
        return self.message.chat.type == ChatType.PRIVATE

    @property
    def tapped(self) -> bool:
        """Whether it is a button that was tapped, and nothing was written."""
        return self.update.callback_query is not None

    @property
    def data(self) -> str:
        """What a tapped button carries; it may be old or forged."""
        query = self.update.callback_query
        return query.data or "" if query else ""

    def needs(self, right: Right) -> None:
        """Refuse whoever may not do this."""
        if not self.person.may(Right.ASK) and right is not Right.JOIN:
            raise OutsideError
        if not self.person.may(right):
            raise RefusedError("refused.role")

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
        """Answer a tapped button, with a short line or with nothing.

        One that was tapped too long ago, as before a restart, can hear none: that is no fault.
        """
        if self.update.callback_query is None:
            return
        try:
            await self.update.callback_query.answer(text or None)
        except BadRequest as error:
            if _TOO_LATE not in error.message.lower():
                raise

    async def tell(
        self, other: int, html: str, keyboard: InlineKeyboardMarkup | None = None
    ) -> None:
        """Say something in another's chat, where it may not be heard."""
        with suppress(TelegramError):
            await self.bot.send_message(
                other, html, parse_mode=ParseMode.HTML, reply_markup=keyboard
            )

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
