"""How well unanswered questions are put together: grouping.yaml against the grouping in use.

python tests/bench/grouping.py         with PRACTICE_GUIDE_DATA as the bot has it
python tests/bench/grouping.py -v      and every group, every question left alone
"""

import argparse
import os
import random
import statistics
import sys
from datetime import UTC, datetime
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bot.core.answering import Answerer
from bot.core.grouping import Asked, assigned, likenesses
from bot.flows.opening import open_answerer
from bot.settings import read

_ORDERS = 20
_ANY = datetime(2026, 11, 24, tzinfo=UTC)


def main(verbose: bool) -> None:
    """Grouped in twenty orders of asking, for the order matters a little."""
    sets = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    answerer = open_answerer(read(os.environ))
    for name, held in sets.items():
        said = [(text, n) for n, texts in enumerate(held["matters"]) for text in texts]
        said += [(text, -1 - n) for n, text in enumerate(held["singles"])]
        sys.stdout.write(f"\n| {name} set | mean of {_ORDERS} orders | from, to |\n")
        sys.stdout.write("|---|---|---|\n")
        _measure(said, answerer, verbose)


def _measure(said: list[tuple[str, int]], answerer: Answerer, verbose: bool) -> None:
    reader, words = answerer.matcher.reader, answerer.matcher.index.texts.word_weights
    rows = []
    for order in range(_ORDERS):
        random.Random(order).shuffle(said)
        asked = [Asked(n, _ANY, "unanswered", text) for n, (text, _) in enumerate(said)]
        alike = likenesses([text for text, _ in said], reader, words)
        joins = assigned(asked, alike)
        groups: dict[int, list[int]] = {}
        for place, leader in enumerate(joins):
            groups.setdefault(place if leader is None else leader, []).append(place)
        rows.append(_judged(groups, said))
        if verbose and order == 0:
            _show(groups, said)
    matters = len({n for _, n in said if n >= 0})
    names = (
        "groups of two and more",
        "of these pure",
        f"matters found whole (of {matters})",
        f"questions put beside one of their own (of {3 * matters})",
        f"questions put beside a stranger (of {len(said)})",
    )
    for name, values in zip(names, zip(*rows, strict=True), strict=True):
        low, high = min(values), max(values)
        sys.stdout.write(f"| {name} | {statistics.mean(values):.1f} | {low}, {high} |\n")


def _judged(groups: dict[int, list[int]], said: list[tuple[str, int]]) -> tuple[int, ...]:
    several = [[said[place][1] for place in group] for group in groups.values() if len(group) > 1]
    pure = [matters for matters in several if len(set(matters)) == 1]
    whole = sum(len(matters) == 3 for matters in pure)
    beside = sum(matters.count(each) > 1 for matters in several for each in matters)
    strange = sum(matters.count(each) < len(matters) for matters in several for each in matters)
    return len(several), len(pure), whole, beside, strange


def _show(groups: dict[int, list[int]], said: list[tuple[str, int]]) -> None:
    for group in sorted(groups.values(), key=lambda each: -len(each)):
        for place in group:
            sys.stdout.write(f"{said[place][1]:4} {said[place][0]}\n")
        sys.stdout.write("\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-v", action="store_true")
    main(parser.parse_args().v)
