"""Rules about ourselves that no linter knows."""

import ast
import re
from pathlib import Path

import pytest

from bot.chat.app import BUTTONS, COMMANDS, application
from bot.chat.menus import MENUS
from bot.core.people import RIGHTS
from tests.conftest import ROOT, TOKEN
from tests.talks.test_rights import ACTS

MODULES = sorted((ROOT / "bot").rglob("*.py"))


def test_every_handler_went_through_the_guard() -> None:
    bots = application(TOKEN)
    for group in bots.handlers.values():
        for handler in group:
            assert hasattr(handler.callback, "guarded_by"), handler


def test_every_menu_names_commands_that_exist() -> None:
    for names in MENUS.values():
        assert set(names) <= set(COMMANDS)


def test_a_menu_shows_what_its_role_may_do_and_no_more() -> None:
    for role, names in MENUS.items():
        allowed = {name for name, each in COMMANDS.items() if each.guarded_by in RIGHTS[role]}
        assert set(names) | {"start"} == allowed


def test_button_patterns_do_not_overlap() -> None:
    patterns = [pattern for pattern in BUTTONS if pattern]
    for act in ACTS:
        assert sum(bool(re.match(pattern, act.format(who=1))) for pattern in patterns) <= 1, act


def _sentences(path: Path) -> list[str]:
    """String literals that look like words for people: three words or more, not a docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    quiet: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr):
                quiet.add(id(first.value))
        if isinstance(node, ast.Raise | ast.Assert):
            quiet |= {id(child) for child in ast.walk(node)}
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            if name.startswith(("LOG.", "Field", "re.compile")) or "Fault" in name:
                quiet |= {id(child) for child in ast.walk(node)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in quiet
        and len(node.value.split()) >= 3
    ]


@pytest.mark.parametrize("floor", ["chat", "terminal", "flows"])
def test_words_for_people_live_in_texts_and_never_in_python(floor: str) -> None:
    said = [
        (path.name, text)
        for path in MODULES
        if path.parent.name == floor
        for text in _sentences(path)
        if not text.startswith(("SELECT", "%("))
    ]
    assert said == []


def test_no_module_is_longer_than_a_screenful_of_ideas() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in MODULES
        if (count := len(path.read_text().splitlines())) > 300
    }
    assert long == {}


def test_only_settings_and_the_command_line_read_the_environment() -> None:
    readers = [
        path.name
        for path in MODULES
        if "environ" in path.read_text() and path.name != "settings.py"
    ]
    assert readers == ["__main__.py"]
