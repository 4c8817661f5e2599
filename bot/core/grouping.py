"""Questions that are alike, put together: by their words, by their letters, by their meaning.

Leaders in the order of asking: a question joins the group whose members are likest to it on the
average, or begins one.  The same questions in the same order always give the same groups.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np

from bot.core.features import Floats, Weights
from bot.core.index import Reader
from bot.core.ranking import Postings
from bot.core.words import char_ngrams

ALIKE = 0.40  # from which average likeness two questions are one matter
_MARK = re.compile(r"\[[^][]*\]")
_SHORT, _LONG = 4, 25  # words between which a question is clear to read


@dataclass(frozen=True, slots=True)
class Asked:
    """One question that waits; `group` is its place once it has one."""

    id: int
    asked_at: datetime
    kind: str
    text: str
    near: tuple[str, ...] = ()
    agency: str | None = None
    role: str | None = None
    group: int | None = None


@dataclass(frozen=True)
class Group:
    """Questions that are one matter; clearest is the wording that stands for all."""

    id: int
    questions: tuple[Asked, ...]
    clearest: str
    claimed_by: int | None = None
    reopened: int = 0

    @cached_property
    def wordings(self) -> tuple[str, ...]:
        """Every wording once, the clearest first."""
        return tuple(dict.fromkeys([self.clearest, *(each.text for each in self.questions)]))

    @property
    def askable(self) -> tuple[str, ...]:
        """The wordings that people typed; what was reported of an answer is none."""
        typed = {each.text for each in self.questions if each.kind != "not_helpful"}
        return tuple(text for text in self.wordings if text in typed)

    @property
    def agencies(self) -> Counter[str]:
        """How many asked from each agency; an unknown one counts under an empty name."""
        return Counter(each.agency or "" for each in self.questions)

    @property
    def why(self) -> Counter[str]:
        """Why each was unsure: nothing near, two near, none of these, not helpful."""
        return Counter(_why(each) for each in self.questions)

    @property
    def near(self) -> list[str]:
        """The entries that came near, the most frequent first."""
        found = Counter(entry for each in self.questions for entry in each.near)
        return [entry for entry, _ in found.most_common()]

    @property
    def first(self) -> datetime:
        """When it was first asked."""
        return min(each.asked_at for each in self.questions)

    @property
    def last(self) -> datetime:
        """When it was last asked."""
        return max(each.asked_at for each in self.questions)


def _why(asked: Asked) -> str:
    if asked.kind in ("none_of_these", "not_helpful"):
        return asked.kind
    return "two_near" if asked.near else "nothing_near"


def likenesses(texts: Sequence[str], reader: Reader, words: Weights) -> Floats:
    """How like each text is to each, 0 to 1: (n, n).

    Spelling is repaired and text-speak spelt out by the reader.  Only words that carry meaning
    count, so that two questions are not alike by "who do I" alone.
    """
    parts = [reader.parts(text) for text in texts]
    stems = [each.stems or each.words for each in parts]
    grams = [char_ngrams(each) for each in stems]
    by_letters = _cosines(grams, Weights.learn(grams))
    if not reader.encoder.width:
        by_words = _cosines(stems, words.knowing(stem for each in stems for stem in each))
        return np.asarray((by_words + by_letters) / 2, dtype=np.float32)
    vectors = np.asarray(reader.vectors(parts), dtype=np.float32)
    meaning = np.maximum(vectors @ vectors.T, 0)
    # Measured by tests/bench/grouping.py: more weight on words finds fewer of the same matter.
    return np.asarray(0.1 * by_letters + 0.9 * meaning, dtype=np.float32)


def _cosines(features: Sequence[Sequence[str]], weights: Weights) -> Floats:
    weighted = [weights.of(each) for each in features]
    posted = Postings.build(weighted, len(weights.codes))
    return np.stack([posted.cosines(each) for each in weighted])


def assigned(asked: Sequence[Asked], alike: Floats, least: float = ALIKE) -> list[int | None]:
    """For each question the place of the one whose group it joins; None where it begins one.

    Questions that have a group already keep it.
    """
    members: dict[int, list[int]] = {}
    leader_of: dict[int, int] = {}
    for place, one in enumerate(asked):
        if one.group is not None:
            leader = leader_of.setdefault(one.group, place)
            members.setdefault(leader, []).append(place)
    joins: list[int | None] = []
    for place, one in enumerate(asked):
        if one.group is not None:
            joins.append(leader_of[one.group])
            continue
        scored = [
            (round(float(np.mean(alike[place, mates])), 4), -leader)
            for leader, mates in members.items()
        ]
        best, at = max(scored, default=(0.0, 0))
        if best >= least:
            members[-at].append(place)
            joins.append(-at)
        else:
            members[place] = [place]
            joins.append(None)
    return joins


def clearest(texts: Sequence[str], reader: Reader, words: Weights) -> str:
    """The wording that stands for all: like the others, well spelt, neither short nor endless."""
    if len(texts) == 1:
        return texts[0]
    alike = likenesses(texts, reader, words).mean(axis=1)
    scores = [
        float(near) + _clarity(text, reader) for near, text in zip(alike, texts, strict=True)
    ]
    return texts[int(np.argmax(scores))]


def _clarity(text: str, reader: Reader) -> float:
    said = re.findall(r"[a-z0-9']+", _MARK.sub(" ", text).lower())
    if not said:
        return -1.0
    known = sum(
        reader.speller.knows(word) and word not in reader.lexicon.shorthand for word in said
    )
    sized = 0.2 if _SHORT <= len(said) <= _LONG else 0.0
    return 0.6 * known / len(said) + sized - 0.2 * len(_MARK.findall(text))
