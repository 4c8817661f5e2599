"""Phrasings left out and asked of what was learnt from the rest: how far scores can be trusted."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.calibration import Calibration
from bot.core.features import Floats
from bot.core.index import Index, Message
from bot.core.learning import Ints, fit_entries
from bot.core.preparing import Prepared
from bot.core.scoring import SIGNS, Scores, scores_of, signs_of, without
from bot.core.sorting import learn

FOLDS = 4  # one phrasing in so many is left out
_BLOCK = 64  # messages compared with every text at once
_NOTHING = np.zeros(len(SIGNS), np.float32)
_UNCALIBRATED = Calibration(_NOTHING, _NOTHING + 1, _NOTHING, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What became of phrasings that were left out, (n,) each but for signs (n, 13).

    firsts: the three likeliest entries, (n, 3).  places: where the texts stand in the corpus.
    strangers: (m, 13), signs of the same messages as if their entries and kin did not exist.
    """

    signs: Floats
    right: NDArray[np.bool_]
    firsts: Ints
    labels: Ints
    places: Ints
    strangers: Floats


def left_out(ready: Prepared, fold: int = 0, most: int | None = None) -> LeftOut:
    """Leave one typed text in four out, learn from the rest, and match the ones left out.

    A match is right when its entry rests on a passage that the true entry rests on too; the
    message of a gap is never right.  At most `most` are left out.
    """
    corpus = ready.whole.corpus
    kept, tried = _split(ready, fold, most)
    index = _index_without(ready, kept)
    labels = corpus.labels[tried]
    inside = labels < corpus.entries
    signs = np.zeros((len(tried), len(SIGNS)), np.float32)
    firsts = np.zeros((len(tried), min(3, corpus.entries)), np.int64)
    strangers = []
    for i, scores in enumerate(_scored(ready, index, tried)):
        signs[i] = signs_of(scores, corpus.entries, ready.kin)
        order = np.argsort(-scores.total[: corpus.entries], kind="stable")
        firsts[i] = order[: firsts.shape[1]]
        if inside[i]:
            hidden = without(scores, ready.kin.group(labels[i]))
            strangers.append(signs_of(hidden, corpus.entries, ready.kin))
    right = np.zeros(len(tried), bool)
    right[inside] = ready.kin.are(firsts[inside, 0], labels[inside])
    unknown = np.array(strangers, np.float32).reshape(-1, len(SIGNS))
    return LeftOut(signs, right, firsts, labels, tried, unknown)


def _split(ready: Prepared, fold: int, most: int | None) -> tuple[Ints, Ints]:
    """Which texts to learn from and which to ask."""
    corpus = ready.whole.corpus
    chance = np.random.default_rng(11).permutation(len(corpus.texts))
    out = corpus.typed & (chance % FOLDS == fold) & _spared(corpus.labels, chance % FOLDS != fold)
    tried = np.flatnonzero(out)
    if most is not None and len(tried) > most:
        out[tried[np.argsort(chance[tried])[most:]]] = False
    return np.flatnonzero(~out), np.flatnonzero(out)


def _spared(labels: Ints, kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Leave nothing out of a class that would be left with nothing."""
    left = np.bincount(labels[kept], minlength=int(labels.max()) + 1)
    return left[labels] > 0


def _scored(ready: Prepared, index: Index, tried: Ints) -> Iterator[Scores]:
    """The scores of each message tried; meaning is compared for a block of them at once."""
    whole = ready.whole
    for start in range(0, len(tried), _BLOCK):
        places = tried[start : start + _BLOCK]
        vectors = whole.texts.vectors.rows(places)
        close = index.texts.vectors.cosines(vectors)
        rows = ready.rows[places].astype(np.float32)
        for place, vector, row, near in zip(places, vectors, rows, close, strict=True):
            yield scores_of(Message(whole.parts[place], vector, row), index, near)


def _index_without(ready: Prepared, kept: Ints) -> Index:
    """An index learnt from the kept texts only."""
    corpus = ready.whole.corpus
    others = np.arange(len(corpus.texts), len(ready.rows))
    both = np.concatenate([kept, others])
    width = ready.whole.texts.vectors.width
    return Index(
        corpus.classes,
        corpus.entries,
        (),
        ready.whole.part(kept),
        fit_entries(ready.rows[kept], corpus.labels[kept], len(corpus.classes), width),
        _UNCALIBRATED,
        learn(ready.rows[both], ready.kinds[both]),
        ready.kin,
        {},
        "",
    )
