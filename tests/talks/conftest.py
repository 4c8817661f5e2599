"""Whole conversations: people write, the bot answers, and the test reads like the talk."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from datetime import timedelta
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

import pytest

from bot.chat.app import service
from bot.chat.gate import Gate
from bot.core.answering import Answerer
from bot.core.inviting import Offer
from bot.core.limits import Limit, Limits
from bot.core.people import Role
from bot.flows.opening import Shelf
from bot.settings import Settings
from bot.store.database import Database, opened
from bot.store.invites import Invites
from tests.conftest import NOW
from tests.fake_telegram import FakeRequest, FakeTelegram, Offered, Sent, User

if TYPE_CHECKING:
    from tests.talks.desk import Desk


class Talk:
    """A running bot on a strict fake Telegram, with a clock that only tests move."""

    limited = False  # all happens at one moment here, so most talks know no limit by the minute
    max: User  # the manager whom the settings of `door` name

    def __init__(self, settings: Settings, answerer: Answerer) -> None:
        self.now = NOW
        self.settings = settings
        self._answerer = answerer
        token = settings.token.get_secret_value() if settings.token else ""
        self.telegram = FakeTelegram(lambda: self.now.timestamp(), token=token)
        self._open = AsyncExitStack()

    async def starts(self) -> None:
        """Start the bot, as `run` does."""
        self.shelf = Shelf(self.settings, self._answerer)
        request = FakeRequest(self.telegram)
        gate = Gate(lambda: self.now.timestamp(), self.sleeps)
        context = service(self.settings, self.shelf, request, lambda: self.now, gate)
        self.bots, self.polling, self.line = await self._open.enter_async_context(context)
        if not self.limited:
            held = self.bots.bot_data["service"]
            held.limits = Limits(Limit(10**6), Limit(10**6))
        await self.line.drained()

    async def sleeps(self, seconds: float) -> None:
        """What waits in the bot moves the clock instead."""
        until = self.now + timedelta(seconds=seconds)
        await asyncio.sleep(0)
        self.now = max(self.now, until)

    async def delivers(self) -> None:
        """Let the bot send whatever it begins by itself, as its loop does."""
        await self.bots.bot_data["service"].sender.drained()

    async def stops(self) -> None:
        """Stop it in good order."""
        await self._open.aclose()

    async def settles(self) -> None:
        """Let the bot take what has come and finish with it."""
        while await self.polling.once(wait=0):
            await self.line.drained()
        await self.line.drained()

    def person(self, name: str) -> User:
        """Somebody new."""
        return self.telegram.user(name)

    async def says(self, who: User, text: str, **where: Any) -> Sent:
        """Somebody writes; returns what the bot said last in that chat."""
        self.telegram.says(who, text, **where)
        await self.settles()
        return self.heard(where.get("group", who))

    async def taps(self, who: User, label: str, on: Sent | None = None) -> Sent:
        """Somebody taps a button of the last message (or of that one)."""
        self.telegram.taps(who, on or self.heard(who), label)
        await self.settles()
        return self.heard(who)

    async def taps_data(self, who: User, on: Sent, data: str) -> None:
        """Somebody sends button data of their own making."""
        self.telegram.taps_data(who, on, data)
        await self.settles()

    async def types(self, who: User, text: str) -> Offered:
        """Somebody types the bot's name and these words in another chat; what is on offer."""
        self.telegram.queries(who, text)
        await self.settles()
        return self.telegram.offers[-1]

    def heard(self, who: Any) -> Sent:
        """The last thing the bot said there."""
        last = self.telegram.last(who)
        assert last is not None, "the bot has said nothing"
        return last

    def count(self, who: Any) -> int:
        """How many messages the bot has sent there."""
        return len(self.telegram.messages(who))

    async def log(self) -> list[dict[str, Any]]:
        """What trainers would see waiting, straight from the database."""
        async with opened(self.settings.database) as database:
            return await database.rows("SELECT * FROM questions ORDER BY id")

    def database(self) -> AbstractAsyncContextManager[Database]:
        """The same database, opened beside the bot."""
        return opened(self.settings.database)

    async def joins(self, who: User, role: Role = Role.STAFF, by: User | None = None) -> Sent:
        """Somebody comes in by a link with one use, made for them behind the scenes."""
        maker = by.id if by else min(self.settings.managers)
        secret = token_urlsafe(8)
        async with opened(self.settings.database) as database:
            await Invites(database).make(secret, Offer(role), maker, self.now)
        return await self.says(who, f"/start join_{secret}")

    async def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table, straight from the database."""
        async with opened(self.settings.database) as database:
            return await database.rows(f"SELECT * FROM {table} ORDER BY 1")

    def labels(self, who: Any) -> list[str]:
        """The buttons under the last thing the bot said there."""
        return [button.text for row in self.heard(who).buttons for button in row]

    def toast(self) -> str:
        """The short line that the last tap was answered with."""
        return str(self.telegram.answers[-1].text)

    def later(self, **by: float) -> None:
        """Move the clock."""
        self.now += timedelta(**by)


@pytest.fixture
async def door(settings: Settings, answerer: Answerer) -> AsyncIterator[Talk]:
    """A bot that lets nobody in without a link, and Max, its manager by the settings."""
    talk = Talk(settings.model_copy(update={"access": "joined"}), answerer)
    max_ = talk.person("Max")
    talk.settings = talk.settings.model_copy(update={"managers": frozenset({max_.id})})
    talk.max = max_
    await talk.starts()
    yield talk
    await talk.stops()


@pytest.fixture
async def talk(settings: Settings, answerer: Answerer) -> AsyncIterator[Talk]:
    """A bot that has just been started."""
    talk = Talk(settings, answerer)
    await talk.starts()
    yield talk
    await talk.stops()


@pytest.fixture
async def desk(settings: Settings, answerer: Answerer) -> AsyncIterator["Desk"]:
    """A bot with two trainers."""
    from tests.talks.desk import Desk

    desk = Desk(settings, answerer)
    await desk.opens_up()
    yield desk
    await desk.stops()
