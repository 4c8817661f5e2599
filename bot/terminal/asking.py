"""Asking from a keyboard: a talk, one question, or many for programs."""

import json
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import IO, Any

from bot.core.answering import Answerer
from bot.core.entry import Agency, cited
from bot.core.reply import (
    Answered,
    Choices,
    Reply,
    Small,
    Unanswered,
    Unreadable,
    Urgent,
    Withheld,
)
from bot.core.safety import EMERGENCY_NUMBER
from bot.flows.asking import Conversation, kept_text
from bot.flows.reading import Passages, typed_locator, typed_page
from bot.flows.wording import page
from bot.terminal.guiding import BEGIN, walk
from bot.texts import say

_MOST_TEXT = 4_096
_OUTCOMES = {
    Answered: "answer",
    Choices: "choices",
    Unanswered: "unanswered",
    Withheld: "identity",
    Small: "smalltalk",
    Unreadable: "invalid",
}


def chat(
    answerer: Answerer,
    source: Iterable[str],
    out: IO[str],
    today: date | None = None,
    passages: Passages | None = None,
    agency: Agency | None = None,
) -> None:
    """Talk until an empty line or the end of input."""
    conversation = Conversation(answerer)
    _print(out, say("terminal.hello", emergency=EMERGENCY_NUMBER))
    lines = iter(source)
    last: Reply | None = None
    for line in _prompted(lines, out):
        if not line.strip():
            break
        if isinstance(last, Answered) and last.entry.steps and line.strip().lower() == BEGIN:
            day = today or datetime.now(UTC).date()
            walk(last.entry, answerer.knowledge, lines, out, day)
            continue
        locator = typed_locator(line)
        if locator is not None:
            _print(out, typed_page(locator, passages or {}, answerer.knowledge).plain())
            continue
        last = _reply(conversation, last, line)
        words = say("terminal.chosen_none") if last is None else _words(answerer, last, agency)
        _print(out, words)
        if isinstance(last, Choices):
            _print(out, say("terminal.choose"))
        elif isinstance(last, Answered) and last.entry.steps:
            _print(out, say("terminal.steps"))
    _print(out, say("terminal.bye"))


def _reply(conversation: Conversation, last: Reply | None, line: str) -> Reply | None:
    """The reply to a line; None for "none of these"; the choices again for a wrong number."""
    if not isinstance(last, Choices) or not line.strip().isdecimal():
        return conversation.ask(line)
    number = int(line)
    if number > len(last.options):
        return last
    return conversation.choose(last.options[number - 1].id) if number else None


def _prompted(source: Iterable[str], out: IO[str]) -> Iterable[str]:
    lines = iter(source)
    while True:
        out.write("\n" + say("terminal.prompt"))
        out.flush()
        line = next(lines, None)
        if line is None:
            return
        yield line


def _print(out: IO[str], text: str) -> None:
    out.write(text + "\n")
    out.flush()


def _words(answerer: Answerer, reply: Reply, agency: Agency | None) -> str:
    return page(reply, answerer.knowledge, agency).plain()


def ask(answerer: Answerer, question: str, agency: Agency | None = None) -> str:
    """One answer in words, for somebody of that agency."""
    return _words(answerer, Conversation(answerer).ask(question), agency)


def ask_lines(
    answerer: Answerer, source: Iterable[bytes], out: IO[str], agency: Agency | None = None
) -> None:
    """Read one JSON object a line and write one a line, in order, flushed line by line."""
    for raw in source:
        if raw.strip():
            out.write(json.dumps(_answer_line(answerer, raw, agency), ensure_ascii=True) + "\n")
            out.flush()


def _answer_line(answerer: Answerer, raw: bytes, agency: Agency | None) -> dict[str, Any]:
    try:
        row = json.loads(raw.decode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": say("terminal.bad_json", why=str(error)[:200])}
    if not isinstance(row, dict):
        return {"id": None, "error": say("terminal.no_question")}
    turns = row.get("turns")
    if isinstance(row.get("q"), str):
        return {"id": row.get("id"), "reply": _talk(answerer, [row["q"]], agency)[0]}
    if isinstance(turns, list) and turns and all(_is_turn(turn) for turn in turns):
        asked = [turn["q"] for turn in turns]
        return {"id": row.get("id"), "replies": _talk(answerer, asked, agency)}
    return {"id": row.get("id"), "error": say("terminal.no_question")}


def _is_turn(turn: object) -> bool:
    return isinstance(turn, dict) and isinstance(turn.get("q"), str)


def _talk(answerer: Answerer, questions: list[str], agency: Agency | None) -> list[dict[str, Any]]:
    conversation = Conversation(answerer)
    return [_as_object(answerer, text, conversation.ask(text), agency) for text in questions]


def _as_object(
    answerer: Answerer, text: str, reply: Reply, agency: Agency | None
) -> dict[str, Any]:
    """A reply as the contract has it."""
    shown = reply.entry if isinstance(reply, Answered) else None
    options = reply.options if isinstance(reply, Choices) else ()
    outcome = reply.kind if isinstance(reply, Urgent) else _OUTCOMES[type(reply)]
    return {
        "outcome": outcome,
        "entry": shown.id if shown else None,
        "text": _words(answerer, reply, agency)[:_MOST_TEXT],
        "citations": cited(shown) if shown else [],
        "choices": [
            {"entry": entry.id, "title": entry.title, "citations": list(entry.cites)}
            for entry in options
        ],
        "confidence": round(getattr(reply, "confidence", 1.0), 4),
        "logged": kept_text(answerer, text),
    }


def standard_input() -> Iterable[str]:
    """Lines typed, surviving bytes that are not UTF-8."""
    for raw in sys.stdin.buffer:
        yield raw.decode("utf-8", "replace").rstrip("\n")
