"""Commands for authors: passages, schema, new, test-knowledge."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.flows.authoring import entry_schema, skeleton
from bot.flows.opening import open_answerer
from bot.settings import Settings
from bot.store.encoder import encoder
from bot.store.library import load
from bot.store.overlay import Overlay
from bot.store.passages import dump_passages, read_passages
from bot.store.vectors import remembering
from bot.terminal.trying import as_json, as_words, run_trial
from bot.texts import say

SCHEMA = "entry.schema.json"


def passages(settings: Settings, args: argparse.Namespace) -> int:
    """`passages REPORT`: cut a report's text into its passages."""
    agencies = load(settings.knowledge, settings.published).pack.agencies
    return _write(dump_passages(read_passages(args.report, agencies)), args.out)


def schema(settings: Settings, args: argparse.Namespace) -> int:
    """`schema`: the shape of an entry, for editors, beside the knowledge."""
    return _write(entry_schema(), args.out or settings.knowledge / SCHEMA)


def new(settings: Settings, args: argparse.Namespace) -> int:
    """`new "question"`: the skeleton of an entry."""
    if not any(char.isalnum() for char in args.question):
        return _complain(say("unreadable.empty"))
    if args.out and args.out.exists():
        return _complain(say("author.exists", file=args.out))
    answerer = open_answerer(settings, lambda: _tell(say("terminal.learning")))
    today = datetime.now(UTC).date()
    text = skeleton(args.question, answerer.knowledge.whole(), answerer.matcher, today)
    return _write(text, args.out)


def test_knowledge(settings: Settings, args: argparse.Namespace) -> int:
    """`test-knowledge`: ask every phrasing and report."""
    using = remembering(encoder(settings.data), settings.data)
    found = run_trial(load(settings.knowledge, settings.published).whole(), using, _tell)
    sys.stdout.write(as_words(found) + "\n")
    return _write(as_json(found), args.json) if args.json else 0


def export_knowledge(settings: Settings, args: argparse.Namespace) -> int:
    """`export-knowledge FOLDER`: shipped and published in one, ready to commit."""
    if args.folder.exists() and any(args.folder.iterdir()):
        return _complain(say("author.not_empty", folder=args.folder))
    try:
        count = Overlay(settings.knowledge, settings.published).export(args.folder)
    except OSError as error:
        return _complain(say("author.cannot_write", file=args.folder, why=error.strerror))
    _tell(say("author.exported", folder=args.folder, count=count))
    return 0


COMMANDS = {
    "export-knowledge": export_knowledge,
    "passages": passages,
    "schema": schema,
    "new": new,
    "test-knowledge": test_knowledge,
}


def _write(text: str, out: Path | None) -> int:
    """To a file, which is named, or to standard output."""
    if out is None:
        sys.stdout.write(text)
        return 0
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        return _complain(say("author.cannot_write", file=out, why=error.strerror))
    _tell(say("author.written", file=out))
    return 0


def _tell(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")


def _complain(sentence: str) -> int:
    _tell(sentence)
    return 1
