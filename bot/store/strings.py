"""Many texts in two arrays, so that only those asked for are made into strings."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import numpy as np

from bot.store.tensors import Arrays


def packed(name: str, texts: Sequence[str]) -> Arrays:
    """The bytes of all texts, and where each ends."""
    each = [text.encode() for text in texts]
    ends = np.fromiter(accumulate(map(len, each), initial=0), np.int64, len(each) + 1)
    return {name: np.frombuffer(b"".join(each), np.uint8), f"{name}_ends": ends}


class Strings(Sequence[str]):
    """The texts that were packed under a name."""

    def __init__(self, name: str, arrays: Arrays) -> None:
        self._bytes, self._ends = arrays[name], arrays[f"{name}_ends"]

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        place %= len(self)
        return self._bytes[self._ends[place] : self._ends[place + 1]].tobytes().decode()
