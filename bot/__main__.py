"""The command line: chat, ask, check, run, questions, guide, audit and more."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

from bot.core.entry import Agency
from bot.core.errors import FaultyError
from bot.core.people import AGENCIES, ROLES
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
    chat = commands.add_parser("chat", help=say("cli.chat"))
    ask = commands.add_parser("ask", help=say("cli.ask"))
    ask.add_argument("question", nargs="?", help=say("cli.ask_question"))
    ask.add_argument("--jsonl", action="store_true", help=say("cli.ask_jsonl"))
    for each in (chat, ask):
        about = say("cli.agency", agencies=", ".join(AGENCIES))
        each.add_argument("--agency", choices=AGENCIES, metavar="AGENCY", help=about)
    check = commands.add_parser("check", help=say("cli.check"))
    check.add_argument("--source", type=Path, metavar="FILE", help=say("cli.check_source"))
    commands.add_parser("run", help=say("cli.run"))
    _queue_commands(commands)
    commands.add_parser("purge", help=say("cli.purge"))
    guide = commands.add_parser("guide", help=say("cli.guide"))
    guide.add_argument("entry", nargs="?", help=say("cli.guide_entry"))
    guide.add_argument("--ics", type=Path, metavar="FILE", help=say("cli.guide_ics"))
    code = commands.add_parser("qr", help=say("cli.qr"))
    code.add_argument("entry", help=say("cli.qr_entry"))
    code.add_argument("--bot", metavar="NAME", help=say("cli.qr_bot"))
    code.add_argument("--to", type=Path, metavar="FILE", help=say("cli.qr_to"))
    export = commands.add_parser("export-knowledge", help=say("cli.export_knowledge"))
    export.add_argument("folder", type=Path, metavar="FOLDER", help=say("cli.export_folder"))
    _brief_command(commands)
    audit = commands.add_parser("audit", help=say("cli.audit"))
    audit.add_argument("what", nargs="?", choices=["verify"], help=say("cli.audit_verify"))
    audit.add_argument("--known", metavar="HASH", help=say("cli.audit_known"))
    _author_commands(commands)
    return parser


def _queue_commands(commands: Any) -> None:
    queue = commands.add_parser("questions", help=say("cli.questions"))
    whats = queue.add_subparsers(dest="what", metavar="WHAT")
    show = whats.add_parser("show", help=say("cli.questions_show"))
    answer = whats.add_parser("answer", help=say("cli.questions_answer"))
    for each in (show, answer):
        each.add_argument("number", type=int, help=say("cli.questions_number"))
    answer.add_argument("text", help=say("cli.questions_text"))
    acts = ("entry", "phrasing", "change", "gap", "told")
    answer.add_argument("--as", dest="act", choices=acts, default="entry", help=say("cli.as"))
    answer.add_argument("--entry", metavar="ID", help=say("cli.as_entry"))
    answer.add_argument("--publish", action="store_true", help=say("cli.publish"))
    export = whats.add_parser("export", help=say("cli.questions_export"))
    export.add_argument("to", type=Path, metavar="FILE", help=say("cli.export_file"))
    report = commands.add_parser("report", help=say("cli.report"))
    report.add_argument("--to", type=Path, metavar="FOLDER", help=say("cli.report_to"))


_BRIEF = (
    "list", "new", "show", "change", "enclose", "to", "confirm", "send", "watch", "pause",
    "go-on", "cancel", "correct", "withdraw", "remind", "unreached", "export", "board",
)  # fmt: skip


def _brief_command(commands: Any) -> None:
    brief = commands.add_parser("brief", help=say("cli.brief"))
    brief.add_argument("what", choices=_BRIEF, metavar="WHAT", help=say("cli.brief_what"))
    brief.add_argument("given", nargs="*", help=say("cli.brief_given"))
    brief.add_argument("--as", dest="by", type=int, metavar="ID", help=say("cli.brief_as"))
    brief.add_argument("--at", metavar="MOMENT", help=say("cli.brief_at"))
    brief.add_argument("--every", type=int, metavar="DAYS", help=say("cli.brief_every"))
    brief.add_argument("--list", type=Path, metavar="FILE", help=say("cli.brief_list"))
    brief.add_argument("--to", type=Path, metavar="FILE", help=say("cli.brief_to"))
    for name, known in (("agency", AGENCIES), ("role", ROLES), ("team", None), ("area", None)):
        about = say("cli.brief_audience")
        brief.add_argument(f"--{name}", action="append", default=[], choices=known, help=about)


def _brief(settings: Settings, args: argparse.Namespace) -> int:
    from bot.terminal.briefing import brief

    return brief(settings, args, sys.stdout, datetime.now(UTC))


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

    answerer = open_answerer(settings, _learning, datetime.now(UTC))
    if not answerer.matcher.reader.encoder.width:
        sys.stderr.write(say("terminal.no_encoder") + "\n")
    passages = open_source(settings, answerer.knowledge)
    lines = asking.standard_input()
    asking.chat(answerer, lines, sys.stdout, passages=passages, agency=_agency(settings, args))
    return 0


def _ask(settings: Settings, args: argparse.Namespace) -> int:
    from bot.flows.opening import open_answerer
    from bot.terminal import asking

    if not args.jsonl and args.question is None:
        return _complain([say("cli.ask_what")])
    answerer = open_answerer(settings, _learning, datetime.now(UTC))
    if args.jsonl:
        asking.ask_lines(answerer, sys.stdin.buffer, sys.stdout, _agency(settings, args))
    else:
        words = asking.ask(answerer, args.question, _agency(settings, args))
        sys.stdout.write(words + "\n")
    return 0


def _agency(settings: Settings, args: argparse.Namespace) -> Agency | None:
    """The option counts before the setting."""
    return args.agency or settings.agency


def _check(settings: Settings, args: argparse.Namespace) -> int:
    from bot.terminal.checking import check

    good, said = check(settings, args.source, datetime.now(UTC))
    sys.stdout.write(said + "\n")
    return 0 if good else 1


def _run(settings: Settings, args: argparse.Namespace) -> int:
    from bot.chat.app import run

    return run(settings, _learning)


def _questions(settings: Settings, args: argparse.Namespace) -> int:
    from bot.terminal.questions import questions

    good, said = questions(settings, args, _learning)
    (sys.stdout if good else sys.stderr).write(said + "\n")
    return 0 if good else 1


def _report(settings: Settings, args: argparse.Namespace) -> int:
    from bot.terminal.reporting import report

    try:
        sys.stdout.write(report(settings, args.to, datetime.now(UTC)) + "\n")
    except OSError as error:
        return _complain([say("author.cannot_write", file=args.to, why=error.strerror)])
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


def _qr(settings: Settings, args: argparse.Namespace) -> int:
    from bot.terminal.linking import qr

    wrong = qr(settings, args.entry, args.bot, args.to, sys.stdout, datetime.now(UTC))
    return _complain([wrong]) if wrong else 0


def _audit(settings: Settings, args: argparse.Namespace) -> int:
    from bot.terminal import audit

    if args.what is None and args.known is None:
        sys.stdout.write(audit.list_acts(settings) + "\n")
        return 0
    whole, said = audit.verify(settings, args.known)
    sys.stdout.write(said + "\n")
    return 0 if whole else 1


_COMMANDS = {
    "chat": _chat,
    "ask": _ask,
    "check": _check,
    "run": _run,
    "questions": _questions,
    "report": _report,
    "purge": _purge,
    "passages": _author,
    "schema": _author,
    "new": _author,
    "test-knowledge": _author,
    "guide": _guide,
    "qr": _qr,
    "export-knowledge": _author,
    "audit": _audit,
    "brief": _brief,
}


def _learning() -> None:
    sys.stderr.write(say("terminal.learning") + "\n")


def _complain(lines: list[str]) -> int:
    sys.stderr.write("\n".join(lines) + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
