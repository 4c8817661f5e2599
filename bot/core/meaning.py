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


class Together:
    """Several encoders as one: vectors side by side, so that their cosines are averaged."""

    def __init__(self, encoders: Sequence[Encoder]) -> None:
        self._encoders = tuple(encoders)
        self.name = "+".join(each.name for each in encoders)
        self.width = sum(each.width for each in encoders)

    def encode(self, texts: Sequence[str]) -> Floats:
        """(n, width) float32, each row of length one."""
        share = np.float32(len(self._encoders) ** -0.5)
        return np.hstack([each.encode(texts) for each in self._encoders]) * share


class Remembering:
    """An encoder that encodes nothing twice: for texts that are looked at again and again."""

    _MOST = 4096  # texts; then it forgets them all

    def __init__(self, encoder: Encoder) -> None:
        self.encoder, self.name, self.width = encoder, encoder.name, encoder.width
        self._known: dict[str, Floats] = {}

    def encode(self, texts: Sequence[str]) -> Floats:
        """(n, width) float32, each row of length one."""
        known = self._known
        new = list(dict.fromkeys(text for text in texts if text not in known))
        if new:
            fresh = dict(zip(new, self.encoder.encode(new), strict=True))
            known = {**(known if len(known) < self._MOST else {}), **fresh}
        if not texts or any(text not in known for text in texts):
            return self.encoder.encode(texts)  # some were forgotten just now
        self._known = known
        return np.stack([known[text] for text in texts])
