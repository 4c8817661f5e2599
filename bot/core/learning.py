"""Softmax regression in numpy: which entry a message means, learnt from its phrasings."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.features import Floats

Ints = NDArray[np.int64]
Halves = NDArray[np.float16]
Rows = Floats | Halves
_MOST_CLASSES = 2000  # beyond, weights take gigabytes and hours; likeness alone must rank
_STRETCH = 2.0  # of the embedding: meaning carries over to new words better than n-grams do


@dataclass(frozen=True, slots=True)
class Softmax:
    """A linear classifier: `weights` is (features, classes), `bias` is (classes,)."""

    weights: Floats
    bias: Floats

    def logits(self, rows: Floats) -> Floats:
        """Scores before the softmax; `rows` is (n, features) or (features,)."""
        return np.asarray(rows @ self.weights + self.bias, dtype=np.float32)


def probabilities(logits: Floats, temperature: float = 1.0) -> Floats:
    """Softmax over the last axis."""
    scaled = logits / temperature
    scaled = scaled - scaled.max(axis=-1, keepdims=True)
    grown = np.exp(scaled)
    return np.asarray(grown / grown.sum(axis=-1, keepdims=True), dtype=np.float32)


# Epochs, batch, rate: large steps suit many texts and make few of them overconfident.
Pace = tuple[int, int, float]
_MANY = 5_000
_LARGE: Pace = (12, 256, 40.0)
_SMALL: Pace = (20, 128, 15.0)
_PATIENT: Pace = (40, 64, 10.0)
# For few classes: at twice the rate a last bit of input tells.
_STEADY_LARGE: Pace = (24, 256, 5.0)
_STEADY_SMALL: Pace = (60, 128, 5.0)


def fit(
    rows: Rows,
    labels: Ints,
    classes: int,
    *,
    pace: Pace | None = None,
    momentum: float = 0.9,
    ridge: float = 1e-5,
    seed: int = 7,
) -> Softmax:
    """Minimise the cross-entropy by gradient descent with Nesterov's momentum.

    rows: (n, features), made float32 a batch at a time.  labels: (n,) class numbers.  The rate
    falls to nothing in a straight line.  Without a `pace` it follows from the number of texts.
    The same input gives the same result.
    """
    count, width = rows.shape
    epochs, batch, rate = pace or (_LARGE if count >= _MANY else _SMALL)
    weight, bias = np.zeros((width, classes), np.float32), np.zeros(classes, np.float32)
    speed, bias_speed = np.zeros_like(weight), np.zeros_like(bias)
    rng = np.random.default_rng(seed)
    steps, step = epochs * -(-count // batch), 0
    for _ in range(epochs):
        order = rng.permutation(count)
        for start in range(0, count, batch):
            chosen = order[start : start + batch]
            inputs = rows[chosen].astype(np.float32)
            error = probabilities(inputs @ weight + bias)
            error[np.arange(len(chosen)), labels[chosen]] -= 1.0
            error /= len(chosen)
            step_size = np.float32(rate * (1.0 - step / steps))
            step += 1
            slope = inputs.T @ error
            slope += ridge * weight
            slope *= step_size
            speed *= momentum
            speed -= slope
            weight += momentum * speed
            weight -= slope
            bias_slope = step_size * error.sum(axis=0)
            bias_speed *= momentum
            bias_speed -= bias_slope
            bias += momentum * bias_speed - bias_slope
    return Softmax(weight, bias)


def fit_kinds(rows: Rows, labels: Ints, classes: int) -> Softmax:
    """The classifier of kinds, at a pace that gives every machine the same chances."""
    pace = _STEADY_LARGE if len(rows) >= _MANY else _STEADY_SMALL
    return fit(rows, labels, classes, pace=pace)


def fit_entries(rows: Rows, labels: Ints, classes: int, width: int) -> Softmax:
    """The classifier of entries and gaps; the first `width` features are the embedding.

    From few texts it learns with rows centred and the embedding stretched, which on many cost
    accuracy; the weights found take rows as they come.  With too many classes there are no
    weights: (0, classes).
    """
    if classes > _MOST_CLASSES:
        return Softmax(np.zeros((0, classes), np.float32), np.zeros(classes, np.float32))
    if not width or len(rows) >= _MANY:
        return fit(rows, labels, classes)
    stretch = np.ones(rows.shape[1], np.float32)
    stretch[:width] = _STRETCH
    middle = rows.mean(axis=0, dtype=np.float32)
    found = fit((rows - middle) * stretch, labels, classes, pace=_PATIENT)
    weights = found.weights * stretch[:, None]
    return Softmax(weights, found.bias - middle @ weights)
