"""A sending process killed with kill -9, again and again: what is lost, doubled, not known?

python tests/bench/kills.py            600 recipients, 8 kills, both choices of a manager
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from telegram.request import HTTPXRequest

from bot.chat.gate import Gate
from tests.bench.outfit import enlist, outfit, rows
from tests.bench.telegram_socket import Socket
from tests.conftest import TOKEN
from tests.fake_telegram import (
    BAD_GATEWAY,
    BLOCKED,
    CHAT_NOT_FOUND,
    CUT_AFTER,
    CUT_BEFORE,
    DEACTIVATED,
    SERVER_ERROR,
    FakeTelegram,
    Flood,
    Late,
    User,
    migrated,
)

FAULTS = [
    *[BLOCKED] * 6, *[DEACTIVATED] * 3, *[CHAT_NOT_FOUND] * 3, *[CUT_BEFORE] * 6,
    *[CUT_AFTER] * 4, *[SERVER_ERROR] * 2, *[BAD_GATEWAY] * 2, *[Late(0.4)] * 6, *[Late(9.0)] * 3,
    Flood(1), Flood(2),
]  # fmt: skip
NEVER = (BLOCKED, DEACTIVATED, CHAT_NOT_FOUND)


async def child(folder: Path, port: int) -> None:
    """The process that is killed: sends until nothing waits."""
    request = HTTPXRequest(connection_pool_size=8, read_timeout=2.0)
    async with outfit(folder, request, Gate(), f"http://127.0.0.1:{port}/bot") as sender:
        stop = asyncio.Event()
        going = asyncio.create_task(sender.until(stop))
        while (await sender.briefing.evidence.totals(1)).pending:  # noqa: ASYNC110 - a bench
            await asyncio.sleep(0.2)
        stop.set()
        await going


async def trial(count: int, kills: int, again: bool, seed: int) -> list[str]:
    """One choice of a manager; returns the lines of its table."""
    chance = random.Random(seed)
    telegram = FakeTelegram(time.monotonic, token=TOKEN, rate_limit=True)
    people = [telegram.user(f"P{n}") for n in range(count)]
    moved = [telegram.user(f"M{n}") for n in range(2)]
    for each in (*people, *moved):
        each.wrote = True
    unlucky = chance.sample(people, len(FAULTS) + len(moved))
    planned = dict(zip(unlucky, [*FAULTS, *(migrated(m.id) for m in moved)], strict=True))
    for user, fault in planned.items():
        telegram.fail("sendMessage", user, fault=fault)
    socket = Socket(telegram)
    await socket.open()
    lines = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        await enlist(folder, [user.id for user in people], again)
        for number in range(1, kills + 1):
            process = await start(folder, socket.port)
            at = count * number // (kills + 1)  # evenly over the whole of the sending
            while len(telegram.called("sendMessage")) < at:  # noqa: ASYNC110 - a bench
                await asyncio.sleep(0.01)
            await asyncio.sleep(chance.random())
            process.kill()
            await process.wait()
            before = len(telegram.called("sendMessage"))
            under = await rows(folder, "SELECT id FROM outbox WHERE state = 'sending'")
            ended = await rows(
                folder, "SELECT id FROM outbox WHERE state NOT IN ('pending', 'sending')"
            )
            lines.append(f"| {number} | {before} | {len(ended)} | {len(under)} |")
        await (await start(folder, socket.port)).wait()
        lines += await verdict(folder, telegram, people, moved, planned)
    await socket.close()
    return lines


async def start(folder: Path, port: int) -> asyncio.subprocess.Process:
    """The sending process."""
    me = [sys.executable, __file__, "--child", str(folder), str(port)]
    return await asyncio.create_subprocess_exec(*me)


async def verdict(
    folder: Path, telegram: FakeTelegram, people: list[User], moved: list[User], planned: dict
) -> list[str]:
    """What came of every recipient, the queue's word held against what Telegram has."""
    states = {row["person"]: row for row in await rows(folder, _STATES)}
    got = {user.id: len(telegram.messages(user)) for user in people}
    for user, target in zip([u for u in planned if u in list(planned)[-2:]], moved, strict=True):
        got[user.id] += len(telegram.messages(target))
    reachable = [user.id for user in people if planned.get(user) not in NEVER]
    silent = [key for key in reachable if not got[key]]
    lost = [key for key in silent if states[key]["state"] != "unknown"]
    doubled = sum(got[key] - 1 for key in reachable if got[key] > 1)
    unanswered = {u.id for u, fault in planned.items() if fault in (CUT_AFTER, Late(9.0))}
    by_fault = sum(got[key] - 1 for key in unanswered if got[key] > 1)
    by = {name: sum(r["state"] == name for r in states.values()) for name in _NAMES}
    false = [k for k, r in states.items() if r["state"] == "sent" and not got[k]]
    calls = len(telegram.called("sendMessage"))
    shown = ", ".join(f"{name} {count}" for name, count in by.items())
    return [
        f"lost {len(lost)}, doubled {doubled} ({by_fault} by an answer that never came),"
        f" not known {by['unknown']}"
        f" (of these arrived {by['unknown'] - len(silent) + len(lost)}),"
        f" said to be sent and not there {len(false)}",
        f"listed {len(states)} = {shown}; {calls} calls",
    ]


_NAMES = ("sent", "blocked", "failed", "unknown", "pending", "sending")
_STATES = "SELECT r.person, o.state FROM outbox o JOIN recipients r ON r.id = o.recipient"


async def main(count: int, kills: int) -> None:
    """Both choices, one after the other."""
    for again in (True, False):
        title = "send again" if again else "don't repeat"
        sys.stdout.write(f"\n{count} recipients, {kills} kills, {title}\n\n")
        sys.stdout.write(
            "| kill | calls before it | recipients done with | under way |\n|---|---|---|---|\n"
        )
        for line in await trial(count, kills, again, seed=7):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=600)
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--child", nargs=2, metavar=("FOLDER", "PORT"))
    args = parser.parse_args()
    if args.child:
        asyncio.run(child(Path(args.child[0]), int(args.child[1])))
    else:
        asyncio.run(main(args.count, args.kills))
