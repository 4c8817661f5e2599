"""A file with the caption "/brief 7" joins that draft."""

from typing import Any

from telegram.error import TelegramError

from bot.chat.attachments import BRIEF_FILE
from bot.chat.context import Turn
from bot.core.enclosing import MOST_BYTES
from bot.flows.enclosing import Put, enclose
from bot.store.kept_brief import KeptBrief
from bot.texts import say


def came_with(turn: Turn) -> dict[str, Any] | None:
    """The file behind a caption that names a brief."""
    found = turn.message.api_kwargs.get(BRIEF_FILE)
    return found if isinstance(found, dict) else None


async def take(turn: Turn, kept: KeptBrief, given: dict[str, Any]) -> bool:
    """Fetch it and put it to the draft; whether that was done, and if not, it is said why."""
    if kept.state != "draft":
        await turn.say(say("brief.file.not_draft", number=kept.id))
        return False
    done: Put = "size"
    if given.get("size", 0) <= MOST_BYTES:
        try:
            file = await turn.bot.get_file(given["file_id"])
            content = bytes(await file.download_as_bytearray())
        except TelegramError:
            await turn.say(say("brief.file.not_fetched"))
            return False
        known = (given["file_id"], given["came_as"])
        flow = turn.service.briefing
        done = await enclose(flow.enclosures, kept, content, turn.person.key, turn.now, known)
    await turn.say(say(f"brief.file.put.{done}", most=MOST_BYTES // 2**20))
    return done == "done"
