"""Vectors of texts already met, so that after an edit only what is new must be encoded."""

from collections.abc import Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.core.features import Floats
from bot.core.meaning import Encoder
from bot.store import tensors

_KEY = 16  # bytes of a text's hash


def remembering(encoder: Encoder, data: Path) -> Encoder:
    """The encoder for learning from a whole knowledge, with its file in the data folder."""
    return Remembering(encoder, data / "models" / "vectors.tensors") if encoder.width else encoder


class Remembering:
    """An encoder of whole knowledges that keeps the vectors of the last in a file.

    They are kept as float16, and given out as such whether they were there or not: what is
    learnt does not hang on which texts were met before.
    """

    def __init__(self, encoder: Encoder, place: Path) -> None:
        self.name, self.width = encoder.name, encoder.width
        self._encoder, self._place = encoder, place

    def encode(self, texts: Sequence[str]) -> Floats:
        """(n, width) float32, rounded to float16."""
        keys = [self._key(text) for text in texts]
        known = self._known()
        fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if fresh:
            found = self._encoder.encode(list(fresh.values())).astype(np.float16)
            known |= zip(fresh, found, strict=True)
        vectors = np.array([known[key] for key in keys], np.float16)
        if fresh:
            self._keep(keys, vectors)
        return vectors.astype(np.float32)

    def _key(self, text: str) -> bytes:
        return blake2b(f"{self.name} {text}".encode(), digest_size=_KEY).digest()

    def _known(self) -> dict[bytes, NDArray[np.float16]]:
        with suppress(OSError, ValueError, KeyError):
            arrays = tensors.read(self._place)
            keys, vectors = arrays["keys"], arrays["vectors"]
            if vectors.shape == (len(keys), self.width):
                return {key.tobytes(): row for key, row in zip(keys, vectors, strict=True)}
        return {}

    def _keep(self, keys: list[bytes], vectors: NDArray[np.float16]) -> None:
        packed = np.frombuffer(b"".join(keys), np.uint8).reshape(-1, _KEY)
        with suppress(OSError):
            tensors.write(self._place, {"keys": packed, "vectors": vectors})
