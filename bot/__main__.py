"""The command line: chat, ask, check, run, questions, guide."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

from bot.core.errors import FaultyError
from bot.settings import Settings, SettingsError, read
from bot.texts import say


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    args = _parser().parse_args(argv)
    try:
        settings = read({**{k: v or "" for k, v in dotenv_values(".env").items()}, **os.environ})
        return _COMMANDS[args.command](settings, args)
    except SettingsError as error:
        return _complain(error.faults)
    except FaultyError as error:
        return _complain([str(fault) for fault in error.faults])
    except (KeyboardInterrupt, BrokenPipeError):
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="practice-guide", description=say("cli.about"))
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("chat", help=say("cli.chat"))
    ask = commands.add_parser("ask", help=say("cli.ask"))
    ask.add_argument("question", nargs="?", help=say("cli.ask_question"))
    ask.add_argument("--jsonl", action="store_true", help=say("cli.ask_jsonl"))
    check = commands.add_parser("check", help=say("cli.check"))
    check.add_argument("--source", type=Path, metavar="FILE", help=say("cli.check_source"))
    commands.add_parser("run", help=say("cli.run"))
    commands.add_parser("questions", help=say("cli.questions"))
    commands.add_parser("purge", help=say("cli.purge"))
    guide = commands.add_parser("guide", help=say("cli.guide"))
    guide.add_argument("entry", nargs="?", help=say("cli.guide_entry"))
    guide.add_argument("--ics", type=Path, metavar="FILE", help=say("cli.guide_ics"))
    _author_commands(commands)
    return parser


def _author_commands(commands: Any) -> None:
    passages = commands.add_parser("passages", help=say("cli.passages"))
    passages.add_argument("report", type=Path, metavar="REPORT", help=say("cli.passages_report"))
    schema = commands.add_parser("schema", help=say("cli.schema"))
    new = commands.add_parser("new", help=say("cli.new"))
    new.add_argument("question", help=say("cli.new_question"))
    for each in (passages, schema, new):
        each.add_argument("-o", "--out", type=Path, metavar="FILE", help=say("cli.out"))
    trial = commands.add_parser("test-knowledge", help=say("cli.test_knowledge"))
    trial.add_argument("--json", type=Path, metavar="FILE", help=say("cli.test_knowledge_json"))


def _author(settings: Settings, args: argparse.Namespace) -> int:
    from bot.terminal import authoring

    return authoring.COMMANDS[args.command](settings, args)


def _chat(settings: Settings, args: argparse.Namespace) -> int:
    from bot.flows.opening import open_answerer
    from bot.flows.reading import open_source
    from bot.terminal import asking

    answerer = open_answerer(settings, _learning)
    if not answerer.matcher.reader.encoder.width:
        sys.stderr.write(say("terminal.no_encoder") + "\n")
    passages = open_source(settings, answerer.knowledge)
    asking.chat(answerer, asking.standard_input(), sys.stdout, passages=passages)
    return 0


def _ask(settings: Settings, args: argparse.Namespace) -> int:
    from bot.flows.opening import open_answerer
    from bot.terminal import asking

    if not args.jsonl and args.question is None:
        return _complain([say("cli.ask_what")])
    answerer = open_answerer(settings, _learning)
    if args.jsonl:
        asking.ask_lines(answerer, sys.stdin.buffer, sys.stdout)
    else:
        sys.stdout.write(asking.ask(answerer, args.question) + "\n")
    return 0


def _check(settings: Settings, args: argparse.Namespace) -> int:
    from bot.terminal.checking import check

    good, said = check(settings, args.source, datetime.now(UTC).date())
    sys.stdout.write(said + "\n")
    return 0 if good else 1


def _run(settings: Settings, args: argparse.Namespace) -> int:
    from bot.chat.app import run

    return run(settings, _learning)


def _questions(settings: Settings, args: argparse.Namespace) -> int:
    from bot.terminal.questions import list_open

    sys.stdout.write(list_open(settings) + "\n")
    return 0


def _purge(settings: Settings, args: argparse.Namespace) -> int:
    from bot.terminal.purging import purge

    good, said = purge(settings, datetime.now(UTC))
    sys.stdout.write(said + "\n")
    return 0 if good else 1


def _guide(settings: Settings, args: argparse.Namespace) -> int:
    from bot.terminal.asking import standard_input
    from bot.terminal.guiding import guide

    now = datetime.now(UTC)
    try:
        good = guide(settings, args.entry, args.ics, standard_input(), sys.stdout, now)
    except OSError as error:
        return _complain([say("cli.guide_unwritten", why=error.strerror)])
    return 0 if good else 1


_COMMANDS = {
    "chat": _chat,
    "ask": _ask,
    "check": _check,
    "run": _run,
    "questions": _questions,
    "purge": _purge,
    "passages": _author,
    "schema": _author,
    "new": _author,
    "test-knowledge": _author,
    "guide": _guide,
}


def _learning() -> None:
    sys.stderr.write(say("terminal.learning") + "\n")


def _complain(lines: list[str]) -> int:
    sys.stderr.write("\n".join(lines) + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
