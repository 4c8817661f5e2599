"""After a crash: what was never begun is handled, and what was cut off is asked about."""

import logging
from typing import Any

from telegram import InlineKeyboardMarkup
from telegram.error import TelegramError

from bot.chat.context import Service
from bot.chat.render import list_keyboard
from bot.chat.transport import Bots, Line
from bot.core.people import Right
from bot.store.inbox import Inbox
from bot.texts import say

LOG = logging.getLogger(__name__)


async def take_up(bots: Bots, inbox: Inbox, line: Line) -> None:
    """After a crash: handle what was never begun, and ask about what was cut off."""
    for raw in await inbox.unfinished("open"):
        line.take(raw)
    for raw in await inbox.unfinished("replying"):
        chat = (raw.get("message") or raw.get("edited_message") or {}).get("chat", {}).get("id")
        if chat is None:
            await inbox.done(raw["update_id"])
            continue
        if not await _is_admitted(bots, raw):
            line.take(raw)  # the emergency lines twice rather than anything else
            continue
        await inbox.cut(raw["update_id"])
        try:
            await bots.bot.send_message(chat, say("chat.interrupted"), reply_markup=_again(raw))
        except TelegramError as error:
            LOG.info("somebody could not be told of an interruption: %s", type(error).__name__)


async def _is_admitted(bots: Bots, raw: dict[str, Any]) -> bool:
    """Whether whoever sent it may ask now."""
    held: Service = bots.bot_data["service"]
    sender = (raw.get("message") or raw["edited_message"]).get("from", {}).get("id", 0)
    return (await held.membership.person(sender, held.clock())).may(Right.ASK)


def _again(raw: dict[str, int]) -> InlineKeyboardMarkup:
    return list_keyboard([(say("button.show_answer"), f"r:{raw['update_id']}")])
