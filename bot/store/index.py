"""The index on disk: built when the knowledge changes, then loaded in milliseconds.

A folder `index/<fingerprint>` holds one file of arrays, to be mapped into memory, and one .json of
names; it appears whole or not at all.  Any doubt about it means it is built anew.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bot.core
from bot.core.building import build
from bot.core.calibration import Calibration
from bot.core.features import Weights
from bot.core.index import Index
from bot.core.kin import Kin
from bot.core.knowledge import Knowledge
from bot.core.learning import Softmax
from bot.core.meaning import Encoder
from bot.core.ranking import Blend, Postings, Texts
from bot.core.sorting import Sorter
from bot.core.vectors import Vectors
from bot.store import tensors
from bot.store.strings import Strings, packed
from bot.store.vectors import remembering

_KEPT = 3
_ARRAYS = "arrays.tensors"
# The modules that an index is made by: when one of them changes, so does the fingerprint.
_MAKERS = (
    "building",
    "calibration",
    "features",
    "index",
    "kin",
    "knowledge",
    "learning",
    "leaving",
    "preparing",
    "ranking",
    "renaming",
    "scoring",
    "sorting",
    "spelling",
    "vectors",
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
    except (OSError, ValueError, KeyError, TypeError):
        building()
    index = build(knowledge, remembering(encoder, data))
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
    except (OSError, ValueError, KeyError, TypeError):
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
        arrays: tensors.Arrays = {
            "vectors": texts.vectors.whole,
            "scale": texts.vectors.scale,
            "starts": texts.starts,
            "softmax": index.softmax.weights,
            "bias": index.softmax.bias,
            "sorter": index.sorter.softmax.weights,
            "sorter_bias": index.sorter.softmax.bias,
            "kin_starts": index.kin.starts,
            "kin": index.kin.members,
            "mean": calibration.mean,
            "spread": calibration.spread,
            "weights": calibration.weights,
            **packed("phrasings", index.phrasings),
            **_grams("word", texts.word_weights, texts.word_postings),
            **_grams("char", texts.char_weights, texts.char_postings),
        }
        tensors.write(fresh / _ARRAYS, arrays)
        names: dict[str, Any] = {
            "classes": index.classes,
            "entries": index.entries,
            "vocabulary": index.vocabulary,
            "encoder": index.encoder_name,
            "unseen": [texts.word_weights.unseen, texts.char_weights.unseen],
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
    got = tensors.read(place / _ARRAYS)
    count = len(got["vectors"])
    words, chars = names["unseen"]
    texts = Texts(
        Weights(got["word_codes"], got["word_idf"], words),
        Weights(got["char_codes"], got["char_idf"], chars),
        Postings(got["word_starts"], got["word_rows"], got["word_values"], count),
        Postings(got["char_starts"], got["char_rows"], got["char_values"], count),
        Vectors(got["vectors"], got["scale"]),
        got["starts"],
        Blend(*names["blend"]),
    )
    return Index(
        tuple(names["classes"]),
        names["entries"],
        Strings("phrasings", got),
        texts,
        Softmax(got["softmax"], got["bias"]),
        Calibration(got["mean"], got["spread"], got["weights"], *names["calibration"]),
        Sorter(Softmax(got["sorter"], got["sorter_bias"])),
        Kin(got["kin_starts"], got["kin"]),
        names["vocabulary"],
        names["encoder"],
    )


def _grams(kind: str, weights: Weights, postings: Postings) -> tensors.Arrays:
    return {
        f"{kind}_codes": weights.codes,
        f"{kind}_idf": weights.idf,
        f"{kind}_starts": postings.starts,
        f"{kind}_rows": postings.rows,
        f"{kind}_values": postings.values,
    }


def _forget_old(place: Path) -> None:
    """Keep the newest few indexes and drop the rest."""
    others = sorted(
        (path for path in place.parent.iterdir() if path != place),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    for path in others[_KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)
