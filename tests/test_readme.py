"""The README tells the truth: commands, settings, outcomes and dependencies."""

import re
import tomllib

from bot.__main__ import _COMMANDS
from bot.chat.app import COMMANDS
from bot.core.people import GRANTABLE, OUTSIDE, RIGHTS, Right, Role
from bot.settings import PREFIX, Settings
from bot.terminal.asking import _OUTCOMES
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_in_the_readme_and_no_other() -> None:
    named = set(re.findall(rf"`{PREFIX}(\w+)`", README))
    assert named == {name.upper() for name in Settings.model_fields}


def test_every_command_is_in_the_readme() -> None:
    for name in _COMMANDS:
        assert f"python -m bot {name}" in README
    for name in COMMANDS:
        assert f"`/{name}`" in README


def test_the_table_of_rights_is_the_table_in_the_code() -> None:
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \|(.*)\|(.*)\|(.*)\|(.*)\|$", README, re.M)
    found = {name: [cell.strip() for cell in cells] for name, *cells in rows}
    assert list(found) == list(Right)
    for right in Right:
        wanted = ["yes" if right in OUTSIDE else ""]
        for role in Role:
            given = "given" if right in GRANTABLE else ""
            wanted.append("yes" if right in RIGHTS[role] else given)
        assert found[right] == wanted, right


def test_every_outcome_is_in_the_readme() -> None:
    for name in (*_OUTCOMES.values(), "emergency", "personal"):
        assert f"`{name}`" in README


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for line in project["dependencies"]:
        name, version = line.split("==")
        assert f"| {name} |" in README, f"{name} has no reason in the README"
        assert version


def test_the_example_environment_names_only_settings() -> None:
    names = re.findall(rf"^{PREFIX}(\w+)=", (ROOT / ".env.example").read_text(), re.M)
    assert {name.lower() for name in names} <= set(Settings.model_fields)
