"""From scores to an honest chance of being right (Platt, 1999), learnt on left-out messages."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.features import Floats

Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression over a few signs of a match, and the two thresholds of the zones.

    answer_from: confidence from which one entry is shown.  offer_from: confidence from which
    choices are offered; below it the bot says that it does not know.
    """

    mean: Floats
    spread: Floats
    weights: Floats
    bias: float
    answer_from: float
    offer_from: float

    def chance(self, signs: Floats) -> Floats:
        """The chance that each row of signs belongs to a right match: (n,)."""
        scaled = (signs - self.mean) / self.spread
        return np.asarray(1.0 / (1.0 + np.exp(-(scaled @ self.weights + self.bias))))


def calibrate(
    signs: Floats, right: Truths, *, answer_from: float, offer_from: float
) -> Calibration:
    """Learn the chance of being right; no sign may count against what it stands for.

    signs: (n, k), each rising with the chance.  right: (n,) whether the match was right.
    A sign whose weight comes out below nothing only repeats another: the worst of them is left
    out until none is.  Free weights tell messages left out apart a little better, and unknown
    ones far worse (questions from outside CLINC150: 76 % turned away, 84 % so).
    """
    mean, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-6
    rows = np.hstack([(signs - mean) / spread, np.ones((len(signs), 1))]).astype(np.float64)
    live = list(range(rows.shape[1]))
    beta = _logistic(rows, right)
    while len(live) > 1 and beta[:-1].min() < 0:
        del live[int(beta[:-1].argmin())]
        beta = _logistic(rows[:, live], right)
    weights = np.zeros(signs.shape[1], np.float32)
    weights[live[:-1]] = beta[:-1]
    return Calibration(
        mean.astype(np.float32),
        spread.astype(np.float32),
        weights,
        float(beta[-1]),
        answer_from,
        offer_from,
    )


def _logistic(rows: NDArray[np.float64], right: Truths) -> NDArray[np.float64]:
    """Logistic regression by Newton's method with a little ridge; the last column is the bias."""
    beta = np.zeros(rows.shape[1])
    ridge = np.eye(rows.shape[1]) * 1e-2
    for _ in range(30):
        chance = 1.0 / (1.0 + np.exp(-rows @ beta))
        slope = chance * (1.0 - chance)
        gradient = rows.T @ (right - chance) - ridge @ beta
        step = np.linalg.solve(rows.T @ (rows * slope[:, None]) + ridge, gradient)
        beta += step
        if np.abs(step).max() < 1e-6:
            break
    return beta


@dataclass(frozen=True, slots=True)
class Bin:
    """One row of a reliability table: what was said, what came true, of how many."""

    low: float
    high: float
    said: float
    came_true: float
    count: int


def reliability(chance: Floats, right: Truths, bins: int = 10) -> list[Bin]:
    """Group by what was said (0-0.1, ...) and compare it with what came true."""
    table = []
    for i in range(bins):
        low, high = i / bins, (i + 1) / bins
        inside = (chance >= low) & ((chance < high) if i < bins - 1 else (chance <= 1.0))
        if inside.any():
            said, true = float(chance[inside].mean()), float(right[inside].mean())
            table.append(Bin(low, high, said, true, int(inside.sum())))
    return table


def calibration_error(table: list[Bin]) -> float:
    """Expected calibration error: the mean gap between said and true, weighted by count."""
    total = sum(row.count for row in table)
    return sum(row.count * abs(row.said - row.came_true) for row in table) / total
