"""Which entry a message asks for, how sure that is, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from bot.core.features import Floats
from bot.core.index import Index, Message, Reader
from bot.core.references import named_passages
from bot.core.scoring import SIGNS, Scores, scores_of, signs_of

_RANKED = 5


@dataclass(frozen=True, slots=True)
class Match:
    """One entry that may answer, the calibrated chance that it does, and the signs for it."""

    entry: str
    confidence: float
    reasons: dict[str, float | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Matches:
    """What was found for a message: entries, likeliest first, and the nearest known gap.

    `gap` is given when the message looks more like a known gap than like any entry.
    """

    entries: tuple[Match, ...]
    gap: str | None
    answer_from: float
    offer_from: float

    @property
    def confidence(self) -> float:
        """The chance that the first entry is right."""
        return self.entries[0].confidence


class Matcher:
    """Finds the entries that a message asks for."""

    def __init__(self, index: Index, reader: Reader, cites: Mapping[str, tuple[str, ...]]) -> None:
        self.index = index
        self.reader = reader
        self._place = {name: i for i, name in enumerate(index.classes)}
        self._citing: dict[str, list[tuple[int, int]]] = {}
        for entry, locators in cites.items():
            for rank, locator in enumerate(locators):
                self._citing.setdefault(locator, []).append((self._place[entry], rank))

    def read(self, text: str) -> Message:
        """A raw message as numbers, once for everything that looks at it."""
        return self.reader.message(text, self.index.texts)

    def match(self, message: Message, favoured: Mapping[str, float] | None = None) -> Matches:
        """Rank every entry for a message; `favoured` adds to the log-odds of some of them."""
        scores = scores_of(message, self.index, bias=self._bias(message, favoured or {}))
        return self._judged(scores)

    def match_both(
        self, message: Message, together: Message, favoured: Mapping[str, float]
    ) -> Matches:
        """A follow-up: its own words and, as much again, its words with what came before."""
        alone = scores_of(message, self.index, bias=self._bias(message, favoured))
        joined = scores_of(together, self.index, bias=self._bias(message, favoured))
        both = Scores(
            _between(alone.total, joined.total),
            np.asarray(np.sqrt(alone.chance * joined.chance), dtype=np.float32),
            _between(alone.best, joined.best),
            _between(alone.near, joined.near),
            _between(alone.by_meaning, joined.by_meaning),
            _between(alone.by_words, joined.by_words),
            max(alone.in_scope, joined.in_scope),
            alone.likeness,
        )
        return self._judged(both)

    def _judged(self, scores: Scores) -> Matches:
        index = self.index
        signs = signs_of(scores, index.entries, index.kin)
        known = scores.best.max() > 0.0  # a message with nothing in common is never a match
        confidence = float(index.calibration.chance(signs[None, :])[0]) if known else 0.0
        order = np.argsort(-scores.total[: index.entries])[:_RANKED]
        reasons = {name: round(float(s), 2) for name, s in zip(SIGNS, signs, strict=True)}
        return Matches(
            tuple(
                Match(
                    index.classes[i],
                    confidence if rank == 0 else min(confidence, float(scores.chance[i])),
                    {**self._nearest(int(i), scores), **reasons} if rank == 0 else {},
                )
                for rank, i in enumerate(order)
            ),
            self._nearest_gap(scores),
            index.calibration.answer_from,
            index.calibration.offer_from,
        )

    def _bias(self, message: Message, favoured: Mapping[str, float]) -> Floats:
        """What is added before ranking: the talk so far, and passages named by number."""
        bias = np.zeros(len(self.index.classes), dtype=np.float32)
        for name, boost in favoured.items():
            if name in self._place:  # what was just published is not learnt yet
                bias[self._place[name]] += boost
        for locator in named_passages(message.parts.words):
            for place, rank in self._citing.get(locator, ()):
                bias[place] += 4.0 if rank == 0 else 1.0
        return bias

    def _nearest_gap(self, scores: Scores) -> str | None:
        gaps = scores.total[self.index.entries :]
        if not len(gaps) or gaps.max() < scores.total[: self.index.entries].max():
            return None
        return self.index.classes[self.index.entries + int(gaps.argmax())]

    def _nearest(self, number: int, scores: Scores) -> dict[str, float | str]:
        texts, likeness = self.index.texts, scores.likeness
        start = int(texts.starts[number])
        last = number + 1 == len(texts.starts)
        end = len(likeness) if last else int(texts.starts[number + 1])
        nearest = start + int(likeness[start:end].argmax())
        return {"nearest phrasing": self.index.phrasings[nearest]}


def _between(one: Floats, other: Floats) -> Floats:
    return np.asarray((one + other) / 2, dtype=np.float32)
