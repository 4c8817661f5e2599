"""Embeddings of many texts in a byte a number, compared with a message a block at a time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.features import Floats

_BLOCK = 256  # texts made into floats at once: what a core's own cache holds


@dataclass(frozen=True, slots=True)
class Vectors:
    """Whole numbers from -127 to 127, (texts, width), and a scale for each text, (texts,).

    A quarter of float32 in memory; a cosine is off by about a thousandth.  Making floats of a
    block and multiplying it takes no more time than floats take to arrive from memory.
    """

    whole: NDArray[np.int8]
    scale: Floats

    @classmethod
    def of(cls, rows: Floats) -> "Vectors":
        """From unit rows: (texts, width)."""
        scale = np.abs(rows).max(axis=1, initial=1e-9) / np.float32(127)
        return cls(np.rint(rows / scale[:, None]).astype(np.int8), scale.astype(np.float32))

    @property
    def width(self) -> int:
        """Numbers a text."""
        return int(self.whole.shape[1])

    def part(self, kept: NDArray[np.int64]) -> "Vectors":
        """Only some of the texts."""
        return Vectors(self.whole[kept], self.scale[kept])

    def rows(self, places: NDArray[np.int64]) -> Floats:
        """Some of the texts as floats: (places, width)."""
        return np.asarray(self.whole[places] * self.scale[places][:, None], dtype=np.float32)

    def cosines(self, vectors: Floats) -> Floats:
        """With every text, none below nothing: (..., width) to (..., texts)."""
        out = np.empty((*vectors.shape[:-1], len(self.scale)), np.float32)
        block = np.empty((_BLOCK, self.width), np.float32)
        for start in range(0, len(self.scale), _BLOCK):
            part = self.whole[start : start + _BLOCK]
            floats = block[: len(part)]
            np.copyto(floats, part)
            out[..., start : start + _BLOCK] = vectors @ floats.T
        out *= self.scale
        return np.maximum(out, 0, out=out)
