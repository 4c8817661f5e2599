"""The bot killed with SIGKILL while an answer is published and told: what is lost, what doubled?

python tests/bench/publishing_kills.py            each step before and after, then 20 at random

A real process of the bot on a database of its own, the strict fake Telegram over a local socket,
twelve people who asked one thing in other words, and a trainer who taps "Publish as a new entry".
"""

import argparse
import asyncio
import logging
import os
import random
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bot.chat import app
from bot.core.meaning import NoEncoder
from bot.flows.opening import Shelf, answerer_of, open_answerer
from bot.settings import Settings
from bot.store import encoder
from bot.store.answers import Answers
from bot.store.history import History
from bot.store.library import load
from bot.store.overlay import Overlay
from bot.store.tellings import Tellings
from tests.bench.telegram_socket import Socket
from tests.conftest import SMALL, TOKEN
from tests.fake_telegram import User
from tests.talks.desk import CURRIES, Desk

PEOPLE = 12
NEW = "Publish as a new entry"
TOLD = "A trainer has answered"
STEPS: list[tuple[type, str, tuple[int, ...]]] = [
    (Overlay, "stage", (1,)),
    (Answers, "publish", (1,)),
    (Overlay, "put", (1,)),
    (History, "ticked", (1,)),
    (Shelf, "take", (1,)),
    (Tellings, "next", (1, 6, 12)),
    (Tellings, "mark", (1, 6, 12)),
]
_NAMES = {each.__name__: each for each, _, _ in STEPS}


def dying(real: Callable[..., Any], at: int, after: bool) -> Callable[..., Any]:
    """The same function; at its n-th call the process is killed before or after its work."""
    calls = 0

    def is_it() -> bool:
        nonlocal calls
        calls += 1
        return calls == at

    def plain(*args: Any, **named: Any) -> Any:
        now = is_it()
        if now and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*args, **named)
        if now:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    async def later(*args: Any, **named: Any) -> Any:
        now = is_it()
        if now and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = await real(*args, **named)
        if now:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return later if asyncio.iscoroutinefunction(real) else plain


def child(settings: Settings, port: int, where: str) -> None:
    """The process that is killed: the whole bot as `run` starts it."""
    if where:
        kind, name, at, when = where.split(":")
        made = dying(getattr(_NAMES[kind], name), int(at), when == "after")
        setattr(_NAMES[kind], name, made)
    app.RawBot = partial(app.RawBot, base_url=f"http://127.0.0.1:{port}/bot")  # type: ignore[misc,assignment]
    encoder.encoder = lambda _: NoEncoder()
    sys.modules["bot.flows.opening"].encoder = lambda _: NoEncoder()  # type: ignore[attr-defined]
    app.quiet_logging(logging.CRITICAL)
    asyncio.run(app._serve(settings, Shelf(settings, open_answerer(settings))))


class Trial:
    """One data folder, one Telegram, and the process on them."""

    def __init__(self, desk: Desk, people: list[User], socket: Socket) -> None:
        self.desk, self.people, self.socket = desk, people, socket

    async def start(self, where: str = "") -> asyncio.subprocess.Process:
        """Start the bot, to be killed at a step or not."""
        data, trainer = str(self.desk.settings.data), str(self.desk.tess.id)
        given = ["--child", data, str(self.socket.port), trainer, where]
        return await asyncio.create_subprocess_exec(sys.executable, __file__, *given)

    def told(self, who: User) -> int:
        """How often somebody was told."""
        return sum(each.text.startswith(TOLD) for each in self.desk.telegram.messages(who))

    async def finishes(self) -> tuple[int, int, int, int]:
        """Started again and left alone: files, changes, people not told, and told twice."""
        process = await self.start()
        for _ in range(100):
            await asyncio.sleep(0.1)
            if await self._tapped_again():
                continue
            rows = await self.desk.rows("tellings")
            if len(rows) == PEOPLE and all(row["state"] == "sent" for row in rows):
                break
        await asyncio.sleep(1.0)  # the tap that was cut off is handled once more
        process.kill()
        await process.wait()
        said = [m.text for m in self.desk.telegram.messages(self.desk.tess)]
        if not any(text.startswith("Done: ") for text in said):
            sys.stdout.write("the trainer was not told that it is done\n")
        files = [path for path in self.desk.settings.published.rglob("*.yaml") if path.is_file()]
        changes = await self.desk.rows("entry_history")
        done = [row for row in changes if row["applied"]]
        counts = [self.told(who) for who in self.people]
        twice = sum(count - 1 for count in counts if count > 1)
        return len(files), len(done), sum(not count for count in counts), twice

    async def _tapped_again(self) -> bool:
        """Nothing was published yet, as the trainer sees: they tap once more."""
        last = self.desk.telegram.messages(self.desk.tess)
        open_ = (await self.desk.rows("answers"))[-1]["state"] == "draft"
        if not open_ or self.desk.telegram.pending():
            return False
        shown = next(each for each in reversed(last) if each.buttons)
        if NEW in [button.text for row in shown.buttons for button in row]:
            self.desk.telegram.taps(self.desk.tess, shown, NEW)
        await asyncio.sleep(0.5)
        return True


@asynccontextmanager
async def trial(ready: Path) -> AsyncIterator[Trial]:
    """Everything up to the preview, in good order."""
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(knowledge=SMALL, data=Path(name), token=TOKEN, access="open")  # type: ignore[arg-type]
        small = Settings(knowledge=SMALL, data=ready)
        desk = Desk(settings, answerer_of(load(SMALL), NoEncoder(), small))
        desk.now = datetime.now(UTC)
        await desk.opens_up()
        people = [desk.person(f"P{number}") for number in range(PEOPLE)]
        for number, who in enumerate(people):
            await desk.asks(who, CURRIES[number % len(CURRIES)])
        await desk.answers(desk.tess)
        await desk.stops()
        socket = Socket(desk.telegram)
        await socket.open()
        yield Trial(desk, people, socket)
        await socket.close()


async def at_steps(ready: Path) -> None:
    """Each step, killed just before and just after."""
    sys.stdout.write(
        "| killed | told by then | files | changes | lost | doubled |\n|---|---|---|---|---|---|\n"
    )
    for kind, name, times in STEPS:
        for at in times:
            for when in ("before", "after"):
                async with trial(ready) as one:
                    desk = one.desk
                    desk.telegram.taps(desk.tess, desk.heard(desk.tess), NEW)
                    where = f"{kind.__name__}:{name}:{at}:{when}"
                    process = await one.start(where)
                    killed = await asyncio.wait_for(process.wait(), 20)
                    assert killed == -signal.SIGKILL, (where, killed)
                    by_then = sum(map(one.told, one.people))
                    row = await one.finishes()
                    nth = f", {at}" if len(times) > 1 else ""
                    label = f"{when} {kind.__name__}.{name}{nth}"
                    cells = " | ".join(map(str, (label, by_then, *row)))
                    sys.stdout.write(f"| {cells} |\n")
                    sys.stdout.flush()


async def at_random(ready: Path, kills: int) -> None:
    """Killed at any moment of the second in which it is published and told."""
    chance, rows = random.Random(7), []
    for _ in range(kills):
        async with trial(ready) as one:
            desk = one.desk
            polls = len(desk.telegram.called("getUpdates"))
            process = await one.start()
            while len(desk.telegram.called("getUpdates")) <= polls:  # noqa: ASYNC110 - a bench
                await asyncio.sleep(0.01)
            desk.telegram.taps(desk.tess, desk.heard(desk.tess), NEW)
            await asyncio.sleep(chance.random() * 1.2)
            process.kill()
            await process.wait()
            by_then = sum(map(one.told, one.people))
            rows.append((by_then, *await one.finishes()))
    lost = sum(row[3] for row in rows)
    twice = sum(row[4] for row in rows)
    once = all(row[1:3] == (1, 1) for row in rows)
    midway = sum(0 < row[0] < PEOPLE for row in rows)
    sys.stdout.write(
        f"\n{kills} kills at random, {midway} of them between two people: "
        f"published exactly once {once}, lost {lost}, doubled {twice}\n"
    )


async def main(kills: int) -> None:
    """Both tables."""
    with tempfile.TemporaryDirectory() as name:
        await at_steps(Path(name))
        await at_random(Path(name), kills)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--child", nargs=4, metavar=("FOLDER", "PORT", "TRAINER", "WHERE"))
    args = parser.parse_args()
    if args.child:
        folder, port, trainer, where = args.child
        given = {"knowledge": SMALL, "data": Path(folder), "token": TOKEN, "access": "open"}
        child(Settings(**given, trainers=trainer), int(port), where)
    else:
        asyncio.run(main(args.kills))
