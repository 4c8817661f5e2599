"""The published report's own passages, read from its text or from a passages file."""

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bot.core.cutting import Passage, cut
from bot.core.errors import Fault, FaultyError

_FILE = TypeAdapter(dict[str, str | dict[str, str]])


def read_passages(path: Path, agencies: Mapping[str, str]) -> dict[str, Passage]:
    """Locator -> passage; FaultyError when the file holds none.

    A name that ends in .json is a passages file, anything else the text of the report.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        found = _of_json(text) if path.suffix == ".json" else cut(text, agencies)
    except (OSError, UnicodeDecodeError) as error:
        raise FaultyError([Fault(str(path), None, f"cannot be read: {error}")]) from None
    except ValidationError:
        fault = Fault(str(path), None, "is not a passages file", "make one with `passages`")
        raise FaultyError([fault]) from None
    if not found:
        raise FaultyError([Fault(str(path), None, "holds no numbered passage")])
    return found


def _of_json(text: str) -> dict[str, Passage]:
    """A passages file: locator -> text, or locator -> an object with text and heading."""
    return {
        locator: Passage("", value)
        if isinstance(value, str)
        else Passage(value.get("heading", ""), value.get("text", ""))
        for locator, value in _FILE.validate_json(text).items()
    }


def dump_passages(passages: Mapping[str, Passage]) -> str:
    """The passages file: JSON, locator -> text."""
    texts = {locator: passage.text for locator, passage in passages.items()}
    return json.dumps(texts, ensure_ascii=False, indent=1) + "\n"
