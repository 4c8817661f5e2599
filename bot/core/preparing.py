"""The knowledge in numbers: every text with its class, features and rows, made once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.entry import Entry, full_text
from bot.core.features import Parts, Weights
from bot.core.index import CHAR_WIDTH, WORD_WIDTH, Reader, row_from
from bot.core.kin import Kin
from bot.core.knowledge import Knowledge
from bot.core.learning import Halves, Ints
from bot.core.meaning import Encoder
from bot.core.ranking import Blend, Postings, Texts
from bot.core.sorting import KINDS, Kind
from bot.core.spelling import Speller
from bot.core.vectors import Vectors

_SENTENCE = re.compile(r"(?<=[.!?])\s+")


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


@dataclass(frozen=True, slots=True)
class Prepared:
    """What every index of a knowledge is learnt from.

    parts: of the corpus.  texts: all of the corpus, ready to be compared with.
    rows and kinds: the classifiers' inputs and kinds, of the corpus first, then of the examples;
    rows in half precision, for there are gigabytes of them otherwise.
    """

    whole: "Whole"
    rows: Halves
    kinds: Ints
    kin: Kin


@dataclass(frozen=True, slots=True)
class Whole:
    """The corpus with its features, from which any part can be made into an index of its own."""

    corpus: Corpus
    parts: list[Parts]
    texts: Texts

    def part(self, kept: Ints) -> Texts:
        """The kept texts alone, which must hold every class."""
        texts = self.texts
        return Texts(
            texts.word_weights,
            texts.char_weights,
            texts.word_postings.part(kept),
            texts.char_postings.part(kept),
            texts.vectors.part(kept),
            _starts(self.corpus, kept),
            texts.blend,
        )


def _starts(corpus: Corpus, kept: Ints) -> Ints:
    return np.searchsorted(corpus.labels[kept], np.arange(len(corpus.classes)))


def prepare(knowledge: Knowledge, encoder: Encoder) -> Prepared:
    """Read every text of the knowledge once."""
    corpus, examples = corpus_of(knowledge), _examples(knowledge)
    reader = reader_of(knowledge, encoder)
    parts = [reader.parts(text) for text in (*corpus.texts, *(text for text, _ in examples))]
    vectors = reader.vectors(parts)
    blend = Blend() if encoder.width else Blend.without_meaning()
    word_weights = Weights.learn(each.word_grams for each in parts)
    char_weights = Weights.learn(each.char_grams for each in parts)
    words = [word_weights.of(each.word_grams) for each in parts]
    chars = [char_weights.of(each.char_grams) for each in parts]
    rows = np.empty((len(parts), encoder.width + WORD_WIDTH + CHAR_WIDTH), np.float16)
    for row, vector, word, char in zip(rows, vectors, words, chars, strict=True):
        row[:] = row_from(vector, word, char, blend)
    count = len(corpus.texts)
    texts = Texts(
        word_weights,
        char_weights,
        Postings.build(words[:count], len(word_weights.codes)),
        Postings.build(chars[:count], len(char_weights.codes)),
        Vectors.of(vectors[:count]),
        _starts(corpus, np.arange(count)),
        blend,
    )
    others = np.array([place for _, place in examples], np.int64)
    kinds = np.concatenate([(corpus.labels >= corpus.entries).astype(np.int64), others])
    whole = Whole(corpus, parts[:count], texts)
    return Prepared(whole, rows, kinds, Kin.of([entry.cites for entry in knowledge.learnt]))


def reader_of(
    knowledge: Knowledge, encoder: Encoder, vocabulary: Mapping[str, int] | None = None
) -> Reader:
    """How messages are read under this knowledge; its vocabulary is counted unless given."""
    lexicon = knowledge.lexicon
    speller = Speller(vocabulary or knowledge.vocabulary, lexicon.english | lexicon.new_words)
    return Reader(lexicon, speller, encoder)


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
