"""What comes with a message and is never kept: pictures, voices, places, numbers, files.

It is taken out before the update is committed to the inbox, so that not even a crash leaves a
contact's number or somebody's whereabouts on disk.  What remains says only that it was there.

One kind is let through: a picture or a document whose caption in a private chat is "/brief" and a
number.  Of it stands there how Telegram calls it, until the message has been handled.
"""

import re
from typing import Any, Literal, get_args

from telegram import Message

Kind = Literal["photo", "voice", "video", "contact", "place", "file", "sticker", "other"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LEFT_OUT = "left_out"
BRIEF_FILE = "brief_file"
_OF_A_BRIEF = re.compile(r"/brief(?:@\w+)? \d{1,9}", re.A)

_FIELDS: dict[str, Kind] = {
    "contact": "contact",
    "venue": "place",
    "location": "place",
    "voice": "voice",
    "audio": "voice",
    "video": "video",
    "video_note": "video",
    "photo": "photo",
    "live_photo": "photo",
    "sticker": "sticker",
    "dice": "sticker",
    "game": "sticker",
    "animation": "sticker",
    "document": "file",
    "paid_media": "file",
    "story": "other",
    "poll": "other",
    "checklist": "other",
    "invoice": "other",
    "passport_data": "other",
}
_OF_OTHERS = ("external_reply", "forward_origin")


def without_attachments(update: dict[str, Any]) -> dict[str, Any]:
    """A raw update of any shape, with the attachment left out; a caption becomes its words."""
    return {
        key: _lean(value) if key in ("message", "edited_message") else value
        for key, value in update.items()
    }


def left_out(message: Message) -> Kind | None:
    """What came with a message and was left out."""
    found = message.api_kwargs.get(LEFT_OUT)
    return found if found in KINDS else None


def _lean(message: Any) -> Any:
    if not isinstance(message, dict):
        return message
    lean = {key: message[key] for key in message if key not in (*_FIELDS, *_OF_OTHERS)}
    if "reply_to_message" in lean:
        lean["reply_to_message"] = _lean(lean["reply_to_message"])
    kind = next((kind for field, kind in _FIELDS.items() if field in message), None)
    if kind is not None:
        lean[LEFT_OUT] = kind
        caption, marks = lean.pop("caption", None), lean.pop("caption_entities", None)
        if file := _file_of_a_brief(message, caption):
            return {**lean, BRIEF_FILE: file, "text": caption, "entities": marks or []}
        if caption:
            lean.setdefault("text", caption)
    return lean


def _file_of_a_brief(message: dict[str, Any], caption: Any) -> dict[str, Any] | None:
    """How Telegram calls a file that shall go with a brief, its size, and as what it came."""
    private = isinstance(message.get("chat"), dict) and message["chat"].get("type") == "private"
    if not (private and isinstance(caption, str) and _OF_A_BRIEF.fullmatch(caption)):
        return None
    photo, document = message.get("photo"), message.get("document")
    found = photo[-1] if isinstance(photo, list) and photo else document
    if not isinstance(found, dict) or "file_id" not in found:
        return None
    came_as = "picture" if photo else "document"
    return {"file_id": found["file_id"], "size": found.get("file_size", 0), "came_as": came_as}
