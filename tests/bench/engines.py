"""The engine and its peers behind one face: learn labelled sentences, then name one with a score.

The peers are not dependencies of the bot: pip install bm25s scikit-learn (rapidfuzz is there).
"""

import re
import sqlite3
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import Stemmer
from data import Labelled, intents_of, knowledge_of
from rapidfuzz import fuzz, process, utils

from bot.core.building import build
from bot.core.matching import Matcher
from bot.core.meaning import Encoder
from bot.core.preparing import reader_of
from bot.core.scoring import scores_of

try:
    import bm25s
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline, make_union
    from sklearn.svm import LinearSVC
except ImportError as missing:
    raise SystemExit(
        f"{missing.name} is not installed.  The benchmarks compare with libraries that the bot "
        "does not need: run `pip install bm25s scikit-learn` and try again."
    ) from missing


class Engine(Protocol):
    """Learns once, then answers one question at a time: its label and one or more scores."""

    name: str

    def learn(self, sentences: Labelled) -> None:
        """Build whatever is needed."""
        ...

    def ask(self, text: str) -> tuple[str, tuple[float, ...]]:
        """The label found and how sure: the engine's own confidence, then plainer scores."""
        ...


class Guide:
    """The bot's own engine, whole: build, read, match; nothing copied.

    Scores: its confidence; then, for data without gaps, plain likeness plus half the lead.
    """

    name = "this engine"

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def learn(self, sentences: Labelled) -> None:
        knowledge = knowledge_of(sentences)
        index = build(knowledge, self._encoder)
        cites = {entry.id: entry.cites for entry in knowledge.entries}
        self.matcher = Matcher(index, reader_of(knowledge, self._encoder), cites)
        self._intents = intents_of(sentences)

    def ask(self, text: str) -> tuple[str, tuple[float, ...]]:
        self._last = self.matcher.read(text)
        found = self.matcher.match(self._last)
        return self._intents[found.entries[0].entry], (found.confidence,)

    def plain(self) -> float:
        """Likeness and lead of the best for what was last asked, with nothing calibrated."""
        scores = scores_of(self._last, self.matcher.index)
        second, first = np.partition(scores.total, -2)[-2:]
        top = int(scores.total.argmax())
        likeness = float(scores.best[top] + scores.near[top]) / 2
        return likeness + 0.05 * float(min(first - second, 8.0))


class TokenSet:
    """rapidfuzz: the phrasing with the best token_set_ratio."""

    name = "rapidfuzz token_set_ratio"

    def learn(self, sentences: Labelled) -> None:
        self._texts = [utils.default_process(text) for text, _ in sentences]
        self._labels = [label for _, label in sentences]

    def ask(self, text: str) -> tuple[str, tuple[float, ...]]:
        asked = utils.default_process(text)
        found = process.extractOne(asked, self._texts, scorer=fuzz.token_set_ratio)
        return self._labels[found[2]], (found[1],)


class Fts5:
    """SQLite's full-text search over phrasings, Porter's stemmer, any word may match."""

    name = "SQLite FTS5"

    def learn(self, sentences: Labelled) -> None:
        self._base = sqlite3.connect(":memory:")
        columns = "text, label UNINDEXED, tokenize='porter unicode61'"
        self._base.execute(f"CREATE VIRTUAL TABLE asks USING fts5({columns})")
        self._base.executemany("INSERT INTO asks VALUES (?, ?)", sentences)

    def ask(self, text: str) -> tuple[str, tuple[float, ...]]:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", text.lower()))
        query = "SELECT label, -rank FROM asks WHERE asks MATCH ? ORDER BY rank LIMIT 1"
        row = self._base.execute(query, (words,)).fetchone() if words else None
        return (row[0], (row[1],)) if row else ("", (0.0,))


class Bm25:
    """bm25s: one document an entry, all its phrasings together, stemmed."""

    name = "bm25s, one document an entry"

    def learn(self, sentences: Labelled) -> None:
        documents: dict[str, list[str]] = {}
        for text, label in sentences:
            documents.setdefault(label, []).append(text)
        self._labels = list(documents)
        self._stemmer = Stemmer.Stemmer("english")
        self._found = bm25s.BM25()
        texts = self._cut([" ".join(each) for each in documents.values()])
        self._found.index(texts, show_progress=False)

    def _cut(self, texts: Sequence[str]) -> Any:
        return bm25s.tokenize(
            list(texts),
            stopwords="en",
            stemmer=self._stemmer,
            return_ids=False,
            show_progress=False,
        )

    def ask(self, text: str) -> tuple[str, tuple[float, ...]]:
        words = self._cut([text])[0]
        scores = self._found.get_scores(words) if words else np.zeros(len(self._labels))
        best = int(scores.argmax())
        return self._labels[best], (float(scores[best]),)


class Svm:
    """scikit-learn: TF-IDF of words, pairs and characters, and a linear SVM."""

    name = "TF-IDF + linear SVM"

    def learn(self, sentences: Labelled) -> None:
        features = make_union(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True),
        )
        self._model = make_pipeline(features, LinearSVC(C=1.0, random_state=0))
        self._model.fit([text for text, _ in sentences], [label for _, label in sentences])

    def ask(self, text: str) -> tuple[str, tuple[float, ...]]:
        margins = self._model.decision_function([text])[0]
        best = int(margins.argmax())
        return str(self._model.classes_[best]), (float(margins[best]),)
