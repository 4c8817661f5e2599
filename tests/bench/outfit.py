"""What the benches of sending share: a brief on its list of people, and the loop that sends it."""

from collections.abc import Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from telegram.request import BaseRequest

from bot.chat.gate import Gate
from bot.chat.sending import Sender
from bot.chat.transport import RawBot
from bot.core.audience import Audience
from bot.core.brief import Brief, Check
from bot.flows.briefing import Briefing
from bot.flows.delivering import Delivering
from bot.flows.people import Membership
from bot.settings import Settings
from bot.store.briefs import Briefs
from bot.store.corrections import Corrections
from bot.store.database import opened
from bot.store.enclosures import Enclosures
from bot.store.evidence import Evidence
from bot.store.library import load
from bot.store.outbox import Outbox
from bot.store.pauses import Pauses
from bot.store.people import People
from tests.conftest import SMALL, TOKEN

BRIEF = Brief(
    title="Orders when supervision is ending",
    sections={
        "What happened": "His conditions would cease when his licence ended.",
        "What to do": "Consider an order where formal supervision is coming to an end.",
    },
    discuss=("What are our key reflections?",),
    check=(
        Check(ask="Who applies?", options=("Probation", "Police"), right=2, because="They do."),
    ),
    entries=("voo-criteria",),
)


def now() -> datetime:
    """The time of day."""
    return datetime.now(UTC)


@asynccontextmanager
async def outfit(  # type: ignore[no-untyped-def]
    folder: Path,
    request: BaseRequest,
    gate: Gate,
    base_url: str = "https://api.telegram.org/bot",
    clock: Callable[[], datetime] = now,
):
    """A sender on the database of a folder; nothing else of the bot runs."""
    settings = Settings(knowledge=SMALL, data=folder, brief_quiet="03:00-03:00")
    knowledge = load(SMALL)
    async with opened(settings.database) as database:
        membership = Membership(People(database), settings)
        briefing = Briefing(
            Briefs(database), Outbox(database), Evidence(database), Corrections(database),
            Enclosures(database), membership, settings,
        )  # fmt: skip
        delivering = Delivering(briefing.briefs, membership, Pauses(database))
        bot = RawBot(
            TOKEN, base_url=base_url, request=request, get_updates_request=request,
            rate_limiter=gate,
        )  # fmt: skip
        async with bot:
            yield Sender(bot, gate, briefing, delivering, clock, lambda: knowledge)


async def enlist(folder: Path, people: list[int], again: bool) -> None:
    """All these people, and a brief that is about to go out to them."""
    settings = Settings(knowledge=SMALL, data=folder)
    async with opened(settings.database) as database:
        async with database.writing() as connection:
            for person in people:
                await connection.execute(
                    "INSERT INTO people (id, state, name) VALUES (?, 'joined', ?)",
                    (person, f"P{person}"),
                )
        briefs, who = Briefs(database), People(database)
        number = await briefs.draft(BRIEF, 1, now())
        await briefs.repeat(number, again)
        kept = await briefs.find(number)
        assert kept is not None
        assert kept.audience == Audience()
        await briefs.confirm(number, kept, await who.listed("joined"), 2, now())
        await briefs.send(number, now(), None, 2, now())


async def rows(folder: Path, sql: str) -> list[dict[str, Any]]:
    """Straight from the database."""
    async with opened(Settings(knowledge=SMALL, data=folder).database) as database:
        return await database.rows(sql)
