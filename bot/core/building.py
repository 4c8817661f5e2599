"""The index, built from the knowledge: features, classifier, and confidence that is honest."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bot.core.calibration import calibrate
from bot.core.features import Floats, Parts, Weights
from bot.core.knowledge import Knowledge
from bot.core.learning import Ints, Softmax, fit
from bot.core.matching import Index, Reader, row_of, signs_of
from bot.core.meaning import Encoder
from bot.core.ranking import Blend, Postings, Texts
from bot.core.spelling import Speller

FOLDS = 2
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Every phrasing with its class, ordered by class."""

    classes: tuple[str, ...]
    entries: int
    phrasings: tuple[str, ...]
    labels: Ints


def corpus_of(knowledge: Knowledge) -> Corpus:
    """Titles and phrasings of entries first, then the messages of known gaps."""
    groups = [(entry.id, (entry.title, *entry.asks)) for entry in knowledge.entries]
    groups += [(gap.id, gap.asks) for gap in knowledge.gaps]
    return Corpus(
        tuple(name for name, _ in groups),
        len(knowledge.entries),
        tuple(text for _, asks in groups for text in asks),
        np.repeat(np.arange(len(groups)), [len(asks) for _, asks in groups]),
    )


def reader_of(knowledge: Knowledge, encoder: Encoder) -> Reader:
    """How messages are read under this knowledge."""
    speller = Speller(knowledge.vocabulary, knowledge.lexicon.english)
    return Reader(knowledge.lexicon, speller, encoder)


def build(knowledge: Knowledge, encoder: Encoder, progress: Progress = lambda _: None) -> Index:
    """Learn everything from the knowledge; the same knowledge gives the same index."""
    corpus = corpus_of(knowledge)
    reader = reader_of(knowledge, encoder)
    parts = [reader.parts(text) for text in corpus.phrasings]
    progress("reading")
    vectors = reader.vectors(parts)
    blend = Blend() if encoder.width else Blend.without_meaning()
    progress("learning")
    texts, softmax = _learn(parts, vectors, corpus.labels, len(corpus.classes), blend)
    progress("checking")
    signs, right, importance = left_out_signs(corpus, parts, vectors, blend)
    calibration = calibrate(signs, right, importance, answer_from=0.5, offer_from=0.15)
    return Index(
        corpus.classes,
        corpus.entries,
        corpus.phrasings,
        texts,
        softmax,
        calibration,
        knowledge.vocabulary,
        encoder.name,
    )


def _learn(
    parts: list[Parts], vectors: Floats, labels: Ints, classes: int, blend: Blend
) -> tuple[Texts, Softmax]:
    word_weights = Weights.learn(each.word_grams for each in parts)
    char_weights = Weights.learn(each.char_grams for each in parts)
    texts = Texts(
        word_weights,
        char_weights,
        Postings.build([word_weights.of(each.word_grams) for each in parts]),
        Postings.build([char_weights.of(each.char_grams) for each in parts]),
        vectors.astype(np.float32),
        np.searchsorted(labels, np.arange(classes)),
        blend,
    )
    rows = np.stack([row_of(p, v, texts) for p, v in zip(parts, vectors, strict=True)])
    return texts, fit(rows, labels, classes)


def left_out_signs(
    corpus: Corpus, parts: list[Parts], vectors: Floats, blend: Blend
) -> tuple[Floats, np.ndarray, Floats]:
    """Signs of every phrasing when it was left out of the index, and whether it came out right.

    Returns (n, 7) signs, (n,) truths, (n,) weights.  A gap's message is never right.
    """
    count, classes = len(parts), len(corpus.classes)
    fold = np.random.default_rng(11).permutation(count) % FOLDS
    signs = np.zeros((count, 7), np.float32)
    right = np.zeros(count, bool)
    for number in range(FOLDS):
        inside = fold != number
        kept = np.flatnonzero(inside)
        texts, softmax = _learn(
            [parts[i] for i in kept], vectors[kept], corpus.labels[kept], classes, blend
        )
        for i in np.flatnonzero(~inside):
            best, mean = texts.by_class(texts.likeness(parts[i], vectors[i]))
            logits = softmax.logits(row_of(parts[i], vectors[i], texts))
            score, signs[i] = signs_of(logits, best, mean, corpus.entries)
            right[i] = int(score[: corpus.entries].argmax()) == corpus.labels[i]
    return signs, right, np.ones(count, np.float32)
