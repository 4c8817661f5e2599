"""When something breaks: the person is told, the log says where, and nobody's words are in it."""

import logging
import re
from typing import Any

from telegram import Update
from telegram.error import Forbidden, TelegramError
from telegram.ext import CallbackContext

from bot.texts import say

LOG = logging.getLogger(__name__)
_TOKEN = re.compile(r"(?:bot)?\d{5,}:[\w-]{30,}")
_TALKATIVE = ("httpx", "httpcore", "telegram", "aiosqlite", "asyncio", "hpack")


class WithoutToken(logging.Formatter):
    """Formats a record and takes the bot's token out of whatever came of it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, with a mark where a token stood."""
        return _TOKEN.sub("[token]", super().format(record))


def quiet_logging(level: int = logging.INFO) -> None:
    """Log to standard error; libraries that would log messages or the token are kept quiet."""
    handler = logging.StreamHandler()
    handler.setFormatter(WithoutToken("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


async def on_failure(update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
    """The one place where an error in a handler ends."""
    error = context.error
    if isinstance(error, Forbidden):
        LOG.info("somebody has blocked the bot; their update is done")
        return
    where = _where(error)
    LOG.error("a handler failed: %s at %s", type(error).__name__, where)
    message = update.effective_message if isinstance(update, Update) else None
    if message is None:
        return
    try:
        await context.bot.send_message(message.chat_id, say("chat.sorry"))
    except TelegramError as second:
        LOG.error("nor could the person be told: %s", type(second).__name__)


def _where(error: BaseException | None) -> str:
    """The last line of our own code in the traceback: never a value, never a text."""
    trace = error.__traceback__ if error else None
    found = "unknown"
    while trace:
        code = trace.tb_frame.f_code
        if "/bot/" in code.co_filename:
            found = f"{code.co_filename.rpartition('/bot/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found
