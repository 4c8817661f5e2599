"""What is said when it cannot wait: 999 first, then whom to turn to, in five short lines."""

import shutil
from pathlib import Path
from typing import get_args

import pytest

from bot.core.entry import Agency
from bot.core.errors import FaultyError
from bot.core.knowledge import Knowledge
from bot.core.people import Nation
from bot.core.reply import Urgent, UrgentKind
from bot.flows.wording import page
from bot.store.library import load
from tests.conftest import ROOT, SMALL

OWN = """
emergency:
  duty:
    - agency: probation
      say: "Then ring the duty manager: 01632 960 123, day and night."
      checked_on: 2026-11-24
"""


def said(
    knowledge: Knowledge,
    kind: UrgentKind,
    agency: Agency | None = None,
    nation: Nation | None = None,
) -> list[str]:
    return page(Urgent(kind), knowledge, agency, nation).lead.splitlines()


@pytest.mark.parametrize("kind", get_args(UrgentKind))
def test_five_short_lines_and_999_in_the_first_for_everybody(kind: UrgentKind) -> None:
    shipped = load(ROOT / "knowledge")
    for agency in (None, *get_args(Agency)):
        for nation in (None, *get_args(Nation)):
            lines = said(shipped, kind, agency, nation)
            assert 4 <= len(lines) <= 5
            assert "call 999" in lines[0]
            assert max(map(len, lines)) <= 140
            assert any("day and night: 0" in line or "0808 2000 247" in line for line in lines)


def test_each_nation_has_its_own_helpline_and_the_unknown_get_both(knowledge: Knowledge) -> None:
    for kind in get_args(UrgentKind):
        wales = "\n".join(said(knowledge, kind, nation="wales"))
        england = "\n".join(said(knowledge, kind, nation="england"))
        unknown = "\n".join(said(knowledge, kind))
        assert "Live Fear Free, free, day and night: 0808 80 10 800." in wales
        assert "National Domestic Abuse Helpline" not in wales
        assert "National Domestic Abuse Helpline, free, day and night: 0808 2000 247." in england
        assert "Live Fear Free" not in england
        assert "0808 2000 247" in unknown
        assert "0808 80 10 800" in unknown


def test_an_agency_hears_whom_its_own_people_tell(knowledge: Knowledge) -> None:
    assert "your radio" in said(knowledge, "emergency", "police")[1]
    assert "out-of-hours manager" in said(knowledge, "emergency", "probation", "wales")[1]
    assert "duty manager or the duty desk" in said(knowledge, "emergency")[1]


def test_the_hurting_are_told_that_nothing_is_kept_and_are_taught_no_lesson(
    knowledge: Knowledge,
) -> None:
    shown = page(Urgent("personal", knowledge.entries[0]), knowledge)
    assert shown.lead.endswith("I have kept nothing of what you wrote.")
    assert shown.fold == ()


def test_a_lesson_comes_below_only_for_an_emergency_that_asks(knowledge: Knowledge) -> None:
    entry = knowledge.by_id["transfer-who-signs"]
    assert page(Urgent("emergency"), knowledge).fold == ()
    shown = page(Urgent("emergency", entry), knowledge)
    assert entry.title in shown.fold[0]
    assert entry.title not in shown.lead


def own(tmp_path: Path, text: str) -> Path:
    folder = Path(shutil.copytree(SMALL, tmp_path / "knowledge"))
    (folder / "routes.yaml").write_text(text)
    return folder


def test_an_organisation_gives_its_own_number_and_the_rest_stays(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    mine = load(own(tmp_path, OWN))
    theirs = said(mine, "emergency", "probation", "wales")
    assert theirs[1] == "Then ring the duty manager: 01632 960 123, day and night."
    assert theirs[2:] == said(knowledge, "emergency", "probation", "wales")[2:]
    assert said(mine, "emergency", "police") == said(knowledge, "emergency", "police")
    assert mine.learnt_from == knowledge.learnt_from
    assert mine.fingerprint != knowledge.fingerprint


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (OWN.replace("probation", "army"), "routes.yaml:4"),
        (OWN.replace("Then ring", "Then ring " * 20), "140"),
        (OWN.replace("2026-11-24", "soon"), "routes.yaml:6"),
        (OWN.replace("duty:", "dutty:"), "dutty"),
    ],
)
def test_a_route_that_cannot_be_used_is_named_with_its_line(
    tmp_path: Path, text: str, what: str
) -> None:
    with pytest.raises(FaultyError, match=what):
        load(own(tmp_path, text))


def test_a_slot_without_a_line_for_everybody_is_a_fault(tmp_path: Path) -> None:
    folder = own(tmp_path, OWN)
    (folder / "common/routes.yaml").write_text(OWN)
    with pytest.raises(FaultyError) as caught:
        load(folder)
    assert "emergency.helpline has no line for everybody" in str(caught.value)
    assert "personal.support has no line for everybody" in str(caught.value)
