"""What has had its time is erased: at the start, and every hour from then on."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from bot.store.retention import Retention

LOG = logging.getLogger(__name__)
_EVERY = 3600.0


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
