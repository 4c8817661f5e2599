"""What an organisation signs is true to the code."""

import re
from pathlib import Path

from bot.settings import Settings
from bot.store.database import opened
from bot.store.held import HELD
from tests.conftest import ROOT

DPIA = (ROOT / "docs/dpia.md").read_text(encoding="utf-8")
ROWS = {found[1]: found[0] for found in re.finditer(r"^\| `(\w+)` \|.*$", DPIA, re.M)}


async def test_every_table_is_in_the_impact_assessment_and_no_other(tmp_path: Path) -> None:
    async with opened(tmp_path / "a.sqlite3") as database:
        rows = await database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    assert set(ROWS) == {row["name"] for row in rows} - {"sqlite_sequence"}


def test_the_periods_in_it_are_the_defaults() -> None:
    tables = {"urgent": "urgent_counts", "choices": "choice_taps", "counts": "asked_counts"}
    for kind, days in Settings().keep.items():
        assert re.search(rf"\b{days} days?\b", ROWS[tables.get(kind, kind)]), kind


def test_what_names_a_person_is_nobodys_nowhere() -> None:
    for held in HELD:
        assert "| nobody |" not in ROWS[held.table]


def test_links_between_documents_lead_somewhere() -> None:
    for name in ("README.md", "SECURITY.md", "docs/dpia.md", "knowledge/README.md"):
        place = ROOT / name
        for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", place.read_text(encoding="utf-8")):
            assert (place.parent / link).exists(), f"{name}: {link}"


def test_the_readme_leads_to_both() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "](docs/dpia.md)" in readme
    assert "](SECURITY.md)" in readme
