"""The index, built from the knowledge: features, classifiers, and confidence that is honest."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.calibration import Calibration, calibrate
from bot.core.entry import Entry, full_text
from bot.core.features import Floats, Parts, Weights
from bot.core.index import Index, Message, Reader, row_of
from bot.core.knowledge import Knowledge
from bot.core.learning import Ints, fit
from bot.core.meaning import Encoder
from bot.core.ranking import Blend, Postings, Texts
from bot.core.scoring import SIGNS, scores_of, signs_of
from bot.core.sorting import KINDS, Kind, learn
from bot.core.spelling import Speller

ANSWER_FROM = 0.40
OFFER_FROM = 0.12
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_NOTHING = np.zeros(len(SIGNS), np.float32)
_UNCALIBRATED = Calibration(_NOTHING, _NOTHING + 1, _NOTHING, 0.0, 0.0, 0.0)
FOLDS = 4  # one phrasing in so many is left out to learn how far scores can be trusted
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Every text to learn from with its class, ordered by class.

    typed: which of them are phrasings and gap messages, as people type; the others are titles and
    the sentences of answers.
    """

    classes: tuple[str, ...]
    entries: int
    texts: tuple[str, ...]
    labels: Ints
    typed: NDArray[np.bool_]


def corpus_of(knowledge: Knowledge) -> Corpus:
    """Phrasings, titles and sentences of entries first, then the messages of known gaps."""
    rows = [(i, text, True) for i, entry in enumerate(knowledge.learnt) for text in entry.asks]
    rows += [
        (i, text, False) for i, entry in enumerate(knowledge.learnt) for text in _sentences(entry)
    ]
    first = len(knowledge.learnt)
    rows += [(first + i, text, True) for i, gap in enumerate(knowledge.gaps) for text in gap.asks]
    rows.sort(key=lambda row: row[0])
    return Corpus(
        (*(entry.id for entry in knowledge.learnt), *(gap.id for gap in knowledge.gaps)),
        first,
        tuple(text for _, text, _ in rows),
        np.array([label for label, _, _ in rows]),
        np.array([typed for _, _, typed in rows]),
    )


def _sentences(entry: Entry) -> list[str]:
    words = " ".join(full_text(entry).split())
    return [entry.title, *(text for text in _SENTENCE.split(words) if text.count(" ") > 2)]


def reader_of(knowledge: Knowledge, encoder: Encoder) -> Reader:
    """How messages are read under this knowledge."""
    lexicon = knowledge.lexicon
    speller = Speller(knowledge.vocabulary, lexicon.english | lexicon.new_words)
    return Reader(lexicon, speller, encoder)


def kin_of(entries: tuple[Entry, ...]) -> NDArray[np.bool_]:
    """Which entries rest on a common passage: (entries, entries)."""
    cites = [set(entry.cites) for entry in entries]
    return np.array([[bool(a & b) for b in cites] for a in cites])


@dataclass(frozen=True, slots=True)
class Prepared:
    """The knowledge in numbers, made once: what every index of it is learnt from.

    rows and kinds: the classifiers' inputs and kinds, of the corpus first, then of the examples.
    """

    whole: "_Part"
    rows: Floats
    kinds: Ints
    kin: NDArray[np.bool_]


def prepare(knowledge: Knowledge, encoder: Encoder) -> Prepared:
    """Read every text of the knowledge once."""
    corpus = corpus_of(knowledge)
    reader = reader_of(knowledge, encoder)
    examples = _examples(knowledge)
    parts = [reader.parts(text) for text in (*corpus.texts, *(text for text, _ in examples))]
    vectors = reader.vectors(parts)
    count = len(corpus.texts)
    blend = Blend() if encoder.width else Blend.without_meaning()
    word_weights = Weights.learn(each.word_grams for each in parts)
    char_weights = Weights.learn(each.char_grams for each in parts)
    whole = _Part(corpus, parts[:count], vectors[:count], word_weights, char_weights, blend)
    texts = whole.texts(np.arange(count))
    rows = np.stack([row_of(p, v, texts) for p, v in zip(parts, vectors, strict=True)])
    others = np.array([place for _, place in examples], np.int64)
    kinds = np.concatenate([(corpus.labels >= corpus.entries).astype(np.int64), others])
    return Prepared(whole, rows, kinds, kin_of(knowledge.learnt))


def build(knowledge: Knowledge, encoder: Encoder, progress: Progress = lambda _: None) -> Index:
    """Learn everything from the knowledge; the same knowledge gives the same index."""
    progress("reading")
    ready = prepare(knowledge, encoder)
    corpus = ready.whole.corpus
    count = len(corpus.texts)
    progress("learning")
    softmax = fit(ready.rows[:count], corpus.labels, len(corpus.classes))
    progress("checking")
    return Index(
        corpus.classes,
        corpus.entries,
        corpus.texts,
        ready.whole.texts(np.arange(count)),
        softmax,
        _calibrated(ready),
        learn(ready.rows, ready.kinds),
        ready.kin,
        knowledge.vocabulary,
        encoder.name,
    )


def _examples(knowledge: Knowledge) -> list[tuple[str, int]]:
    """The messages of other kinds, with the place of their kind in KINDS."""
    groups: list[tuple[Kind, tuple[str, ...]]] = [
        ("question", knowledge.danger.get("normal", ())),
        ("question", knowledge.identity.get("normal", ())),
        ("emergency", knowledge.danger.get("emergency", ())),
        ("personal", knowledge.danger.get("personal", ())),
        ("identity", knowledge.identity.get("refuse", ())),
        *((kind, knowledge.smalltalk.get(kind, ())) for kind in KINDS[5:]),
    ]
    return [(text, KINDS.index(kind)) for kind, texts in groups for text in texts]


@dataclass(frozen=True, slots=True)
class _Part:
    """The corpus in numbers, from which any part can be made into an index of its own."""

    corpus: Corpus
    parts: list[Parts]
    vectors: Floats
    word_weights: Weights
    char_weights: Weights
    blend: Blend

    def texts(self, kept: Ints) -> Texts:
        """Postings and vectors of the kept texts, which must hold every class."""
        words, chars = self.word_weights, self.char_weights
        return Texts(
            words,
            chars,
            Postings.build([words.of(self.parts[i].word_grams) for i in kept]),
            Postings.build([chars.of(self.parts[i].char_grams) for i in kept]),
            self.vectors[kept],
            np.searchsorted(self.corpus.labels[kept], np.arange(len(self.corpus.classes))),
            self.blend,
        )


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What became of phrasings that were left out, (n,) each but for signs (n, 11).

    firsts: the three likeliest entries, (n, 3).  places: where the texts stand in the corpus.
    """

    signs: Floats
    right: NDArray[np.bool_]
    firsts: Ints
    labels: Ints
    places: Ints


def left_out(ready: Prepared, fold: int = 0) -> LeftOut:
    """Leave one typed text in four out, learn from the rest, and match the ones left out.

    A match is right when its entry rests on a passage that the true entry rests on too; the
    message of a gap is never right.
    """
    whole, corpus = ready.whole, ready.whole.corpus
    count = len(corpus.texts)
    chance = np.random.default_rng(11).permutation(count) % FOLDS
    out = corpus.typed & (chance == fold) & _spared(corpus.labels, chance != fold)
    kept, tried = np.flatnonzero(~out), np.flatnonzero(out)
    index = _index_without(ready, kept)
    signs = np.zeros((len(tried), len(SIGNS)), np.float32)
    firsts = np.zeros((len(tried), min(3, corpus.entries)), np.int64)
    for i, place in enumerate(tried):
        message = Message(whole.parts[place], whole.vectors[place], ready.rows[place])
        scores = scores_of(message, index)
        signs[i] = signs_of(scores, corpus.entries, ready.kin)
        order = np.argsort(-scores.total[: corpus.entries], kind="stable")
        firsts[i] = order[: firsts.shape[1]]
    labels = corpus.labels[tried]
    inside = labels < corpus.entries
    right = np.zeros(len(tried), bool)
    right[inside] = ready.kin[firsts[inside, 0], labels[inside]]
    return LeftOut(signs, right, firsts, labels, tried)


def _index_without(ready: Prepared, kept: Ints) -> Index:
    """An index learnt from the kept texts only."""
    corpus = ready.whole.corpus
    others = np.arange(len(corpus.texts), len(ready.rows))
    both = np.concatenate([kept, others])
    return Index(
        corpus.classes,
        corpus.entries,
        (),
        ready.whole.texts(kept),
        fit(ready.rows[kept], corpus.labels[kept], len(corpus.classes)),
        _UNCALIBRATED,
        learn(ready.rows[both], ready.kinds[both]),
        ready.kin,
        {},
        "",
    )


def _spared(labels: Ints, kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Leave nothing out of a class that would be left with nothing."""
    left = np.bincount(labels[kept], minlength=int(labels.max()) + 1)
    return left[labels] > 0


def _calibrated(ready: Prepared) -> Calibration:
    found = left_out(ready)
    return calibrate(found.signs, found.right, answer_from=ANSWER_FROM, offer_from=OFFER_FROM)
