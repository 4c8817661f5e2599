"""What comes round by itself: old rows are erased, and changed knowledge is taken into use."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from telegram.error import TelegramError

from bot.chat.context import Service
from bot.chat.transport import Bots
from bot.flows.opening import Shelf
from bot.store.retention import Retention
from bot.texts import say

LOG = logging.getLogger(__name__)
_EVERY = 3600.0
_LOOK_EVERY = 5.0


async def purge(retention: Retention, now: datetime) -> None:
    """Purge once; a fault is logged and never costs anybody an answer."""
    try:
        done = await retention.purge(now)
    except (OSError, sqlite3.Error) as error:
        LOG.error("what is past its time could not be erased: %s", type(error).__name__)
        return
    if any(done.counts.values()) or done.backups:
        LOG.info("erased: %s; backups deleted: %s", done.counts, done.backups)
    if not done.emptied:
        LOG.warning("the database was busy, so its log is emptied at the next purge")


async def purge_hourly(
    retention: Retention, clock: Callable[[], datetime], stop: asyncio.Event
) -> None:
    """Purge every hour until told to stop."""
    while not stop.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), _EVERY)
        if not stop.is_set():
            await purge(retention, clock())


async def look_after(bots: Bots, shelf: Shelf) -> None:
    """Look at the knowledge files once; report to managers when they cannot be used."""
    held: Service = bots.bot_data["service"]
    before = shelf.answerer.matcher
    faults = await asyncio.to_thread(shelf.renew, held.clock())
    if shelf.answerer.matcher is not before:
        held.faults = []
    if not faults:
        return
    held.faults = faults
    LOG.error("the knowledge cannot be used: %s", "; ".join(faults))
    for manager in await held.membership.managers(held.clock()):
        try:
            text = say("report.knowledge", faults="\n".join(faults))[:4000]
            await bots.bot.send_message(manager, text)
        except TelegramError as error:
            LOG.info("a manager could not be told: %s", type(error).__name__)


async def watch(bots: Bots, shelf: Shelf, stop: asyncio.Event) -> None:
    """Look at the knowledge files every few seconds until told to stop."""
    while not stop.is_set():
        try:
            await asyncio.wait_for(stop.wait(), _LOOK_EVERY)
        except TimeoutError:
            await look_after(bots, shelf)
