"""Which entries rest on a common passage: an answer from kin is as good as one's own."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.learning import Ints


@dataclass(frozen=True, slots=True)
class Kin:
    """Compressed rows: the kin of entry i are members[starts[i]:starts[i + 1]], itself among them.

    starts: (entries + 1,).  A matrix would take gigabytes for 50,000 entries.
    """

    starts: Ints
    members: Ints

    @classmethod
    def of(cls, cites: Sequence[Sequence[str]]) -> "Kin":
        """From the passages that each entry rests on."""
        citing: dict[str, list[int]] = {}
        for place, locators in enumerate(cites):
            for locator in locators:
                citing.setdefault(locator, []).append(place)
        groups = [
            sorted({place}.union(*(citing[locator] for locator in locators)))
            for place, locators in enumerate(cites)
        ]
        starts = np.cumsum([0, *map(len, groups)], dtype=np.int64)
        return cls(starts, np.array([i for group in groups for i in group], np.int64))

    def group(self, place: int) -> Ints:
        """The kin of one entry, itself among them, rising."""
        return self.members[self.starts[place] : self.starts[place + 1]]

    def are(self, ones: Ints, others: Ints) -> NDArray[np.bool_]:
        """(n,): whether the entries of each pair are kin."""
        pairs = zip(ones.tolist(), others.tolist(), strict=True)
        return np.array([other in self.group(one) for one, other in pairs], bool)
