"""What kind of message it is: a question, one outside the review, danger, names, small talk."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from bot.core.features import Floats
from bot.core.learning import Ints, Rows, Softmax, fit_kinds, probabilities

Kind = Literal[
    "question",
    "gap",
    "emergency",
    "personal",
    "identity",
    "greeting",
    "thanks",
    "goodbye",
    "help",
    "who_are_you",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
SMALL: frozenset[Kind] = frozenset(KINDS[5:])


@dataclass(frozen=True, slots=True)
class Sorter:
    """A softmax regression over the kinds, on the same rows as the one over entries."""

    softmax: Softmax

    def chances(self, row: Floats) -> dict[Kind, float]:
        """The chance of each kind for one message's row."""
        found = probabilities(self.softmax.logits(row))
        return {kind: float(found[i]) for i, kind in enumerate(KINDS)}

    def in_scope(self, rows: Floats) -> Floats:
        """Log-odds that a message is a question of the review rather than a known gap."""
        logits = self.softmax.logits(rows)
        return np.asarray(logits[..., 0] - logits[..., 1], dtype=np.float32)


def learn(rows: Rows, kinds: Ints) -> Sorter:
    """Learn the kinds; rows: (n, features), kinds: (n,) places in KINDS.

    Whether danger is heard must not hang on how a processor rounds.
    """
    return Sorter(fit_kinds(rows, kinds, len(KINDS)))
