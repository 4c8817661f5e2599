"""Telegram for tests: a strict Bot API in memory, and the people who write to the bot.

A test builds ``FakeTelegram(now)``, gives ``FakeRequest(telegram)`` to both ``.request()`` and
``.get_updates_request()`` of an Application (or of a Bot), acts as people do (``says``, ``taps``)
and reads what they would see (``messages``, ``last``, ``menu``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from telegram.request import BaseRequest, RequestData

from tests.fake_telegram_parts.checks import TEXT_LIMIT, find_entities
from tests.fake_telegram_parts.faults import (
    BAD_GATEWAY,
    BLOCKED,
    CHAT_NOT_FOUND,
    CUT_AFTER,
    CUT_BEFORE,
    DEACTIVATED,
    SERVER_ERROR,
    TIMED_OUT_AFTER,
    TIMED_OUT_BEFORE,
    Cut,
    Fault,
    Flood,
    Late,
    Refusal,
    migrated,
)
from tests.fake_telegram_parts.html import utf16
from tests.fake_telegram_parts.inline import QUERY_LIMIT, InlineQuery, Offered, Result
from tests.fake_telegram_parts.server import Server
from tests.fake_telegram_parts.state import (
    JSON,
    Answer,
    Attachment,
    Button,
    Call,
    Chat,
    Group,
    Message,
    Query,
    Sent,
    User,
    id_of,
    quoted,
)
from tests.fake_telegram_parts.updates import Post

__all__ = [
    "BAD_GATEWAY",
    "BLOCKED",
    "CHAT_NOT_FOUND",
    "CUT_AFTER",
    "CUT_BEFORE",
    "DEACTIVATED",
    "SERVER_ERROR",
    "TIMED_OUT_AFTER",
    "TIMED_OUT_BEFORE",
    "TOKEN",
    "Answer",
    "Attachment",
    "Button",
    "Call",
    "Cut",
    "FakeRequest",
    "FakeTelegram",
    "Fault",
    "Flood",
    "Group",
    "Late",
    "Offered",
    "Refusal",
    "Result",
    "Sent",
    "User",
    "migrated",
]

TOKEN = "700000001:FAKE-token_for-tests"
PICTURE = b"\xff\xd8\xff\xe0 a picture"

# Sent as they are; every other parameter arrives as JSON.
_TEXTS = {
    "action",
    "callback_query_id",
    "caption",
    "document",
    "explanation",
    "explanation_parse_mode",
    "file_id",
    "inline_query_id",
    "language_code",
    "next_offset",
    "parse_mode",
    "photo",
    "question",
    "question_parse_mode",
    "secret_token",
    "text",
    "type",
    "url",
}
_FILE_URL = re.compile(r"https://api\.telegram\.org/file/bot([^/]+)/(.+)")
_URL = re.compile(r"https://api\.telegram\.org/bot([^/]+)/(\w+)")


class FakeTelegram(Server):
    """The server, its people and its groups."""

    def __init__(
        self,
        now: Callable[[], float],
        *,
        token: str = TOKEN,
        rate_limit: bool = False,
        reads_all_group_messages: bool = True,
        longest_wait: float = 0.05,
    ) -> None:
        super().__init__(
            now,
            token=token,
            rate_limit=rate_limit,
            reads_all_group_messages=reads_all_group_messages,
            longest_wait=longest_wait,
        )

    # -- who there is ----------------------------------------------------------------------

    def user(self, name: str, *, username: str | None = None, language: str = "en") -> User:
        """A person who has Telegram and has not written to the bot yet."""
        user = User(1_000_001 + len(self._chats), name, username, language)
        self._chats[user.id] = user
        return user

    def group(self, title: str, *members: User, bot_is_admin: bool = False) -> Group:
        """A group that already has the bot in it."""
        number = -(4_000_001 + len(self._chats))
        group = Group(number, title, members, bot_is_admin=bot_is_admin)
        self._chats[group.id] = group
        return group

    # -- what people do --------------------------------------------------------------------

    def says(self, user: User, text: str, *, group: Group | None = None) -> JSON:
        """Somebody writes to the bot, or into a group; gives back their message."""
        return self._writes(user, group or user, **_wording(text))

    def replies(self, user: User, message: Message, text: str) -> JSON:
        """Somebody answers one message, where it stands."""
        original = quoted(message)
        chat = self._chats[original["chat"]["id"]]
        return self._writes(user, chat, **_wording(text), reply_to_message=original)

    def edits(self, user: User, message: JSON, text: str) -> JSON:
        """Somebody changes what they wrote."""
        assert message["from"]["id"] == user.id, f"{user.first_name} did not write that"
        edited = {**message, **_wording(text), "edit_date": int(self.now())}
        self._history[message["chat"]["id"], message["message_id"]] = edited
        self.updates.add({"edited_message": edited})
        return edited

    def taps(self, user: User, message: Sent, label: str) -> str:
        """Somebody taps a button that is under the message now; gives back the query's id."""
        assert not message.deleted, "the message is gone"
        buttons = [button for row in message.buttons for button in row]
        found = [button for button in buttons if button.text == label]
        labels = [button.text for button in buttons]
        assert len(found) == 1, f"{len(found)} buttons say {label!r}; there are {labels}"
        assert found[0].data is not None, f"{label!r} opens or copies something: {found[0]}"
        return self.taps_data(user, message, found[0].data)

    def taps_data(self, user: User, message: Sent, data: str) -> str:
        """Somebody sends raw button data, which may be old or forged."""
        self._assert_is_in(user, self._chats[message.chat_id])
        query_id = str(4_000_000_000_000_001 + len(self._queries))
        self._queries[query_id] = Query(user, data, self.now())
        gone = {"chat": message.chat, "message_id": message.message_id, "date": 0}
        query = {
            "id": query_id,
            "from": user.as_dict(),
            "message": gone if message.deleted else message.as_dict(),
            "chat_instance": str(message.chat_id),
            "data": data,
        }
        self.updates.add({"callback_query": query})
        return query_id

    def queries(self, user: User, text: str, *, chat_type: str = "group") -> str:
        """Somebody types the bot's name and these words in any chat; gives back the query's id."""
        assert self.me["supports_inline_queries"], "inline mode is off: see /setinline"
        assert utf16(text) <= QUERY_LIMIT, "no Telegram client sends a query of that length"
        query_id = str(6_000_000_000_000_001 + len(self._inline_queries))
        self._inline_queries[query_id] = InlineQuery(user, text, self.now())
        query = {"id": query_id, "from": user.as_dict(), "query": text, "offset": ""}
        self.updates.add({"inline_query": {**query, "chat_type": chat_type}})
        return query_id

    def picks(self, user: User, offer: Offered, title: str, *, group: Group | None = None) -> JSON:
        """Somebody taps an article on offer: it is posted in their name, by way of the bot."""
        assert offer.user is user, f"that was offered to {offer.user.first_name}"
        (result,) = [result for result in offer.results if result.title == title]
        content = {"text": result.text, "entities": result.entities, "via_bot": self._sender()}
        markup = {"reply_markup": result.markup} if result.markup else {}
        return self._writes(user, group or user, **content, **markup)

    def sends_photo(
        self,
        user: User,
        caption: str = "",
        *,
        content: bytes = PICTURE,
        group: Group | None = None,
    ) -> JSON:
        """Somebody sends a picture."""
        sizes = self._keep("photo.jpg", content, "image/jpeg", "photo").sizes()
        return self._writes(user, group or user, photo=sizes, **_caption(caption))

    def sends_document(
        self,
        user: User,
        name: str = "notes.txt",
        content: bytes = b"notes",
        *,
        caption: str = "",
        mime: str = "text/plain",
    ) -> JSON:
        """Somebody sends a file."""
        document = self._keep(name, content, mime).as_dict()
        return self._writes(user, user, document=document, **_caption(caption))

    def sends_voice(self, user: User, seconds: int = 7) -> JSON:
        """Somebody sends a voice message."""
        ids = self._file_ids("voice.ogg", b"OggS", "audio/ogg")
        return self._writes(user, user, voice={**ids, "duration": seconds})

    def sends_sticker(self, user: User, emoji: str = "\N{THUMBS UP SIGN}") -> JSON:
        """Somebody sends a sticker."""
        shape = {"type": "regular", "width": 512, "height": 512, "emoji": emoji}
        ids = self._file_ids("sticker.webp", b"RIFF", "image/webp")
        moving = {"is_animated": False, "is_video": False}
        return self._writes(user, user, sticker={**ids, **shape, **moving})

    def sends_contact(self, user: User, phone: str = "+447700900123") -> JSON:
        """Somebody sends their own phone number."""
        contact = {"phone_number": phone, "first_name": user.first_name, "user_id": user.id}
        return self._writes(user, user, contact=contact)

    def sends_location(self, user: User, latitude: float = 51.5, longitude: float = 0.1) -> JSON:
        """Somebody sends where they are."""
        return self._writes(user, user, location={"latitude": latitude, "longitude": longitude})

    def blocks(self, user: User) -> None:
        """Somebody stops the bot."""
        user.blocked = True
        self._bot_membership(user, "member", "kicked")

    def unblocks(self, user: User) -> None:
        """Somebody lets the bot write again."""
        user.blocked = False
        self._bot_membership(user, "kicked", "member")

    def deactivates(self, user: User) -> None:
        """Somebody's account is deleted; the bot is not told."""
        user.deactivated = True

    def migrates(self, group: Group) -> Group:
        """A group becomes a supergroup with a new id; both say so."""
        number = -(1_000_000_000_000 - group.id)
        upgraded = Group(number, group.title, group.members, "supergroup", group.bot_is_admin)
        self._chats[upgraded.id] = upgraded
        group.migrated_to = upgraded.id
        self._queue_message(group.members[0], group, migrate_to_chat_id=upgraded.id)
        self._queue_message(group.members[0], upgraded, migrate_from_chat_id=group.id)
        return upgraded

    def raw_update(self, content: JSON) -> int:
        """Any update, well formed or not; gives back its id."""
        return self.updates.add(content)

    async def push(self, post: Post) -> int:
        """Deliver pending updates to the webhook: post(headers, body) gives the HTTP status."""
        return await self.updates.push(post)

    # -- what goes wrong -------------------------------------------------------------------

    def fail(
        self, method: str, chat: Chat | int | None = None, *, fault: Fault, times: int = 1
    ) -> None:
        """Let the next calls of a method go wrong, in one chat or in any."""
        self._faults.plan(method, None if chat is None else id_of(chat), fault, times)

    # -- what can be read ------------------------------------------------------------------

    def messages(self, chat: Chat | int) -> list[Sent]:
        """Every message the bot sent to a chat, deleted ones too, oldest first."""
        sent = [message for message in self._history.values() if isinstance(message, Sent)]
        return [message for message in sent if message.chat_id == id_of(chat)]

    def last(self, chat: Chat | int) -> Sent:
        """The newest message of the bot that can still be seen in a chat."""
        seen = [message for message in self.messages(chat) if not message.deleted]
        assert seen, f"the bot has said nothing in {id_of(chat)}"
        return seen[-1]

    def called(self, method: str) -> list[Call]:
        """The calls of one method, oldest first."""
        return [call for call in self.calls if call.method == method]

    def pending(self) -> list[JSON]:
        """The updates that the bot has not confirmed."""
        return self.updates.pending()

    def menu(self, scope: Chat | str = "default", language: str = "") -> dict[str, str]:
        """The commands kept for a scope by name, or those that a person or group is shown."""
        if isinstance(scope, str):
            return self._menus.first([{"type": scope}], [language])
        everywhere = "all_private_chats" if isinstance(scope, User) else "all_group_chats"
        kinds = [{"type": everywhere}, {"type": "default"}]
        spoken = scope.language if isinstance(scope, User) else language
        return self._menus.first([{"type": "chat", "chat_id": scope.id}, *kinds], [spoken, ""])

    # -- how it is done --------------------------------------------------------------------

    def _writes(self, user: User, chat: Chat, **content: Any) -> JSON:
        self._assert_is_in(user, chat)
        assert not user.deactivated, f"{user.first_name} has no account any more"
        if isinstance(chat, User):
            assert not user.blocked, f"{user.first_name} blocked the bot: unblocks() first"
            user.wrote = True
        return self._queue_message(user, chat, **content)

    def _queue_message(self, user: User, chat: Chat, **content: Any) -> JSON:
        message = {
            "message_id": self._number(),
            "date": int(self.now()),
            "chat": chat.chat(),
            "from": user.as_dict(),
            **content,
        }
        self._history[chat.id, message["message_id"]] = message
        if self._is_shown_to_the_bot(chat, message):
            self.updates.add({"message": message})
        return message

    def _is_shown_to_the_bot(self, chat: Chat, message: JSON) -> bool:
        """In a group, privacy mode lets through commands, the bot's name, replies and quotes."""
        if isinstance(chat, User) or chat.bot_is_admin or self.me["can_read_all_group_messages"]:
            return True
        kinds = {entity["type"] for entity in message.get("entities", [])}
        replied_to = message.get("reply_to_message", {}).get("from", {}).get("id")
        named = f"@{self.me['username']}" in message.get("text", "")
        if message.get("via_bot", {}).get("id") == self.me["id"]:
            return True
        return "bot_command" in kinds or named or replied_to == self.me["id"]

    def _bot_membership(self, user: User, before: str, after: str) -> None:
        bot = self._sender()
        change = {
            "chat": user.chat(),
            "from": user.as_dict(),
            "date": int(self.now()),
            "old_chat_member": {"user": bot, "status": before, "until_date": 0},
            "new_chat_member": {"user": bot, "status": after, "until_date": 0},
        }
        self.updates.add({"my_chat_member": change})

    def _file_ids(self, name: str, content: bytes, mime: str) -> JSON:
        kept = self._keep(name, content, mime).as_dict()
        return {key: kept[key] for key in ("file_id", "file_unique_id")}

    def _assert_is_in(self, user: User, chat: Chat) -> None:
        there = chat.members if isinstance(chat, Group) else [chat]
        assert user in there, f"{user.first_name} is not in the chat {chat.id}"


def _wording(text: str) -> JSON:
    """A text as a client sends it, with what Telegram marks in it."""
    assert 1 <= utf16(text) <= TEXT_LIMIT, "no Telegram client sends a text of that length"
    entities = find_entities(text)
    return {"text": text, **({"entities": entities} if entities else {})}


def _caption(text: str) -> JSON:
    entities = find_entities(text)
    known = {"caption": text} if text else {}
    return {**known, **({"caption_entities": entities} if entities else {})}


class FakeRequest(BaseRequest):
    """PTB's road to the fake: the same one serves requests and long polls."""

    def __init__(self, telegram: FakeTelegram, read_timeout: float | None = 5.0) -> None:
        self._telegram = telegram
        self._read_timeout = read_timeout
        self._is_open = True

    @property
    def read_timeout(self) -> float | None:
        """The default read timeout in seconds."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open, again if need be."""
        self._is_open = True

    async def shutdown(self) -> None:
        """Close; a request after this is a bug, as with PTB's own."""
        self._is_open = False

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Carry one request to the fake and its answer back."""
        if not self._is_open:
            raise RuntimeError("This FakeRequest is not initialized!")
        if fetched := _FILE_URL.fullmatch(unquote(url)):
            return self._telegram.content_of(fetched[1], fetched[2])
        address = _URL.fullmatch(url)
        assert address, f"not an address of the Bot API: {url}"
        waits = self._read_timeout if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        parameters = _decoded(request_data.json_parameters) if request_data else {}
        files: Any = request_data.multipart_data if request_data else {}
        return await self._telegram.serve(address[1], address[2], parameters, files, waits)


def _decoded(parameters: dict[str, str]) -> JSON:
    return {name: _value(name, text) for name, text in parameters.items()}


def _value(name: str, text: str) -> Any:
    if name in _TEXTS:
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
