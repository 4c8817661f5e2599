"""The purge comes round by itself, and a fault in it stops nothing."""

import asyncio
import sqlite3
from datetime import datetime

import pytest

from bot.chat import keeping
from bot.store.retention import Purged
from tests.conftest import NOW


class Broken:
    """A retention whose database is gone, and which is tired of it after three rounds."""

    def __init__(self, stop: asyncio.Event) -> None:
        self.stop = stop
        self.rounds = 0

    async def purge(self, now: datetime) -> Purged:
        self.rounds += 1
        if self.rounds == 3:
            self.stop.set()
        raise sqlite3.OperationalError("disk I/O error")


async def test_the_purge_comes_round_until_it_is_told_to_stop(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(keeping, "_EVERY", 0)
    stop = asyncio.Event()
    broken = Broken(stop)
    await keeping.purge_hourly(broken, lambda: NOW, stop)  # type: ignore[arg-type]
    assert broken.rounds == 3
    assert "could not be erased: OperationalError" in caplog.text
