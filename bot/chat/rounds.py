"""What the bot says by itself, once a minute: digests, and answers to whoever asked."""

import asyncio
import logging
import sqlite3
from contextlib import suppress

from telegram.error import TelegramError

from bot.chat.context import Service
from bot.chat.telling import deliver
from bot.chat.transport import Bots
from bot.core.errors import FaultyError

LOG = logging.getLogger(__name__)
_EVERY = 60.0


async def digest(bots: Bots) -> None:
    """Tell each trainer who is due that questions wait."""
    held: Service = bots.bot_data["service"]
    for trainer, words in await held.digesting.due(held.shelf.answerer, held.clock()):
        try:
            await bots.bot.send_message(trainer, words)
        except TelegramError as error:
            LOG.info("a trainer could not be told: %s", type(error).__name__)


async def finish_publishing(held: Service) -> None:
    """After a crash: files that were written down and not yet written, people not yet told."""
    try:
        if await held.publishing.history.finish():
            await asyncio.to_thread(held.shelf.take, held.clock())
        await held.telling.tellings.take_up(held.clock())
    except (OSError, sqlite3.Error, FaultyError) as error:
        LOG.error("what was being published could not be finished: %s", type(error).__name__)


async def go_round(bots: Bots, stop: asyncio.Event) -> None:
    """Once a minute until told to stop; a fault of the disk waits for the next round."""
    while not stop.is_set():
        try:
            await digest(bots)
            await deliver(bots.bot, bots.bot_data["service"])
        except (OSError, sqlite3.Error) as error:
            LOG.error("the round was broken off: %s", type(error).__name__)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), _EVERY)
