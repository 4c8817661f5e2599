"""What the fake server remembers: people, groups, messages, calls and refusals."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

JSON = dict[str, Any]


class ApiError(Exception):
    """The server says no: an HTTP status, a description and perhaps parameters."""

    def __init__(self, status: int, description: str, parameters: JSON | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters or {}


def bad(reason: str) -> ApiError:
    """A 400 in the server's words."""
    return ApiError(400, f"Bad Request: {reason}")


def compact(values: JSON) -> JSON:
    """The same fields without those that are None."""
    return {key: value for key, value in values.items() if value is not None}


@dataclass(eq=False)
class User:
    """A person; their id is also the id of their private chat with the bot."""

    id: int
    first_name: str
    username: str | None
    language: str
    wrote: bool = False
    blocked: bool = False
    deactivated: bool = False

    def as_dict(self) -> JSON:
        """The person as the Bot API describes them."""
        known = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        return compact({**known, "username": self.username, "language_code": self.language})

    def chat(self) -> JSON:
        """Their private chat."""
        known = {"id": self.id, "type": "private", "first_name": self.first_name}
        return compact({**known, "username": self.username})

    def barrier(self) -> str | None:
        """Why the bot cannot write to them, if it cannot."""
        if self.deactivated:
            return "Forbidden: user is deactivated"
        if self.blocked:
            return "Forbidden: bot was blocked by the user"
        return None if self.wrote else "Forbidden: bot can't initiate conversation with a user"


@dataclass(eq=False)
class Group:
    """A group that the bot is, or was, in."""

    id: int
    title: str
    members: tuple[User, ...]
    kind: str = "group"
    bot_is_admin: bool = False
    bot_left: bool = False
    migrated_to: int | None = None

    def chat(self) -> JSON:
        """The group as the Bot API describes it."""
        return {"id": self.id, "type": self.kind, "title": self.title}

    def barrier(self) -> str | None:
        """Why the bot cannot write here, if it cannot."""
        name = "group" if self.kind == "group" else "supergroup"
        return f"Forbidden: bot is not a member of the {name} chat" if self.bot_left else None


Chat = User | Group


def id_of(chat: Chat | int) -> int:
    """The id of a chat that may be given by itself or by its id."""
    return chat if isinstance(chat, int) else chat.id


@dataclass(frozen=True)
class Button:
    """One button under a message."""

    text: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None


@dataclass(frozen=True)
class Attachment:
    """A file that was sent."""

    name: str
    content: bytes
    file_id: str
    mime: str
    sent_as: str = "document"

    def as_dict(self) -> JSON:
        """The file as the Bot API describes a document."""
        ids = {"file_id": self.file_id, "file_unique_id": f"unique-{self.file_id}"}
        size = len(self.content)
        return {**ids, "file_name": self.name, "mime_type": self.mime, "file_size": size}

    def sizes(self) -> list[JSON]:
        """The file as the Bot API describes a photo."""
        ids = {"file_id": self.file_id, "file_unique_id": f"unique-{self.file_id}"}
        return [{**ids, "width": 800, "height": 600, "file_size": len(self.content)}]


@dataclass(eq=False)
class Sent:
    """A message of the bot as it stands now: edits and deletion change it in place."""

    chat: JSON
    sender: JSON
    message_id: int
    date: int
    text: str
    html: str
    entities: list[JSON]
    markup: JSON | None
    protect_content: bool = False
    silent: bool = False
    reply: JSON | None = None
    document: Attachment | None = None
    photo: Attachment | None = None
    poll: JSON | None = None
    edit_date: int | None = None
    deleted: bool = False
    pinned: bool = False

    @property
    def chat_id(self) -> int:
        """The chat it was sent to."""
        return int(self.chat["id"])

    @property
    def reply_to(self) -> int | None:
        """The id of the message it answers."""
        return int(self.reply["message_id"]) if self.reply else None

    @property
    def edited(self) -> bool:
        """Whether its text or its buttons were ever changed."""
        return self.edit_date is not None

    @property
    def buttons(self) -> list[list[Button]]:
        """The inline keyboard as it is now, row by row."""
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [[_button(button) for button in row] for row in rows]

    @property
    def is_text(self) -> bool:
        """Whether it carries text of its own, not a file or a poll."""
        return not (self.document or self.photo or self.poll)

    @property
    def is_editable(self) -> bool:
        """A message under a reply keyboard can never be edited."""
        return not self.markup or "inline_keyboard" in self.markup

    def as_dict(self) -> JSON:
        """The message as the Bot API describes it."""
        return compact(
            {
                "message_id": self.message_id,
                "date": self.date,
                "chat": self.chat,
                "from": self.sender,
                "edit_date": self.edit_date,
                "reply_to_message": self.reply,
                "has_protected_content": self.protect_content or None,
                "reply_markup": self.markup if self.is_editable else None,
                "document": self.document.as_dict() if self.document else None,
                "photo": self.photo.sizes() if self.photo else None,
                "poll": self.poll,
                **self._wording(),
            }
        )

    def _wording(self) -> JSON:
        if self.is_text:
            return {"text": self.text, "entities": self.entities or None}
        return {"caption": self.text or None, "caption_entities": self.entities or None}


def _button(button: JSON) -> Button:
    copied = button.get("copy_text", {}).get("text")
    return Button(button["text"], button.get("callback_data"), button.get("url"), copied)


Message = Sent | JSON


def quoted(message: Message) -> JSON:
    """A message as it appears inside a reply to it: without what it replied to itself."""
    fields = message.as_dict() if isinstance(message, Sent) else message
    return {key: value for key, value in fields.items() if key != "reply_to_message"}


@dataclass(eq=False)
class Call:
    """One request of the bot and what became of it."""

    method: str
    parameters: JSON
    at: float
    result: Any = None
    error: str | None = None


@dataclass(eq=False)
class Query:
    """One tap on a button, waiting for its answer."""

    user: User
    data: str
    at: float
    answered: bool = False


@dataclass(frozen=True)
class Answer:
    """What the bot said to a tap."""

    user: User
    data: str
    text: str
    show_alert: bool


@dataclass
class Menus:
    """Command menus by scope and language."""

    _menus: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def put(self, scope: JSON, language: str, commands: dict[str, str]) -> None:
        """Keep a menu; an empty one removes it."""
        key = (_scope_key(scope), language)
        self._menus.pop(key, None)
        if commands:
            self._menus[key] = commands

    def first(self, scopes: list[JSON], languages: list[str]) -> dict[str, str]:
        """The menu of the narrowest scope that has one, as a client looks for it."""
        for scope in scopes:
            for language in languages:
                if menu := self._menus.get((_scope_key(scope), language)):
                    return menu
        return {}


def _scope_key(scope: JSON) -> str:
    return " ".join(f"{key}={scope[key]}" for key in sorted(scope))
