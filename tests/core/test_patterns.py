"""No message, however made, keeps the bot busy: every pattern is fed its own worst."""

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import bot.core
from bot.core.knowledge import Knowledge
from bot.core.safety import MOST_CHARACTERS, _pattern, alarm
from bot.store.yamls import Document
from tests.conftest import ROOT

FEW, MANY = 1_000, 4_000
ENOUGH = 0.004  # seconds that are too short to be measured well
PLAIN = ("a", "1", "A", "a ", "1 ", "Aa ", "a-", "a.", "a'", " ", "_", ".")
_OF_CATEGORY = {
    codes.CATEGORY_DIGIT: "1",
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_WORD: "a",
    codes.CATEGORY_NOT_WORD: " ",
}


def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern of the core: in its modules, in tuples, inside calls, and the alarms."""
    found: dict[str, re.Pattern[str]] = {}
    for info in pkgutil.iter_modules(bot.core.__path__):
        module = importlib.import_module(f"bot.core.{info.name}")
        for name, value in vars(module).items():
            found.update(_within(f"{info.name}.{name}", value))
        for call in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and re.match(r"re\.[a-z]+$", ast.unparse(call.func)):
                first = call.args[0]
                if isinstance(first, ast.Constant):
                    found[f"{info.name}:{call.lineno}"] = re.compile(str(first.value))
    alarms = ROOT / "knowledge/common/alarms.yaml"
    for kind, phrases in Document(alarms, "alarms.yaml").value.items():
        found[f"alarms.{kind}"] = _pattern(tuple(phrases))
    return found


def _within(name: str, value: object) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, tuple):
        for i, one in enumerate(value):
            yield from _within(f"{name}[{i}]", one)


def sample(tree: Any) -> str:
    """A text that the pattern nearly or wholly matches, each part once."""
    return "".join(_sample(code, what) for code, what in tree)


def _sample(code: Any, what: Any) -> str:
    if code is codes.LITERAL:
        return chr(what)
    if code is codes.IN:
        kind, value = what[0]
        if kind is codes.LITERAL:
            return chr(value)
        if kind is codes.RANGE:
            return chr(value[0])
        return _OF_CATEGORY.get(value, "a") if kind is codes.CATEGORY else "a"
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
        return sample(what[2]) * max(what[0], 1)
    if code is codes.SUBPATTERN:
        return sample(what[3])
    if code is codes.BRANCH:
        return sample(what[1][0])
    return "a" if code in (codes.ANY, codes.NOT_LITERAL) else ""


def repeated(tree: Any) -> Iterator[str]:
    """What a pattern may repeat, and each of its alternatives."""
    for code, what in tree:
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            yield sample(what[2])
            yield from repeated(what[2])
        elif code is codes.SUBPATTERN:
            yield from repeated(what[3])
        elif code is codes.BRANCH:
            for branch in what[1][:8]:
                yield sample(branch)
                yield from repeated(branch)
        elif code in (codes.ASSERT, codes.ASSERT_NOT):
            yield from repeated(what[1])


def worst(pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Beginnings and endless middles made of the pattern's own parts, all of them near misses."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    whole = sample(tree)
    middles = {*PLAIN, *repeated(tree), whole, whole[:-1]} - {""}
    for middle in sorted(middles):
        yield "", middle
        yield whole[: len(whole) // 2], middle


def seconds(pattern: re.Pattern[str], begin: str, middle: str, length: int) -> float:
    """The processor's time for one search through such a text, the best of three."""
    text = (begin + middle * (length // len(middle) + 1))[:length] + "!"
    times = []
    for _ in range(3):
        started = time.process_time()
        sum(1 for _ in pattern.finditer(text))
        times.append(time.process_time() - started)
    return min(times)


PATTERNS = patterns()


def test_all_of_them_are_found() -> None:
    assert len(PATTERNS) > 80
    assert {"identifiers._EMAIL", "safety._IDENTITY", "alarms.emergency"} <= set(PATTERNS)


def test_the_measure_hears_a_pattern_that_looks_back_again_and_again() -> None:
    slow = re.compile(r"\d+x")
    assert seconds(slow, "", "1", MANY) > 9 * seconds(slow, "", "1", FEW)


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_four_times_the_text_takes_about_four_times_as_long(name: str) -> None:
    pattern = PATTERNS[name]
    for begin, middle in worst(pattern):
        long = seconds(pattern, begin, middle, MANY)
        if long > ENOUGH:
            short = seconds(pattern, begin, middle, FEW)
            assert long < 9 * short, f"{middle!r} takes {short:.4f} s, then {long:.4f} s"


@pytest.mark.parametrize("unit", ["is outside ", "a@a.", "12 ", "Aa'Aa-", "one ", "1/", "\u0301a"])
def test_a_text_of_twenty_thousand_letters_is_heard_and_redacted_in_time(
    knowledge: Knowledge, unit: str
) -> None:
    text = (unit * MOST_CHARACTERS)[:MOST_CHARACTERS]
    started = time.perf_counter()
    alarm(text, knowledge.alarms)
    knowledge.redactor.redact(text)
    assert time.perf_counter() - started < 4
