"""Every text key exists, is used, and has the blanks that its call fills."""

import ast
import re
from string import Formatter

from bot.texts import texts
from tests.conftest import ROOT

SOURCES = {path: path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py")}


def _calls() -> list[tuple[str, set[str], str]]:
    """Every say("key", ...): key, names given, where.  A key with {} in it is a pattern."""
    found = []
    for path, source in SOURCES.items():
        for node in ast.walk(ast.parse(source)):
            if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "say" and node.args):
                continue
            names = {keyword.arg for keyword in node.keywords if keyword.arg}
            given = node.args[0]
            keys = [given.body, given.orelse] if isinstance(given, ast.IfExp) else [given]
            for key in keys:
                if isinstance(key, ast.Constant):
                    found.append((str(key.value), names, path.name))
                elif isinstance(key, ast.JoinedStr):
                    parts = [
                        re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[^.]+"
                        for part in key.values
                    ]
                    found.append(("~" + "".join(parts), names, path.name))
    return found


def _blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_key_that_is_said_exists_with_the_same_blanks() -> None:
    for key, names, where in _calls():
        if key.startswith("~"):
            assert any(re.fullmatch(key[1:], name) for name in texts()), (key, where)
        else:
            assert key in texts(), f"{where} says {key}, which texts.yaml does not have"
            assert _blanks(texts()[key]) == names, (key, where)


def test_every_text_is_used() -> None:
    said = [key for key, _, _ in _calls()]
    plain = {key for key in said if not key.startswith("~")}
    patterns = [key[1:] for key in said if key.startswith("~")]
    everything = "\n".join(SOURCES.values())
    unused = [
        key
        for key in texts()
        if key not in plain
        and not any(re.fullmatch(pattern, key) for pattern in patterns)
        and f'"{key}"' not in everything
    ]
    assert unused == []


def test_the_emergency_number_is_in_the_first_line_and_comes_from_the_code() -> None:
    for kind in ("emergency", "personal"):
        (line,) = texts()[f"urgent.{kind}"].splitlines()
        assert "{emergency}" in line
    assert not any("999" in text for text in texts().values())


def test_no_text_is_longer_than_a_message() -> None:
    assert all(len(text) < 1500 for text in texts().values())
