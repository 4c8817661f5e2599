"""The Telegram bot put together: handlers, menus, start, stop."""

import asyncio
import logging
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    InlineKeyboardMarkup,
)
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, CommandHandler, MessageHandler
from telegram.ext import filters as f
from telegram.request import BaseRequest

from bot.chat import (
    asking,
    browsing,
    drafting,
    guiding,
    mydata,
    pausing,
    reading,
    reviewing,
)
from bot.chat.context import Service, Turn, guarded
from bot.chat.failures import on_failure, quiet_logging
from bot.chat.keeping import purge, purge_hourly, watch
from bot.chat.render import list_keyboard
from bot.chat.transport import Bots, Line, Polling, RawBot
from bot.core.people import Role
from bot.flows.asking import Asking
from bot.flows.drafting import Drafting
from bot.flows.guiding import Guiding
from bot.flows.opening import Shelf, open_answerer
from bot.flows.reading import open_source
from bot.settings import Settings
from bot.store.database import opened
from bot.store.drafts import Drafts
from bot.store.guides import Guides
from bot.store.held import Holdings
from bot.store.inbox import Inbox
from bot.store.pauses import Pauses
from bot.store.questions import Questions
from bot.store.retention import Retention
from bot.store.talks import Talks
from bot.texts import say

LOG = logging.getLogger(__name__)
_DRAIN = 20.0

COMMANDS = {
    "start": guarded(asking.start),
    "help": guarded(asking.guide),
    "topics": guarded(browsing.topics),
    "glossary": guarded(browsing.glossary),
    "guides": guarded(guiding.guides),
    "mydata": guarded(mydata.mydata, private=True),
    "pause": guarded(pausing.pause, private=True),
    "resume": guarded(pausing.resume, private=True),
    "questions": guarded(reviewing.waiting, Role.TRAINER),
    "check": guarded(reviewing.state, Role.MANAGER),
}
BUTTONS = {
    r"^e:[a-z0-9-]+$": guarded(asking.opens_entry),
    r"^c:\d{1,18}:[a-z0-9-]+$": guarded(asking.chooses),
    r"^n:\d{1,18}$": guarded(drafting.none_fits),
    r"^d:[srx]:\d{1,18}$": guarded(drafting.taps),
    r"^h:[01]:[a-z0-9-]+$": guarded(asking.rates),
    r"^t:[a-z0-9-]*:\d{1,3}$": guarded(browsing.opens_topic),
    r"^r:\d{1,18}$": guarded(asking.asks_again),
    r"^g:[synovdfpxa]:[0-9a-z]{0,8}:[a-z0-9-]+$": guarded(guiding.taps),
    r"^p:[A-Za-z0-9:.-]{3,60}$": guarded(reading.opens_passage),
    r"^m:[eyk]$": guarded(mydata.taps, private=True),
    r"": guarded(asking.unknown_button),
}
_EVERYBODYS = ("help", "topics", "glossary", "guides", "pause", "resume", "mydata", "start")
MENUS = {
    Role.STAFF: _EVERYBODYS,
    Role.TRAINER: ("questions", *_EVERYBODYS),
    Role.MANAGER: ("questions", "check", *_EVERYBODYS),
}


async def words(turn: Turn) -> None:
    """Free text: what somebody was asked to type, or else a question."""
    if not (await guiding.takes_date(turn) or await reading.opens_typed(turn)):
        await asking.question(turn)


def application(token: str, request: BaseRequest | None = None) -> Bots:
    """PTB's application with every handler, and no updater: the polling is our own."""
    bot = RawBot(token, request=request, get_updates_request=request)
    bots = ApplicationBuilder().bot(bot).updater(None).build()
    for name, callback in COMMANDS.items():
        bots.add_handler(CommandHandler(name, callback))
    for pattern, callback in BUTTONS.items():
        bots.add_handler(CallbackQueryHandler(callback, pattern=pattern))
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
) -> AsyncIterator[tuple[Bots, Polling, Line]]:
    """Everything open and connected; what a crash left unfinished is taken up first."""
    if settings.token is None:
        raise ValueError("run needs a token")
    async with opened(settings.database) as database:
        inbox = Inbox(database)
        bots = application(settings.token.get_secret_value(), request)
        line = Line(bots, inbox)
        drafts = Drafting(Drafts(database))
        held = Service(
            settings,
            shelf,
            Asking(Questions(database), Talks(database), drafts),
            drafts,
            Guiding(Guides(database)),
            Pauses(database),
            inbox,
            Retention(database, settings.keep),
            Holdings(database),
            clock,
            line.take,
        )
        held.passages = open_source(settings, shelf.answerer.knowledge)
        bots.bot_data["service"] = held
        async with bots:
            await purge(held.retention, clock())
            await _menus(bots, settings)
            await _take_up(bots, inbox, line)
            yield bots, Polling(bots, inbox, line, clock), line
            await line.drained(_DRAIN)


async def _menus(bots: Bots, settings: Settings) -> None:
    """Each role its own menu.  A menu is not access control: the guard is."""
    shown = {
        role: [BotCommand(name, say(f"menu.{name}")) for name in MENUS[role]] for role in Role
    }
    await bots.bot.set_my_commands(shown[Role.STAFF], BotCommandScopeAllPrivateChats())
    people = [(Role.TRAINER, settings.trainers), (Role.MANAGER, settings.managers)]
    for role, ids in people:
        for person in sorted(ids):
            try:
                await bots.bot.set_my_commands(shown[role], BotCommandScopeChat(person))
            except TelegramError:
                LOG.info("a %s has not written to the bot yet; their menu comes later", role)


async def _take_up(bots: Bots, inbox: Inbox, line: Line) -> None:
    """After a crash: handle what was never begun, and ask about what was cut off."""
    for raw in await inbox.unfinished("open"):
        line.take(raw)
    for raw in await inbox.unfinished("replying"):
        chat = (raw.get("message") or raw.get("edited_message") or {}).get("chat", {}).get("id")
        if chat is None:
            await inbox.done(raw["update_id"])
            continue
        await inbox.cut(raw["update_id"])
        try:
            await bots.bot.send_message(chat, say("chat.interrupted"), reply_markup=_again(raw))
        except TelegramError as error:
            LOG.info("somebody could not be told of an interruption: %s", type(error).__name__)


def _again(raw: dict[str, int]) -> InlineKeyboardMarkup:
    return list_keyboard([(say("button.show_answer"), f"r:{raw['update_id']}")])


async def _serve(settings: Settings, shelf: Shelf) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with service(settings, shelf) as (bots, polling, _):
        held: Service = bots.bot_data["service"]
        watching = asyncio.gather(
            watch(bots, shelf, stop), purge_hourly(held.retention, held.clock, stop)
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
    shelf = Shelf(settings, open_answerer(settings, building))
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
