"""`purge`: erase now what is past its time."""

import asyncio
from datetime import datetime

from bot.settings import Settings
from bot.store.database import opened
from bot.store.retention import Purged, Retention
from bot.texts import say


def purge(settings: Settings, now: datetime) -> tuple[bool, str]:
    """Whether all of it is gone from the disk, and what to print."""
    done = asyncio.run(_purge(settings, now))
    lines = [
        say("purge.row", kind=say(f"purge.kind.{kind}"), count=count)
        for kind, count in done.counts.items()
    ]
    lines.append(say("purge.backups", count=done.backups))
    if not done.emptied:
        lines.append(say("purge.busy"))
    return done.emptied, "\n".join(lines)


async def _purge(settings: Settings, now: datetime) -> Purged:
    async with opened(settings.database) as database:
        return await Retention(database, settings.keep).purge(now)
