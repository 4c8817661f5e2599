"""For authors: the shape of an entry for editors, and the skeleton of a new one."""

import json
from collections.abc import Collection
from datetime import date
from typing import Any

from bot.core.entry import Entry
from bot.core.knowledge import Knowledge
from bot.core.matching import Matcher
from bot.core.words import STOP_WORDS, clean, split
from bot.store.yamls import dump
from bot.texts import say

_MOST_NEAR = 3
_ID_WORDS = 5
_ID_LENGTH = 48
_TITLE_LENGTH = 70


def entry_schema() -> str:
    """The JSON schema of an entry, with a sentence for each field, for editors."""
    schema: dict[str, Any] = Entry.model_json_schema(by_alias=True)
    del schema["properties"]["topic"]
    schema["title"] = say("schema.whole")
    for name, field in schema["properties"].items():
        field["description"] = say(f"schema.{name}")
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def skeleton(question: str, knowledge: Knowledge, matcher: Matcher, today: date) -> str:
    """The YAML of a new entry for a question; `check` refuses it until it is filled in."""
    asked = clean(question)
    near = matcher.match(matcher.read(asked)).entries[:_MOST_NEAR]
    lines = [say("author.editor"), say("author.near")]
    lines += [
        say(
            "author.near_entry",
            entry=match.entry,
            title=knowledge.by_id[match.entry].title,
            chance=round(100 * match.confidence),
        )
        for match in near
    ]
    body: dict[str, Any] = {
        "id": new_id(asked, knowledge.by_id),
        "kind": knowledge.by_id[near[0].entry].kind,
        "title": asked[:_TITLE_LENGTH],
        "answer": "",
        "cites": [],
        "asks": [asked],
        "related": [match.entry for match in near],
        "reviewed": today.isoformat(),
        "review_by": a_year_on(today).isoformat(),
    }
    return "\n".join(lines) + "\n" + dump(body) + say("author.hint") + "\n"


def new_id(question: str, taken: Collection[str]) -> str:
    """An id from the words that carry the question, unlike any that is taken."""
    words = [word.replace("'", "") for word in split(question)]
    telling = [word for word in words if word not in STOP_WORDS] or words or ["entry"]
    name = "-".join(telling[:_ID_WORDS])[: _ID_LENGTH - 3].strip("-")
    number, made = 1, name
    while made in taken:
        number += 1
        made = f"{name}-{number}"
    return made


def a_year_on(today: date) -> date:
    """The same day next year."""
    if (today.month, today.day) == (2, 29):
        return today.replace(year=today.year + 1, day=28)
    return today.replace(year=today.year + 1)
