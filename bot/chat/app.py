"""The Telegram bot put together: handlers, menus, start, stop."""

import asyncio
import logging
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
)
from telegram.ext import filters as f
from telegram.request import BaseRequest

from bot.chat import (
    arriving,
    asking,
    brief_acts,
    brief_audience,
    briefing,
    browsing,
    discussing,
    drafting,
    guiding,
    histories,
    inviting,
    joining,
    learning,
    me,
    mydata,
    pausing,
    people,
    publishing,
    quoting,
    reading,
    reporting,
    rest,
    reviewing,
    suggesting,
    telling,
)
from bot.chat.context import Service, Turn
from bot.chat.failures import on_failure, quiet_logging
from bot.chat.gate import Gate
from bot.chat.guard import guarded, guarded_inline
from bot.chat.keeping import purge, purge_hourly, watch
from bot.chat.menus import show_menus
from bot.chat.resuming import take_up
from bot.chat.rounds import finish_publishing, go_round
from bot.chat.service import service_of
from bot.chat.transport import Bots, Line, Polling, RawBot
from bot.core.people import Right
from bot.flows.opening import Shelf, open_answerer
from bot.flows.reading import open_source
from bot.settings import Settings
from bot.store.database import opened
from bot.store.inbox import Inbox
from bot.texts import say

LOG = logging.getLogger(__name__)
_DRAIN = 20.0


async def words(turn: Turn) -> None:
    """Free text: what somebody was asked to type, or else a question."""
    if not (
        await rest.takes_words(turn)
        or await discussing.takes_words(turn)
        or await guiding.takes_date(turn)
        or await publishing.takes(turn)
        or await reading.opens_typed(turn)
    ):
        await asking.question(turn)


COMMANDS = {
    "start": guarded(arriving.starts, Right.JOIN),
    "help": guarded(asking.guide),
    "topics": guarded(browsing.topics),
    "glossary": guarded(browsing.glossary),
    "guides": guarded(guiding.guides),
    "me": guarded(me.me, private=True),
    "leave": guarded(joining.leave, private=True),
    "mydata": guarded(mydata.mydata, private=True),
    "pause": guarded(pausing.pause, private=True),
    "resume": guarded(arriving.resumes, private=True),
    "review": guarded(reviewing.review, Right.REVIEW, private=True),
    "questions": guarded(reviewing.review, Right.REVIEW, private=True),
    "figures": guarded(reporting.figures, Right.REVIEW, private=True),
    "suggestions": guarded(suggesting.suggestions, Right.PUBLISH, private=True),
    "history": guarded(histories.history, Right.PUBLISH, private=True),
    "brief": guarded(briefing.brief, Right.BRIEF_DRAFT, private=True),
    "briefs": guarded(learning.briefs, private=True),
    "check": guarded(reviewing.state, Right.CHECK, private=True),
    "invite": guarded(inviting.invite, Right.INVITE, private=True),
    "links": guarded(inviting.links, Right.INVITE, private=True),
    "people": guarded(people.people, Right.PEOPLE, private=True),
}
BUTTONS = {
    r"^e:[a-z0-9-]+$": guarded(asking.opens_entry),
    r"^c:\d{1,18}:[a-z0-9-]+$": guarded(asking.chooses),
    r"^n:\d{1,18}$": guarded(drafting.none_fits),
    r"^d:[srx]:\d{1,18}$": guarded(drafting.taps),
    r"^h:[01]:[a-z0-9-]+$": guarded(asking.rates),
    r"^x:[wuocl]:[a-z0-9-]+$": guarded(asking.says_why),
    r"^j:[aex]:\d{1,18}$": guarded(suggesting.taps, Right.PUBLISH, private=True),
    r"^t:[a-z0-9-]*:\d{1,3}$": guarded(browsing.opens_topic),
    r"^r:\d{1,18}$": guarded(asking.asks_again),
    r"^g:[synovdfpxa]:[0-9a-z]{0,8}:[a-z0-9-]+$": guarded(guiding.taps),
    r"^p:[A-Za-z0-9:.-]{3,60}$": guarded(reading.opens_passage),
    r"^w:[an]:[a-z-]{1,20}$": guarded(me.chooses, private=True),
    r"^b:[yn]$": guarded(joining.leaves, private=True),
    r"^i:[vm]:[a-z]{1,9}:[a-z-]{1,20}:[a-z-]{1,20}:[0-9]{1,4}:[0-9]{1,4}$": guarded(
        inviting.taps, Right.INVITE, private=True
    ),
    r"^l:[pory]:[0-9]{1,18}$": guarded(inviting.opens_links, Right.INVITE, private=True),
    r"^u:(?:[pdostmkrya]|[+-][cnx]):[0-9]{1,18}$": guarded(
        people.taps, Right.PEOPLE, private=True
    ),
    r"^k:[a-zA-Z]:[0-9]{1,9}(?::[a-z0-9-]{1,48})?$": guarded(brief_acts.taps, private=True),
    r"^y:[0-9]{1,9}:[artzo]:[a-z0-9-]{1,20}$": guarded(
        brief_audience.taps, Right.BRIEF_DRAFT, private=True
    ),
    r"^s:[aodkq]:[0-9]{1,9}(?::[0-9]:[0-9])?$": guarded(learning.taps, private=True),
    r"^z:[bdpnsxc]:[0-9]{1,9}$": guarded(discussing.taps, private=True),
    r"^x:[wm]:[0-9]{1,9}:[ypn]$": guarded(learning.practice, private=True),
    r"^m:[eyk]$": guarded(mydata.taps, private=True),
    r"^v:(?:[ocklhxd]:\d{1,18}|w:\d{1,18}:\d{1,18})$": guarded(
        reviewing.taps, Right.REVIEW, private=True
    ),
    r"^v:[patgz]:[a-z-]{1,12}:(?:-|\d{1,2}):\d{1,2}:\d{1,2}:\d{1,3}$": guarded(
        reviewing.filters, Right.REVIEW, private=True
    ),
    r"^q:(?:[ngtybsv]:\d{1,12}|[pdcaq]:\d{1,12}:[a-z0-9_-]{1,48})$": guarded(
        publishing.taps, Right.PUBLISH, private=True
    ),
    r"^y:[oyn]:\d{1,18}$": guarded(telling.taps, private=True),
    r"^z:[oul]:\d{1,12}$": guarded(histories.taps, Right.PUBLISH, private=True),
    r"^z:[hkt]:[a-z0-9-]{1,48}$": guarded(histories.hidden, Right.PUBLISH, private=True),
    r"^f:x$": guarded(reporting.export, Right.EXPORT, private=True),
    r"": guarded(asking.unknown_button),
}


def application(token: str, request: BaseRequest | None = None, gate: Gate | None = None) -> Bots:
    """PTB's application with every handler, and no updater: the polling is our own."""
    bot = RawBot(token, request=request, get_updates_request=request, rate_limiter=gate or Gate())
    bots = ApplicationBuilder().bot(bot).updater(None).build()
    for name, callback in COMMANDS.items():
        bots.add_handler(CommandHandler(name, callback))
    for pattern, callback in BUTTONS.items():
        bots.add_handler(CallbackQueryHandler(callback, pattern=pattern))
    bots.add_handler(InlineQueryHandler(guarded_inline(quoting.quote)))
    bots.add_handler(MessageHandler(f.COMMAND, guarded(asking.no_such_command)))
    bots.add_handler(MessageHandler(f.TEXT, guarded(words)))
    bots.add_handler(MessageHandler(~f.StatusUpdate.ALL, guarded(asking.no_words)))
    bots.add_error_handler(on_failure)
    return bots


@asynccontextmanager
async def service(
    settings: Settings,
    shelf: Shelf,
    request: BaseRequest | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    gate: Gate | None = None,
) -> AsyncIterator[tuple[Bots, Polling, Line]]:
    """Everything open and connected; what a crash left unfinished is taken up first."""
    if settings.token is None:
        raise ValueError("run needs a token")
    async with opened(settings.database) as database:
        inbox = Inbox(database)
        gate = gate or Gate()
        bots = application(settings.token.get_secret_value(), request, gate)
        line = Line(bots, inbox)
        held = service_of(settings, shelf, database, clock, line, bots.bot, gate)
        held.passages = open_source(settings, shelf.answerer.knowledge)
        bots.bot_data["service"] = held
        async with bots:
            await purge(held.retention, clock())
            await show_menus(bots.bot, await held.membership.with_menus(clock()))
            await finish_publishing(held)  # first: what is taken up may tell people, too
            await take_up(bots, inbox, line)
            yield bots, Polling(bots, inbox, line, clock), line
            await line.drained(_DRAIN)


async def _serve(settings: Settings, shelf: Shelf) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with service(settings, shelf) as (bots, polling, _):
        held: Service = bots.bot_data["service"]
        watching = asyncio.gather(
            watch(bots, shelf, stop),
            purge_hourly(held.retention, held.clock, stop),
            go_round(bots, stop),
            held.sender.until(stop),
        )
        LOG.info("listening as @%s", bots.bot.username)
        try:
            await polling.until(stop)
        finally:
            stop.set()
            await watching


def run(settings: Settings, building: Callable[[], None]) -> int:
    """`run`: until stopped.  Returns the exit status."""
    quiet_logging()
    if settings.token is None:
        return _stop(say("run.no_token"))
    shelf = Shelf(settings, open_answerer(settings, building, datetime.now(UTC)))
    if not shelf.answerer.matcher.reader.encoder.width:
        LOG.warning(say("terminal.no_encoder"))
    try:
        asyncio.run(_serve(settings, shelf))
    except InvalidToken:
        return _stop(say("run.bad_token"))
    except Conflict:
        return _stop(say("run.conflict"))
    except TelegramError as error:
        return _stop(say("run.unreachable", why=type(error).__name__))
    return 0


def _stop(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 1
