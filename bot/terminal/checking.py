"""`check`: settings, knowledge, words and texts; every fault at once."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot.core.coverage import Coverage, coverage
from bot.core.errors import FaultyError
from bot.core.knowledge import Knowledge
from bot.core.stale import stale
from bot.flows.wording import moment_words
from bot.settings import Settings
from bot.store.library import PUBLISHED, load
from bot.store.overlay import Overlay
from bot.store.passages import read_passages
from bot.texts import say, texts

_MOST_TWINS = 20


def check(settings: Settings, source: Path | None, now: datetime) -> tuple[bool, str]:
    """Whether all is well, and what to print.  Entries under an embargo are checked like others.

    source: the published report or its passages; then the entries are held against it.
    """
    texts()
    try:
        knowledge = load(settings.knowledge, settings.published).whole()
        passages = read_passages(source, knowledge.pack.agencies) if source else None
    except FaultyError as error:
        lines = [str(fault) for fault in error.faults]
        return False, "\n".join([*lines, say("terminal.check_bad", count=len(lines))])
    good = say(
        "terminal.check_good",
        entries=len(knowledge.entries),
        asks=sum(len(entry.asks) for entry in knowledge.entries),
        gaps=sum(len(gap.asks) for gap in knowledge.gaps),
        facts=len(knowledge.facts),
    )
    said = [good, *_held(knowledge.at(now)), *_hiding(settings), *_stale(knowledge, now)]
    if passages is None:
        return True, "\n".join(said)
    texts_of = {name: one.text for name, one in passages.items()}
    found = coverage(knowledge, texts_of, now.date())
    return found.good, "\n".join([*said, *coverage_lines(found, knowledge)])


def _held(knowledge: Knowledge) -> Iterator[str]:
    if knowledge.held_until is not None:
        moment = moment_words(knowledge.held_until)
        yield say("report.held", count=len(knowledge.held), moment=moment)


def _hiding(settings: Settings) -> Iterator[str]:
    """Published files under which the shipped ones have changed."""
    overlay = Overlay(settings.knowledge, settings.published)
    for name in overlay.hiding():
        mark = overlay.marked(name, "").strip()
        yield say("report.hiding", file=f"{PUBLISHED}/{name}", mark=mark)


def _stale(knowledge: Knowledge, now: datetime) -> Iterator[str]:
    for one in stale(knowledge, now.date()):
        yield say("terminal.check_stale", day=one.checked_on.isoformat(), what=one.what)


def coverage_lines(found: Coverage, knowledge: Knowledge) -> list[str]:
    """The coverage in words: what fails first, then what is only told, then the sums."""
    return [*_faults(found, knowledge), *_notes(found, knowledge), *_sums(found)]


def _faults(found: Coverage, knowledge: Knowledge) -> Iterator[str]:
    for locator in found.uncovered:
        yield say("coverage.uncovered", locator=locator)
    for owner, locator in found.unknown:
        yield say("coverage.unknown", file=_file(knowledge, owner), locator=locator)
    for owner, figure in found.unfounded:
        yield say("coverage.unfounded", file=_file(knowledge, owner), figure=figure)


def _notes(found: Coverage, knowledge: Knowledge) -> Iterator[str]:
    for pair in found.twins[:_MOST_TWINS]:
        yield say(
            "coverage.twins",
            owners=", ".join(pair.owners),
            first=pair.first,
            other=pair.other,
            likeness=round(pair.likeness),
        )
    for name in found.overdue:
        yield say("coverage.overdue", file=_file(knowledge, name))


def _sums(found: Coverage) -> Iterator[str]:
    yield say(
        "coverage.locators",
        count=len(found.cited) + len(found.left_out) + len(found.uncovered),
        cited=len(found.cited),
        left_out=len(found.left_out),
        uncovered=len(found.uncovered),
    )
    yield say(
        "coverage.rest",
        unknown=len(found.unknown),
        unfounded=len(found.unfounded),
        twins=len(found.twins),
        overdue=len(found.overdue),
    )


def _file(knowledge: Knowledge, owner: str) -> str:
    return knowledge.files.get(owner, owner)
