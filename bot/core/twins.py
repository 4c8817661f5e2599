"""Phrasings that are all but the same in two places, found fast among many thousands."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from bot.core.words import split

_CHUNK = 400


@dataclass(frozen=True, slots=True)
class Twins:
    """Two phrasings of different owners that are all but the same."""

    first: str
    other: str
    owners: tuple[str, str]
    likeness: float


def twins(phrasings: Sequence[tuple[str, str]], least: float = 95.0) -> list[Twins]:
    """Pairs of (owner, text) alike to `least` of 100 with their words sorted, likest first.

    Texts are ordered by length: two of them can only be alike when neither is much longer.
    """
    rows = sorted(
        ((" ".join(sorted(split(text))), owner, text) for owner, text in phrasings if split(text)),
        key=lambda row: (len(row[0]), row),
    )
    keys = [key for key, _, _ in rows]
    lengths = np.array([len(key) for key in keys])
    found = []
    longest = (200.0 - least) / least
    for start in range(0, len(rows), _CHUNK):
        end = min(start + _CHUNK, len(rows))
        stop = int(np.searchsorted(lengths, lengths[end - 1] * longest, side="right"))
        scores = cdist(
            keys[start:end],
            keys[start:stop],
            scorer=Indel.normalized_similarity,
            score_cutoff=least / 100,
            dtype=np.float32,
            workers=-1,
        )
        for i, j in zip(*np.nonzero(scores), strict=True):
            one, two = rows[start + int(i)], rows[start + int(j)]
            if i < j and one[1] != two[1]:
                found.append(Twins(one[2], two[2], (one[1], two[1]), float(scores[i, j]) * 100))
    return sorted(found, key=lambda pair: (-pair.likeness, pair.owners))
