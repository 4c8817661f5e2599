"""Texts, entities, keyboards, menus and polls: accepted or refused in the server's words."""

from __future__ import annotations

import re
from typing import Any

from tests.fake_telegram_parts.html import parse_html, url_fault, utf16
from tests.fake_telegram_parts.state import JSON, bad, compact

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


def checked_text(p: JSON) -> tuple[str, list[JSON]]:
    """The text of a message: not empty, not too long, well marked up."""
    if not p.get("text"):
        raise bad("message text is empty")
    mode, entities = p.get("parse_mode"), p.get("entities", [])
    text, entities = formatted(p["text"], mode, entities, TEXT_LIMIT, "message is too long")
    if not text:
        raise bad("text must be non-empty")
    return text, entities


def checked_caption(p: JSON) -> tuple[str, list[JSON]]:
    """The caption of a file, which may be empty."""
    mode, entities = p.get("parse_mode"), p.get("caption_entities", [])
    refusal = "message caption is too long"
    return formatted(p.get("caption", ""), mode, entities, CAPTION_LIMIT, refusal)


def checked_commands(commands: list[JSON]) -> dict[str, str]:
    """A command menu, in its order."""
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch("[a-z0-9_]{1,32}", command["command"]):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= utf16(command["description"]) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return {command["command"]: command["description"] for command in commands}


def checked_poll(p: JSON) -> JSON:
    """A poll or a quiz as the Bot API describes it."""
    question, _ = formatted(
        p.get("question", ""), None, [], 300, "poll question length must not exceed 300"
    )
    if not question:
        raise bad("poll question must be non-empty")
    options = [_poll_option(number, option) for number, option in enumerate(p["options"])]
    if not 1 <= len(options) <= 12:
        raise bad("poll must have from 1 to 12 options")
    explanation, entities = formatted(
        p.get("explanation", ""),
        p.get("explanation_parse_mode"),
        p.get("explanation_entities", []),
        200,
        "quiz explanation length must not exceed 200",
    )
    return compact(
        {
            "question": question,
            "options": options,
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": p.get("is_anonymous", True),
            "type": p.get("type", "regular"),
            "allows_multiple_answers": p.get("allows_multiple_answers", False),
            "allows_revoting": p.get("allows_revoting", p.get("type") != "quiz"),
            "members_only": False,
            "correct_option_ids": _correct(p, len(options)),
            "explanation": explanation or None,
            "explanation_entities": entities or None,
        }
    )


def _poll_option(number: int, option: JSON) -> JSON:
    text, _ = formatted(option["text"], None, [], 100, "poll options length must not exceed 100")
    if not text:
        raise bad("poll options must be non-empty")
    return {"text": text, "voter_count": 0, "persistent_id": str(number)}


def _correct(p: JSON, options: int) -> list[int] | None:
    if p.get("type") != "quiz":
        return None
    correct: list[int] = p.get("correct_option_ids") or [p.get("correct_option_id", -1)]
    if not all(0 <= number < options for number in correct):
        raise bad("wrong correct option ID specified")
    return correct


def formatted(
    text: str, mode: str | None, entities: list[JSON], limit: int, refusal: str
) -> tuple[str, list[JSON]]:
    """Plain text and entities of a marked-up text, refused when it is longer than the limit."""
    text = re.sub(r"[\x00-\x09\x0b-\x1f]", " ", text.replace("\r", ""))
    if not mode:
        entities = _checked_entities(text, entities)
    elif mode.lower() == "html":
        text, entities = parse_html(text)
    else:
        raise bad("unsupported parse_mode (this project sends HTML only)")
    text, entities = _trimmed(text, entities)
    # Counted in UTF-16 units: never more lenient than the server, whatever the script.
    if utf16(text) > limit:
        raise bad(refusal)
    return text, entities


def _checked_entities(text: str, entities: list[JSON]) -> list[JSON]:
    end = utf16(text)
    for entity in entities:
        start, stop = entity["offset"], entity["offset"] + entity["length"]
        if start < 0 or start > end:
            raise bad(f"entity begins after the end of the text at UTF-16 offset {start}")
        if stop > end:
            raise bad(
                f"entity beginning at UTF-16 offset {start} ends after the end of the text "
                f"at UTF-16 offset {stop}"
            )
    return entities


def _trimmed(text: str, entities: list[JSON]) -> tuple[str, list[JSON]]:
    """White space at both ends goes, as on the server, and entities move with the text."""
    begun = text.lstrip(" \n")
    cut = utf16(text) - utf16(begun)
    kept = begun.rstrip()
    end = utf16(kept)
    moved = []
    for entity in entities:
        start = max(entity["offset"] - cut, 0)
        stop = min(entity["offset"] + entity["length"] - cut, end)
        if stop > start:
            moved.append({**entity, "offset": start, "length": stop - start})
    return kept, moved


_SEEN = {
    "bot_command": r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])",
    "mention": r"(?<![\w.@])@[A-Za-z]\w{3,31}\b",
    "hashtag": r"(?<!\w)#\w*[^\W\d]\w*",
    "email": r"\b[\w.+-]+@[\w-]+\.[\w.-]*\w",
    "url": r"\bhttps?://[^\s<>]*[\w/]",
}


def find_entities(text: str) -> list[JSON]:
    """What Telegram marks by itself in what people write."""
    found = [
        {"type": kind, "offset": utf16(text[: match.start()]), "length": utf16(match.group())}
        for kind, pattern in _SEEN.items()
        for match in re.finditer(pattern, text)
    ]
    return sorted(found, key=lambda entity: entity["offset"])


def checked_markup(markup: Any, *, inline_only: bool = False) -> JSON | None:
    """A keyboard that the server would accept, or a 400."""
    if not markup:
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline_keyboard(markup["inline_keyboard"])
    if inline_only:
        raise bad("inline keyboard expected")
    for row in markup.get("keyboard", []):
        for button in row:
            _checked_label(button, "keyboard button")
    return markup


def _inline_keyboard(rows: Any) -> JSON | None:
    if not isinstance(rows, list):
        raise bad('field "inline_keyboard" must be of type Array')
    kept = [[_inline_button(button) for button in row] for row in rows if row]
    if sum(map(len, kept)) > 100 or any(len(row) > 8 for row in kept):
        raise bad("reply markup is too long")
    return {"inline_keyboard": kept} if kept else None


def _checked_label(button: Any, where: str) -> None:
    label = button.get("text") if isinstance(button, dict) else None
    if label is None:
        raise bad(f"can't parse {where}: Can't find field \"text\"")
    # The server leaves such a button out without a word; a test ought to hear of it.
    if not label.strip():
        raise bad(f"{where} text must be non-empty")


def _inline_button(button: Any) -> JSON:
    _checked_label(button, "inline keyboard button")
    found: JSON = button
    actions = set(found) - {"text", "style", "icon_custom_emoji_id"}
    if not actions or found.get("callback_data") == "":
        raise bad(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(found.get("callback_data", "").encode()) > 64:
        raise bad("BUTTON_DATA_INVALID")
    if "copy_text" in found and not 1 <= utf16(found["copy_text"]["text"]) <= 256:
        raise bad("BUTTON_COPY_TEXT_INVALID")
    if "url" in found and (fault := url_fault(found["url"])):
        raise bad(f"inline keyboard button URL '{found['url']}' is invalid: {fault}")
    return found
