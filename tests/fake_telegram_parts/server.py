"""The Bot API's methods over the fake's state."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx
from telegram.constants import BotCommandScopeType, ChatAction

from tests.fake_telegram_parts.checks import (
    checked_caption,
    checked_commands,
    checked_markup,
    checked_poll,
    checked_text,
)
from tests.fake_telegram_parts.faults import Cut, Faults, Late, RateLimit
from tests.fake_telegram_parts.html import utf16
from tests.fake_telegram_parts.inline import InlineQuery, Offered, checked_offer
from tests.fake_telegram_parts.state import (
    JSON,
    Answer,
    ApiError,
    Attachment,
    Call,
    Chat,
    Group,
    Menus,
    Message,
    Query,
    Sent,
    User,
    bad,
    compact,
    quoted,
)
from tests.fake_telegram_parts.updates import Updates

Files = dict[str, tuple[str, Any, str]]

DOWNLOAD_LIMIT = 20 * 2**20
DELETABLE_SECONDS = 48 * 60 * 60
# Telegram does not publish how long a tap waits; a minute errs on the strict side.
QUERY_SECONDS = 60
# Nor how long an inline query does, which is useless once somebody has typed on.
INLINE_QUERY_SECONDS = 30
ACTIONS = {str(action) for action in ChatAction}
SCOPES = {str(scope) for scope in BotCommandScopeType}
IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF", b"GIF8")
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
QUERY_GONE = "query is too old and response timeout expired or query ID is invalid"


class Server:
    """Everything Telegram knows, and what it answers to each method."""

    def __init__(
        self,
        now: Callable[[], float],
        *,
        token: str,
        rate_limit: bool,
        reads_all_group_messages: bool,
        longest_wait: float,
    ) -> None:
        self.now = now
        self.token = token
        self.me: JSON = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Practice guide",
            "username": "practice_guide_bot",
            "can_join_groups": True,
            "can_read_all_group_messages": reads_all_group_messages,
            "supports_inline_queries": True,
        }
        self.calls: list[Call] = []
        self.answers: list[Answer] = []
        self.offers: list[Offered] = []
        self.updates = Updates(now, longest_wait)
        self._chats: dict[int, Chat] = {}
        self._history: dict[tuple[int, int], Message] = {}
        self._next_message_id = 1
        self._queries: dict[str, Query] = {}
        self._inline_queries: dict[str, InlineQuery] = {}
        self._files: dict[str, Attachment] = {}
        self._menus = Menus()
        self._faults = Faults()
        self._rate = RateLimit() if rate_limit else None
        self._methods: dict[str, Callable[[JSON, Files], Any]] = {
            "getMe": lambda p, _: self._sender(),
            "getUpdates": lambda p, _: self.updates.poll(p),
            "setWebhook": lambda p, _: self.updates.set_webhook(p),
            "deleteWebhook": lambda p, _: self.updates.delete_webhook(p),
            "getWebhookInfo": lambda p, _: self.updates.webhook_info(p),
            "sendMessage": lambda p, _: self._send_message(p),
            "sendDocument": self._send_document,
            "sendPhoto": self._send_photo,
            "sendPoll": lambda p, _: self._send_poll(p),
            "sendChatAction": lambda p, _: self._send_chat_action(p),
            "editMessageText": lambda p, _: self._edit_text(p),
            "editMessageCaption": lambda p, _: self._edit_caption(p),
            "getFile": lambda p, _: self._get_file(p),
            "editMessageReplyMarkup": lambda p, _: self._edit_markup(p),
            "deleteMessage": lambda p, _: self._delete(p),
            "pinChatMessage": lambda p, _: self._pin(p),
            "answerCallbackQuery": lambda p, _: self._answer(p),
            "answerInlineQuery": lambda p, _: self._offer(p),
            "setMyCommands": lambda p, _: self._set_commands(p),
            "deleteMyCommands": lambda p, _: self._set_commands({**p, "commands": []}),
            "leaveChat": lambda p, _: self._leave(p),
            "getChat": lambda p, _: self._get_chat(p),
        }

    async def serve(
        self, token: str, method: str, parameters: JSON, files: Files, read_timeout: float | None
    ) -> tuple[int, bytes]:
        """One request from its arrival to its answer, with whatever was planned to go wrong."""
        call = Call(method, parameters, self.now())
        self.calls.append(call)
        await asyncio.sleep(0)  # a network always lets other tasks run
        try:
            mishap = self._faults.take(method, parameters, self.now())
            if isinstance(mishap, Cut) and not mishap.accepted:
                raise mishap.error()
            status, body = await self._reply(call, token, files)
            if isinstance(mishap, Cut):
                raise mishap.error()
            if isinstance(mishap, Late):
                await _wait(mishap.seconds, read_timeout)
        except ApiError as refusal:
            status, body = _refusal(call, refusal)
        except Exception as error:
            call.error = repr(error)
            raise
        return status, json.dumps(body).encode()

    async def _reply(self, call: Call, token: str, files: Files) -> tuple[int, JSON]:
        try:
            if token != self.token:
                raise ApiError(401, "Unauthorized")
            if call.method not in self._methods:
                raise ApiError(404, "Not Found: method not found")
            _check_utf8(call.parameters)
            result = self._methods[call.method](call.parameters, files)
            call.result = await result if asyncio.iscoroutine(result) else result
        except ApiError as refusal:
            return _refusal(call, refusal)
        return 200, {"ok": True, "result": call.result}

    def _sender(self) -> JSON:
        return dict(self.me)

    # -- finding ---------------------------------------------------------------------------

    def _chat(self, p: JSON) -> Chat:
        if p.get("chat_id", "") == "":
            raise bad("chat_id is empty")
        chat = self._chats.get(p["chat_id"])
        if chat is None:
            raise bad("chat not found")
        if isinstance(chat, Group) and chat.migrated_to:
            reason = "Bad Request: group chat was upgraded to a supergroup chat"
            raise ApiError(400, reason, {"migrate_to_chat_id": chat.migrated_to})
        return chat

    def _reachable(self, p: JSON) -> Chat:
        chat = self._chat(p)
        if barrier := chat.barrier():
            raise ApiError(403, barrier)
        return chat

    def _found(self, p: JSON, refusal: str) -> Message:
        message = self._history.get((self._chat(p).id, p.get("message_id", 0)))
        if message is None or (isinstance(message, Sent) and message.deleted):
            raise bad(refusal)
        return message

    def _replied_to(self, chat: Chat, p: JSON) -> JSON | None:
        wanted = p.get("reply_parameters")
        if not wanted:
            return None
        try:
            place = {"chat_id": chat.id, "message_id": wanted["message_id"]}
            return quoted(self._found(place, "message to be replied not found"))
        except ApiError:
            if wanted.get("allow_sending_without_reply"):
                return None
            raise

    def _number(self) -> int:
        number = self._next_message_id
        self._next_message_id += 1
        return number

    # -- sending ---------------------------------------------------------------------------

    def _send(self, p: JSON, text: str, entities: list[JSON], html: str, **more: Any) -> JSON:
        markup = checked_markup(p.get("reply_markup"))
        chat = self._reachable(p)
        reply = self._replied_to(chat, p)
        if self._rate:
            self._rate.count(chat.id, self.now())
        sent = Sent(
            chat=chat.chat(),
            sender=self._sender(),
            message_id=self._number(),
            date=int(self.now()),
            text=text,
            html=html,
            entities=entities,
            markup=markup,
            protect_content=p.get("protect_content", False),
            silent=p.get("disable_notification", False),
            reply=reply,
            **more,
        )
        self._history[sent.chat_id, sent.message_id] = sent
        return sent.as_dict()

    def _send_message(self, p: JSON) -> JSON:
        return self._send(p, *checked_text(p), p["text"])

    def _send_document(self, p: JSON, files: Files) -> JSON:
        document = self._attached("document", p, files)
        return self._send(p, *checked_caption(p), p.get("caption", ""), document=document)

    def _send_photo(self, p: JSON, files: Files) -> JSON:
        photo = self._attached("photo", p, files)
        if not photo.content.startswith(IMAGES):
            raise bad("IMAGE_PROCESS_FAILED")
        return self._send(p, *checked_caption(p), p.get("caption", ""), photo=photo)

    def _attached(self, kind: str, p: JSON, files: Files) -> Attachment:
        if kind in files:
            name, content, mime = files[kind]
            read = content if isinstance(content, bytes) else content.read()
            return self._keep(name, read, mime, kind)
        if kind not in p:
            raise bad(f"there is no {kind} in the request")
        if p[kind] not in self._files:
            raise bad("wrong file identifier/HTTP URL specified")
        kept = self._files[p[kind]]
        if kept.sent_as != kind:
            raise bad(f"can't use file of type {kept.sent_as.title()} as {kind.title()}")
        return kept

    def _keep(self, name: str, content: bytes, mime: str, sent_as: str = "document") -> Attachment:
        if not content:
            raise bad("file must be non-empty")
        kept = Attachment(name, content, f"file-{len(self._files) + 1}", mime, sent_as)
        self._files[kept.file_id] = kept
        return kept

    def _send_poll(self, p: JSON) -> JSON:
        poll = {"id": str(self._next_message_id), **checked_poll(p)}
        return self._send(p, "", [], "", poll=poll)

    def _send_chat_action(self, p: JSON) -> bool:
        self._reachable(p)
        if p.get("action") not in ACTIONS:
            raise bad("wrong parameter action in request")
        return True

    # -- changing --------------------------------------------------------------------------

    def _editable(self, p: JSON) -> Sent:
        message = self._found(p, "message to edit not found")
        self._reachable(p)
        if not isinstance(message, Sent) or not message.is_editable:
            raise bad("message can't be edited")
        return message

    def _edit_text(self, p: JSON) -> JSON:
        text, entities = checked_text(p)
        markup = checked_markup(p.get("reply_markup"), inline_only=True)
        sent = self._editable(p)
        if not sent.is_text:
            raise bad("there is no text in the message to edit")
        if (text, entities, markup) == (sent.text, sent.entities, sent.markup):
            raise bad(NOT_MODIFIED)
        sent.text, sent.entities, sent.html = text, entities, p["text"]
        return self._edited(sent, markup)

    def _edit_caption(self, p: JSON) -> JSON:
        text, entities = checked_caption(p)
        markup = checked_markup(p.get("reply_markup"), inline_only=True)
        sent = self._editable(p)
        if sent.is_text:
            raise bad("there is no caption in the message to edit")
        if (text, entities, markup) == (sent.text, sent.entities, sent.markup):
            raise bad(NOT_MODIFIED)
        sent.text, sent.entities, sent.html = text, entities, p.get("caption", "")
        return self._edited(sent, markup)

    def _edit_markup(self, p: JSON) -> JSON:
        markup = checked_markup(p.get("reply_markup"), inline_only=True)
        sent = self._editable(p)
        if markup == sent.markup:
            raise bad(NOT_MODIFIED)
        return self._edited(sent, markup)

    def _edited(self, sent: Sent, markup: JSON | None) -> JSON:
        sent.markup, sent.edit_date = markup, int(self.now())
        return sent.as_dict()

    def _delete(self, p: JSON) -> bool:
        message = self._found(p, "message to delete not found")
        chat = self._chat(p)
        date = message.date if isinstance(message, Sent) else message["date"]
        if self.now() - date > DELETABLE_SECONDS:
            raise bad("message can't be deleted for everyone")
        if isinstance(message, Sent):
            message.deleted = True
            return True
        if isinstance(chat, Group) and not chat.bot_is_admin:
            raise bad("message can't be deleted")
        del self._history[chat.id, message["message_id"]]
        return True

    def _pin(self, p: JSON) -> bool:
        message = self._found(p, "message to pin not found")
        chat = self._reachable(p)
        if isinstance(chat, Group) and not chat.bot_is_admin:
            raise bad("not enough rights to manage pinned messages in the chat")
        if isinstance(message, Sent):
            message.pinned = True
        return True

    def _answer(self, p: JSON) -> bool:
        text = p.get("text", "")
        if utf16(text) > 200:
            raise bad("MESSAGE_TOO_LONG")
        query = self._queries.get(p.get("callback_query_id", ""))
        if query is None or query.answered or self.now() - query.at > QUERY_SECONDS:
            raise bad(QUERY_GONE)
        query.answered = True
        self.answers.append(Answer(query.user, query.data, text, p.get("show_alert", False)))
        return True

    def _offer(self, p: JSON) -> bool:
        query = self._inline_queries.get(p.get("inline_query_id", ""))
        late = query is not None and self.now() - query.at > INLINE_QUERY_SECONDS
        if query is None or query.answered or late:
            raise bad(QUERY_GONE)
        self.offers.append(checked_offer(p, query))
        query.answered = True
        return True

    # -- the rest --------------------------------------------------------------------------

    def _set_commands(self, p: JSON) -> bool:
        scope = p.get("scope", {"type": "default"})
        if scope.get("type") not in SCOPES:
            raise bad("can't parse BotCommandScope: Unsupported type specified")
        if "chat_id" in scope:
            self._chat(scope)
        self._menus.put(scope, p.get("language_code", ""), checked_commands(p["commands"]))
        return True

    def _leave(self, p: JSON) -> bool:
        chat = self._chat(p)
        if isinstance(chat, User):
            raise bad("chat member status can't be changed in private chats")
        self._reachable(p)
        chat.bot_left = True
        return True

    def _get_file(self, p: JSON) -> JSON:
        kept = self._files.get(p.get("file_id", ""))
        if kept is None:
            raise bad("wrong file_id or the file is temporarily unavailable")
        if len(kept.content) > DOWNLOAD_LIMIT:
            raise bad("file is too big")
        ids = {"file_id": kept.file_id, "file_unique_id": f"unique-{kept.file_id}"}
        return {**ids, "file_size": len(kept.content), "file_path": f"files/{kept.file_id}"}

    def content_of(self, token: str, path: str) -> tuple[int, bytes]:
        """A file as it is fetched from the address that getFile gives."""
        kept = self._files.get(path.removeprefix("files/"))
        if token != self.token or kept is None:
            return 404, b'{"ok": false, "error_code": 404, "description": "Not Found"}'
        return 200, kept.content

    def _get_chat(self, p: JSON) -> JSON:
        gifts = [f"{kind}_gifts" for kind in ("unlimited", "limited", "unique")]
        accepted = dict.fromkeys([*gifts, "premium_subscription", "gifts_from_channels"], False)
        full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": accepted}
        return {**self._chat(p).chat(), **full}


async def _wait(seconds: float, read_timeout: float | None) -> None:
    """A late answer; one that would come after the caller gave up costs no real time."""
    if read_timeout is not None and seconds >= read_timeout:
        raise Cut(httpx.ReadTimeout, "", accepted=True).error()
    await asyncio.sleep(seconds)


def _refusal(call: Call, refusal: ApiError) -> tuple[int, JSON]:
    call.error = refusal.description
    body = {"ok": False, "error_code": refusal.status, "description": refusal.description}
    return refusal.status, compact({**body, "parameters": refusal.parameters or None})


def _check_utf8(parameters: JSON) -> None:
    try:
        json.dumps(parameters, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise bad("strings must be encoded in UTF-8") from None
