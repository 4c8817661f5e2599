"""The knowledge that ships: whole, cited, and true to its passages."""

import json
import subprocess
import sys
from datetime import date

import pytest

from bot.core.coverage import coverage
from bot.core.knowledge import Knowledge
from bot.store.library import load
from tests.conftest import ROOT, SHARED


@pytest.fixture(scope="module")
def shipped() -> Knowledge:
    return load(ROOT / "knowledge")


def test_everything_the_first_issue_asks_for_is_there(shipped: Knowledge) -> None:
    cited = {locator for entry in shipped.entries for locator in entry.cites}
    assert len(shipped.terms) == 23
    assert {f"rec-{n}" for n in range(1, 9)} <= cited
    assert {f"lesson-{n}" for n in range(1, 8)} <= cited
    assert sum(locator.startswith("appendix-b:") for locator in cited) == 21
    assert {"12.1", "12.2"} <= cited
    for name in ("voo", "disclosure", "transfer", "mappa-referral", "visor-recording"):
        assert any(entry.id.startswith(name) and entry.steps for entry in shipped.entries), name


def test_every_entry_has_phrasings_enough(shipped: Knowledge) -> None:
    few = {entry.id: len(entry.asks) for entry in shipped.entries if len(entry.asks) < 30}
    assert few == {}


@pytest.mark.shared
def test_every_citation_is_a_passage_of_the_review(shipped: Knowledge) -> None:
    passages = json.loads((SHARED / "review/passages.json").read_text())
    wrong = [
        (entry.id, locator)
        for entry in shipped.entries
        for locator in (*entry.cites, *(c for step in entry.steps for c in step.cites))
        if locator not in passages
    ]
    assert wrong == []


@pytest.mark.shared
def test_every_passage_is_covered_and_every_figure_is_founded(shipped: Knowledge) -> None:
    passages = json.loads((SHARED / "review/passages.json").read_text())
    found = coverage(shipped, passages, date(2026, 11, 24))
    assert found.uncovered == ()
    assert found.unknown == ()
    assert found.unfounded == ()


@pytest.mark.shared
def test_nothing_is_copied_from_the_review_or_the_sample() -> None:
    command = [sys.executable, SHARED / "evaluate/originality.py", ROOT / "knowledge"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    # Names of bodies, programmes and publications are bound to repeat; nothing else may.
    rows = [line for line in done.stdout.splitlines() if "as in the" in line]
    known = ("everyone's business", "care and resettlement of offenders")
    left = [row for row in rows if not any(name in row.lower() for name in known)]
    assert left == []
