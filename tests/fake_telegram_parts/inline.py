"""Inline mode: what a bot may offer while somebody types its name in any chat."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tests.fake_telegram_parts.checks import checked_markup, checked_text
from tests.fake_telegram_parts.state import JSON, User, bad

QUERY_LIMIT = 256
MOST_RESULTS = 50
RESULT_ID_BYTES = 64


@dataclass(eq=False)
class InlineQuery:
    """What somebody has typed so far behind the bot's name."""

    user: User
    text: str
    at: float
    answered: bool = False


@dataclass(frozen=True)
class Result:
    """One article that somebody can choose, and the message that it would become."""

    id: str
    title: str
    description: str
    text: str
    html: str
    entities: list[JSON]
    markup: JSON | None


@dataclass(frozen=True)
class Offered:
    """What the bot offered to one inline query."""

    user: User
    query: str
    results: list[Result]
    button: JSON | None
    is_personal: bool
    cache_time: int

    @property
    def titles(self) -> list[str]:
        """The articles as they are listed."""
        return [result.title for result in self.results]


def checked_offer(p: JSON, query: InlineQuery) -> Offered:
    """The parameters of answerInlineQuery, or a 400."""
    results = p.get("results")
    if not isinstance(results, list):
        raise bad("can't parse inline query results JSON array: expected Array")
    if len(results) > MOST_RESULTS:
        raise bad("RESULTS_TOO_MUCH")
    made = [_result(result) for result in results]
    if len({result.id for result in made}) < len(made):
        raise bad("RESULT_ID_DUPLICATE")
    if len(p.get("next_offset", "").encode()) > 64:
        raise bad("NEXT_OFFSET_INVALID")
    cache_time = p.get("cache_time", 300)
    if not isinstance(cache_time, int) or cache_time < 0:
        raise bad('field "cache_time" must be a non-negative number of seconds')
    personal = p.get("is_personal", False)
    return Offered(query.user, query.text, made, _button(p.get("button")), personal, cache_time)


def _result(result: Any) -> Result:
    if not isinstance(result, dict) or not result.get("type"):
        raise bad("can't parse inline query result: Can't find field \"type\"")
    if result["type"] != "article":
        raise bad("unsupported inline query result (this project offers articles only)")
    if not 1 <= len(str(result.get("id", "")).encode()) <= RESULT_ID_BYTES:
        raise bad("RESULT_ID_INVALID")
    if not result.get("title", "").strip():
        raise bad("ARTICLE_TITLE_EMPTY")
    content = result.get("input_message_content") or {}
    if "message_text" not in content:
        raise bad("can't parse inline query result: message content must be specified")
    asked = {**content, "text": content["message_text"]}
    text, entities = checked_text(asked)
    markup = checked_markup(result.get("reply_markup"), inline_only=True)
    shown = result.get("description", "")
    return Result(result["id"], result["title"], shown, text, asked["text"], entities, markup)


def _button(button: Any) -> JSON | None:
    if button is None:
        return None
    if not button.get("text", "").strip():
        raise bad("can't parse inline query results button: text must be non-empty")
    if "web_app" not in button and not re.fullmatch(
        "[A-Za-z0-9_-]{1,64}", button.get("start_parameter", "")
    ):
        raise bad("START_PARAM_INVALID")
    found: JSON = button
    return found
