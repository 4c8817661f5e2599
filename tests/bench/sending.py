"""A brief to 10,000 while people ask: the rate, the calls, the memory, and how long they waited.

python tests/bench/sending.py            six minutes at Telegram's limit, then without any
"""

import argparse
import asyncio
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bot.chat.app import service
from bot.chat.gate import RATE, Gate
from bot.chat.sending import Sender
from bot.core.meaning import NoEncoder
from bot.flows.opening import Shelf, answerer_of
from bot.settings import Settings
from bot.store.library import load
from tests.bench.outfit import enlist
from tests.conftest import SMALL, TOKEN
from tests.fake_telegram import FakeRequest, FakeTelegram, User

QUESTIONS = ("what is a VOO", "who applies for a VOO", "rec 4", "licence about to end", "hello")


async def ask(telegram: FakeTelegram, user: User, number: int) -> float:
    """One question; how long its answer took."""
    at, asked = len(telegram.calls), time.monotonic()
    telegram.says(user, QUESTIONS[number % len(QUESTIONS)])
    while True:
        for call in telegram.calls[at:]:
            if call.method == "sendMessage" and call.parameters["chat_id"] == user.id:
                return time.monotonic() - asked
        at = max(at, len(telegram.calls) - 1)
        await asyncio.sleep(0.002)


async def waiting(sender: Sender) -> int:
    """How many rows still wait."""
    return (await sender.briefing.evidence.totals(1)).pending


async def people_ask(
    telegram: FakeTelegram, users: list[User], stop: asyncio.Event
) -> list[float]:
    """A question a second, from people whose copy is not just arriving."""
    waits: list[float] = []
    while not stop.is_set():
        waits.append(await ask(telegram, users[len(waits) % len(users)], len(waits)))
        await asyncio.sleep(1)
    return waits


async def run(count: int, rate: float) -> None:
    """One brief to so many people; rate 0 is without any limit."""
    telegram = FakeTelegram(time.time, token=TOKEN, rate_limit=bool(rate), longest_wait=0.5)
    people = [telegram.user(f"P{n}") for n in range(count)]
    askers = [telegram.user(f"A{n}") for n in range(20)]
    for each in (*people, *askers):
        each.wrote = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings(
            knowledge=SMALL, data=folder, token=TOKEN, access="open", brief_quiet="03:00-03:00"
        )  # type: ignore[arg-type]
        await enlist(folder, [user.id for user in people], again=True)
        shelf = Shelf(settings, answerer_of(load(SMALL), NoEncoder(), settings))
        stop = asyncio.Event()
        gate = Gate(rate=rate)
        opened = service(settings, shelf, FakeRequest(telegram), lambda: datetime.now(UTC), gate)
        async with opened as (bots, polling, _):
            sender = bots.bot_data["service"].sender
            listening = asyncio.create_task(polling.until(stop))
            asking = asyncio.create_task(people_ask(telegram, askers, stop))
            began = time.monotonic()
            while await sender.once() or await waiting(sender):  # noqa: ASYNC110 - a bench
                await asyncio.sleep(0)
            took = time.monotonic() - began
            stop.set()
            waits = sorted(await asking)
            await listening
            report(count, rate, took, waits, len(telegram.called("sendMessage")))


def report(count: int, rate: float, took: float, waits: list[float], calls: int) -> None:
    """The figures, a line each."""
    done = count / took
    share = f" ({done / rate:.1%} of {rate:g})" if rate else " (no limit)"
    answers = len(waits)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = [
        f"{count} recipients in {took:.1f} s: {done:.1f} a second{share}",
        f"calls per message: {(calls - answers) / count:.4f}",
        f"questions meanwhile: {answers}; waited p50 {waits[answers // 2] * 1000:.0f} ms,"
        f" p99 {waits[answers * 99 // 100] * 1000:.0f} ms",
        f"memory at most, the fake and its history included: {memory:.0f} MB",
    ]
    sys.stdout.write("\n".join(lines) + "\n\n")
    sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    args = parser.parse_args()
    for limit in (0.0, RATE):
        asyncio.run(run(args.count, limit))
