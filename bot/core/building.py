"""The index, built from the knowledge: features, classifiers, and confidence that is honest."""

from collections.abc import Callable

import numpy as np

from bot.core.calibration import Calibration, calibrate
from bot.core.index import Index
from bot.core.knowledge import Knowledge
from bot.core.learning import fit_entries
from bot.core.leaving import left_out
from bot.core.meaning import Encoder
from bot.core.preparing import Prepared, prepare
from bot.core.sorting import learn

# Of 100 messages near the review that it does not answer, 9 reach this chance.  14 reach 0.45,
# where 3 % more questions are answered at once instead of by a choice.
ANSWER_FROM = 0.60
OFFER_FROM = 0.08
_MOST_LEFT_OUT = 6000  # more of them would not make confidence truer
_STRANGERS = 3  # without known gaps each stand-in for a question from outside counts so often
Progress = Callable[[str], None]


def build(knowledge: Knowledge, encoder: Encoder, progress: Progress = lambda _: None) -> Index:
    """Learn everything from the knowledge; the same knowledge gives the same index."""
    progress("reading")
    ready = prepare(knowledge, encoder)
    corpus = ready.whole.corpus
    rows = ready.rows[: len(corpus.texts)]
    progress("learning")
    softmax = fit_entries(rows, corpus.labels, len(corpus.classes), encoder.width)
    progress("checking")
    return Index(
        corpus.classes,
        corpus.entries,
        corpus.texts,
        ready.whole.texts,
        softmax,
        _calibrated(ready),
        learn(ready.rows, ready.kinds),
        ready.kin,
        knowledge.vocabulary,
        encoder.name,
    )


def _calibrated(ready: Prepared) -> Calibration:
    """Confidence, learnt on messages left out.

    Known gaps teach it what a question from outside looks like.  Where there are none, the
    messages left out stand in for them, matched as if their own entries did not exist.
    """
    found = left_out(ready, most=_MOST_LEFT_OUT)
    signs, right = found.signs, found.right
    if ready.whole.corpus.entries == len(ready.whole.corpus.classes):
        signs = np.vstack([signs, *[found.strangers] * _STRANGERS])
        right = np.concatenate([right, np.zeros(len(signs) - len(right), bool)])
    return calibrate(signs, right, answer_from=ANSWER_FROM, offer_from=OFFER_FROM)
