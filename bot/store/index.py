"""The index on disk: built when the knowledge changes, then loaded in milliseconds.

A folder `index/<fingerprint>` holds one .npz of arrays and one .json of names; it appears
whole or not at all.  Any doubt about it means it is built anew.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

import bot.core
from bot.core.building import build
from bot.core.calibration import Calibration
from bot.core.features import Weights
from bot.core.index import Index
from bot.core.knowledge import Knowledge
from bot.core.learning import Softmax
from bot.core.meaning import Encoder
from bot.core.ranking import Blend, Postings, Texts
from bot.core.sorting import Sorter

_KEPT = 3
# The modules that an index is made by: when one of them changes, so does the fingerprint.
_MAKERS = (
    "building",
    "calibration",
    "features",
    "index",
    "knowledge",
    "learning",
    "leaving",
    "preparing",
    "ranking",
    "renaming",
    "scoring",
    "sorting",
    "spelling",
    "words",
)


def index_for(
    knowledge: Knowledge, encoder: Encoder, data: Path, building: Callable[[], None]
) -> Index:
    """The index of this knowledge: loaded when it is on disk, else built and saved.

    `building` is called first when it must be built, so that a person can be told to wait.
    """
    place = data / "index" / _fingerprint(knowledge, encoder)
    try:
        return load(place)
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile):
        building()
    index = build(knowledge, encoder)
    try:
        save(index, place)
        _forget_old(place)
    except OSError:
        pass  # a folder that cannot be written costs time at the next start, nothing else
    return index


def index_at_hand(knowledge: Knowledge, encoder: Encoder, data: Path) -> Index | None:
    """The index of this knowledge if it is on disk; nothing is built."""
    try:
        return load(data / "index" / _fingerprint(knowledge, encoder))
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile):
        return None


def _fingerprint(knowledge: Knowledge, encoder: Encoder) -> str:
    digest = hashlib.sha256(f"{knowledge.learnt_from} {encoder.name}".encode())
    for name in _MAKERS:
        digest.update((Path(bot.core.__file__).parent / f"{name}.py").read_bytes())
    return digest.hexdigest()[:24]


def save(index: Index, place: Path) -> None:
    """Write an index so that it appears whole or not at all."""
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=place.parent, prefix=".new-"))
    try:
        texts, calibration = index.texts, index.calibration
        np.savez(
            fresh / "arrays.npz",
            word_starts=texts.word_postings.starts,
            word_rows=texts.word_postings.rows,
            word_values=texts.word_postings.values,
            char_starts=texts.char_postings.starts,
            char_rows=texts.char_postings.rows,
            char_values=texts.char_postings.values,
            vectors=texts.vectors,
            starts=texts.starts,
            softmax=index.softmax.weights,
            bias=index.softmax.bias,
            sorter=index.sorter.softmax.weights,
            sorter_bias=index.sorter.softmax.bias,
            kin=index.kin,
            mean=calibration.mean,
            spread=calibration.spread,
            weights=calibration.weights,
        )
        names: dict[str, Any] = {
            "classes": index.classes,
            "entries": index.entries,
            "phrasings": index.phrasings,
            "vocabulary": index.vocabulary,
            "encoder": index.encoder_name,
            "words": list(texts.word_postings.column),
            "chars": list(texts.char_postings.column),
            "word_idf": [texts.word_weights.idf, texts.word_weights.unseen],
            "char_idf": [texts.char_weights.idf, texts.char_weights.unseen],
            "blend": [texts.blend.words, texts.blend.chars, texts.blend.meaning],
            "calibration": [calibration.bias, calibration.answer_from, calibration.offer_from],
        }
        (fresh / "names.json").write_text(json.dumps(names), encoding="utf-8")
        if place.exists():
            shutil.rmtree(place, ignore_errors=True)
        fresh.replace(place)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def load(place: Path) -> Index:
    """Read an index; OSError, ValueError or KeyError when it is not whole."""
    names = json.loads((place / "names.json").read_text(encoding="utf-8"))
    with (
        (place / "arrays.npz").open("rb") as file,
        np.load(file, allow_pickle=False) as arrays,
    ):
        got = {name: arrays[name] for name in arrays.files}
    count = len(names["phrasings"])
    texts = Texts(
        Weights(*names["word_idf"]),
        Weights(*names["char_idf"]),
        _postings(names["words"], got, "word", count),
        _postings(names["chars"], got, "char", count),
        got["vectors"],
        got["starts"],
        Blend(*names["blend"]),
    )
    return Index(
        tuple(names["classes"]),
        names["entries"],
        tuple(names["phrasings"]),
        texts,
        Softmax(got["softmax"], got["bias"]),
        Calibration(got["mean"], got["spread"], got["weights"], *names["calibration"]),
        Sorter(Softmax(got["sorter"], got["sorter_bias"])),
        got["kin"],
        names["vocabulary"],
        names["encoder"],
    )


def _postings(names: list[str], got: dict[str, Any], kind: str, texts: int) -> Postings:
    column = {name: i for i, name in enumerate(names)}
    return Postings(
        column, got[f"{kind}_starts"], got[f"{kind}_rows"], got[f"{kind}_values"], texts
    )


def _forget_old(place: Path) -> None:
    """Keep the newest few indexes and drop the rest."""
    others = sorted(
        (path for path in place.parent.iterdir() if path != place),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    for path in others[_KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)
