"""The seam for sentence embeddings: meaning as numbers, and a plain way to do without."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from bot.core.features import Floats


class Encoder(Protocol):
    """Turns sentences into unit vectors.  `name` goes into the index's fingerprint."""

    name: str
    width: int

    def encode(self, texts: Sequence[str]) -> Floats:
        """(n, width) float32, each row of length one."""
        ...


class NoEncoder:
    """Words alone: every vector is empty, so that only the n-grams count."""

    name = "words only"
    width = 0

    def encode(self, texts: Sequence[str]) -> Floats:
        """(n, 0): nothing to add."""
        return np.zeros((len(texts), 0), dtype=np.float32)
