"""Encoders: what is installed is used together, and what was met before is not encoded again."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.core.features import Floats
from bot.core.meaning import NoEncoder, Together
from bot.store import encoder as encoders
from bot.store import minilm, tensors
from bot.store.vectors import Remembering, remembering


class Letters:
    """Counts letters; `seen` is every text that it was given."""

    name, width = "letters", 26

    def __init__(self) -> None:
        self.seen: list[str] = []

    def encode(self, texts: Sequence[str]) -> Floats:
        self.seen += texts
        rows = np.array([[1 + text.count(chr(97 + i)) for i in range(26)] for text in texts])
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_both_models_load_from_their_packages_and_know_what_is_alike(tmp_path: Path) -> None:
    """The one test that loads the models."""
    both = encoders.encoder(tmp_path)
    texts = ["who signs the transfer", "who authorises moving the case", "nice weather"]
    for found in (both.encode(texts), encoders.encoder(tmp_path).encode(texts)):
        assert found.shape == (3, both.width) == (3, 512 + 384)
        assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
        assert found[0] @ found[1] > found[0] @ found[2] + 0.2
    assert "use3" in both.name
    assert "minilm" in both.name


def test_cosines_of_encoders_together_are_averaged() -> None:
    one = Letters().encode(["abba", "cab"])
    both = Together([Letters(), Letters()]).encode(["abba", "cab"])
    assert both.shape == (2, 52)
    assert np.isclose(both[0] @ both[1], one[0] @ one[1])


@pytest.mark.parametrize("missing", ["UniversalSentenceEncoder", "MiniLM"])
def test_one_that_is_missing_leaves_the_other(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_: Path) -> None:
        raise ImportError

    monkeypatch.setattr(encoders, missing, gone)
    assert encoders.encoder(tmp_path).width in (512, 384)
    monkeypatch.setattr(encoders, "UniversalSentenceEncoder", gone)
    monkeypatch.setattr(encoders, "MiniLM", gone)
    assert encoders.encoder(tmp_path).width == 0


def test_a_model_file_that_is_not_the_known_one_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(minilm, "_HASH", "0")
    with pytest.raises(OSError, match="not the model"):
        minilm.MiniLM(tmp_path).encode(["who"])


def test_texts_met_before_are_not_encoded_again(tmp_path: Path) -> None:
    place = tmp_path / "vectors"
    first = Remembering(Letters(), place).encode(["who", "signs", "who"])
    letters = Letters()
    again = Remembering(letters, place).encode(["signs", "who", "new"])
    assert letters.seen == ["new"]
    assert (again[:2] == first[[1, 0]]).all()
    assert (first == first.astype(np.float16)).all()


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_a_damaged_file_of_vectors_is_ignored(damage: bytes | None, tmp_path: Path) -> None:
    place = tmp_path / "vectors"
    first = Remembering(Letters(), place).encode(["who", "signs"])
    place.write_bytes(place.read_bytes()[:-5] if damage is None else damage)
    letters = Letters()
    assert (Remembering(letters, place).encode(["who", "signs"]) == first).all()
    assert letters.seen == ["who", "signs"]
    assert (Remembering(Letters(), Path("/proc/no")).encode(["who", "signs"]) == first).all()


def test_vectors_of_another_encoder_are_not_taken(tmp_path: Path) -> None:
    Remembering(Letters(), tmp_path / "vectors").encode(["who"])
    other = Letters()
    other.name = "others"
    Remembering(other, tmp_path / "vectors").encode(["who"])
    assert other.seen == ["who"]


def test_words_alone_need_no_file(tmp_path: Path) -> None:
    assert isinstance(remembering(NoEncoder(), tmp_path), NoEncoder)


def test_arrays_come_back_as_they_were(tmp_path: Path) -> None:
    arrays = {
        "flags": np.array([[True, False]]),
        "half": np.arange(3, dtype=np.float16),
        "none": np.zeros((0, 5), np.float32),
        "one": np.array(2.5),
    }
    tensors.write(tmp_path / "deep" / "file", arrays)
    again = tensors.read(tmp_path / "deep" / "file")
    assert again.keys() == arrays.keys()
    for name, array in arrays.items():
        assert again[name].dtype == array.dtype
        assert np.array_equal(again[name], array)
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["file"]
