"""The file of a brief on its way, from the queue or for somebody who has just asked.

Telegram keeps what it was once sent: by that name it costs nothing to send it again.  A name it
no longer takes, or a picture it cannot read, is no reason to send nothing.
"""

from dataclasses import dataclass
from typing import Any

from telegram import Bot, InputFile, Message
from telegram.error import BadRequest

from bot.core.enclosing import Enclosure
from bot.store.enclosures import Enclosures
from bot.store.kept_brief import KeptBrief
from bot.texts import say


@dataclass(frozen=True)
class Posting:
    """Sends the file of a brief to one chat."""

    bot: Bot
    enclosures: Enclosures

    async def send(self, kept: KeptBrief, chat: int, **more: Any) -> int | None:
        """The number of its message; None when the bytes are gone.  more: for PTB's method."""
        enclosure = kept.file
        if enclosure is None:
            return None
        if enclosure.file_id:
            try:
                sent = await self._post(kept, enclosure, chat, enclosure.file_id, more)
            except BadRequest as error:
                if "file" not in error.message.lower():
                    raise
            else:
                return sent.message_id
        content = self.enclosures.read(enclosure)
        if content is None:
            return None
        ending = "pdf" if enclosure.kind == "pdf" else "jpg"
        upload = InputFile(content, filename=say("brief.file.name", number=kept.id, ending=ending))
        try:
            sent = await self._post(kept, enclosure, chat, upload, more)
        except BadRequest as error:
            if enclosure.kind == "pdf" or not _is_of_pictures(error):
                raise
            return (await self._as_document(kept, chat, upload, more)).message_id
        if file_id := _name_of(sent):
            await self.enclosures.known_as(kept.id, file_id)
        return sent.message_id

    async def _post(
        self, kept: KeptBrief, enclosure: Enclosure, chat: int, what: Any, more: dict[str, Any]
    ) -> Message:
        if enclosure.kind == "pdf":
            return await self._as_document(kept, chat, what, more)
        caption = say("brief.file.caption", number=kept.id)
        return await self.bot.send_photo(chat, what, caption=caption, **more)

    async def _as_document(
        self, kept: KeptBrief, chat: int, what: Any, more: dict[str, Any]
    ) -> Message:
        caption = say("brief.file.caption", number=kept.id)
        return await self.bot.send_document(chat, what, caption=caption, **more)


def _is_of_pictures(error: BadRequest) -> bool:
    """Whether Telegram cannot show it as a picture."""
    said = error.message.lower()
    return "image" in said or "photo" in said


def _name_of(sent: Message) -> str | None:
    if sent.photo:
        return sent.photo[-1].file_id
    return sent.document.file_id if sent.document else None
