"""Public questions as knowledge: every intent an entry, its training sentences the phrasings."""

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from bot.core.entry import Entry, Pack
from bot.core.knowledge import Knowledge
from bot.core.words import Lexicon

ROOT = Path(__file__).parent.parent.parent
PUBLIC = ROOT.parent / "shared" / "benchmarks"
_ENGLISH = ROOT / "knowledge" / "common" / "english.txt"
_DAY = date(2026, 1, 1)
Labelled = list[tuple[str, str]]


@dataclass(frozen=True)
class Task:
    """Training, validation and test sentences with their intents; `outside` has none."""

    name: str
    train: Labelled
    valid: Labelled
    test: Labelled
    outside: list[str]

    def shots(self, count: int, seed: int) -> Labelled:
        """So many training sentences of each intent, drawn by seed."""
        rng = np.random.default_rng(seed)
        groups: dict[str, list[str]] = {}
        for text, intent in self.train:
            groups.setdefault(intent, []).append(text)
        return [
            (texts[i], intent)
            for intent, texts in sorted(groups.items())
            for i in rng.permutation(len(texts))[:count]
        ]


def banking77() -> Task:
    """Casanueva and others (2020): 77 close intents of one bank."""
    folder = PUBLIC / "banking77"
    return Task("BANKING77", _rows(folder / "train.csv"), [], _rows(folder / "test.csv"), [])


def clinc150() -> Task:
    """Larson and others (2019): 150 intents, and 1,000 questions that are none of them."""
    parts = json.loads((PUBLIC / "clinc150" / "data_full.json").read_text(encoding="utf-8"))
    train, valid, test = ([tuple(row) for row in parts[k]] for k in ("train", "val", "test"))
    return Task("CLINC150", train, valid, test, [text for text, _ in parts["oos_test"]])


def _rows(path: Path) -> Labelled:
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["category"]) for row in csv.DictReader(file)]


def knowledge_of(sentences: Sequence[tuple[str, str]]) -> Knowledge:
    """A knowledge of these sentences and nothing else but the list of common English.

    Title and answer are the same words in every entry, so that the engine learns nothing from
    them that the peers are not given.  No entry cites what another cites.
    """
    asks: dict[str, list[str]] = {}
    for text, intent in sentences:
        asks.setdefault(intent, []).append(text.strip()[:600])
    english = frozenset(_ENGLISH.read_text(encoding="utf-8").splitlines())
    return Knowledge(
        pack=_pack(),
        entries=tuple(_entry(i, asks[intent]) for i, intent in enumerate(sorted(asks))),
        gaps=(),
        facts={},
        lexicon=Lexicon({}, {}, english),
        smalltalk={},
        danger={},
        identity={},
        alarms={},
        fingerprint="public",
    )


def _pack() -> Pack:
    names = ("title", "short_title", "number", "publisher", "published", "cite_as", "owner")
    return Pack(id="public", topics={"all": "All"}, **dict.fromkeys(names, "Public data"))


def _entry(number: int, asks: list[str]) -> Entry:
    return Entry(
        id=f"entry-{number}",
        kind="case",
        title="Made up",
        answer="Made up.",
        cites=(f"rec-{number}",),
        asks=tuple(asks),
        reviewed=_DAY,
        review_by=_DAY,
    )


def intents_of(sentences: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The intent behind each made-up entry's id."""
    return {f"entry-{i}": name for i, name in enumerate(sorted({s[1] for s in sentences}))}
