"""Which entry a message asks for, how sure that is, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from bot.core.calibration import Calibration
from bot.core.features import Floats, Parts, hashed, parts_of
from bot.core.learning import Softmax, probabilities
from bot.core.meaning import Encoder
from bot.core.ranking import Texts
from bot.core.spelling import Speller
from bot.core.words import Lexicon, clean, split

WORD_WIDTH = 512
CHAR_WIDTH = 1024
MOST_WORDS = 120


@dataclass(frozen=True, slots=True)
class Match:
    """One entry that may answer, the calibrated chance that it does, and the signs for it."""

    entry: str
    confidence: float
    reasons: dict[str, float | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Matches:
    """What was found for a message: entries, likeliest first, and the nearest known gap.

    A gap stands first when the message looks more like one than like any entry.
    """

    entries: tuple[Match, ...]
    gap: str | None
    gap_share: float
    answer_from: float
    offer_from: float


@dataclass(frozen=True, slots=True)
class Index:
    """All that matching needs, built once from the knowledge.

    classes: entry ids first (`entries` of them), then the ids of known gaps.
    """

    classes: tuple[str, ...]
    entries: int
    phrasings: tuple[str, ...]
    texts: Texts
    softmax: Softmax
    calibration: Calibration
    vocabulary: dict[str, int]
    encoder_name: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Turns a message into parts and numbers, the same way for phrasings and for questions."""

    lexicon: Lexicon
    speller: Speller
    encoder: Encoder

    def words(self, text: str) -> list[str]:
        """Words of a raw message: cleaned, text-speak spelled out, spelling repaired."""
        words = self.lexicon.spell_out(split(clean(text)))[:MOST_WORDS]
        return self.speller.repair(words)

    def parts(self, text: str) -> Parts:
        """The parts of a raw message."""
        return parts_of(self.words(text), self.lexicon)

    def vectors(self, parts: Sequence[Parts]) -> Floats:
        """Embeddings of messages: (n, width)."""
        return self.encoder.encode([" ".join(each.words) or " " for each in parts])


def row_of(parts: Parts, vector: Floats, texts: Texts) -> Floats:
    """The softmax regression's input: embedding, then hashed words, then hashed n-grams."""
    blend = texts.blend
    return np.concatenate(
        [
            vector * blend.meaning**0.5,
            hashed(texts.word_weights.of(parts.word_grams), WORD_WIDTH, blend.words**0.5),
            hashed(texts.char_weights.of(parts.char_grams), CHAR_WIDTH, blend.chars**0.5),
        ]
    ).astype(np.float32)


def signs_of(logits: Floats, best: Floats, mean: Floats, entries: int) -> tuple[Floats, Floats]:
    """The ranking score of every class, and the signs by which the top entry is judged.

    Ranking blends the softmax's log-probability with likeness.  Signs, (7,): log-chance of the
    top entry, its lead over the second entry, its likeness, its lead in likeness over other
    entries and over gaps, log-chance of gaps, and how near its mean phrasing is.
    """
    chance = probabilities(logits)
    logs = np.log(chance + 1e-9)
    score = logs + 3.0 * (best + mean)
    order = np.argsort(-score[:entries])
    top, second = int(order[0]), int(order[min(1, entries - 1)])
    gap_share = float(chance[entries:].sum()) if len(chance) > entries else 0.0
    gap_best = float(best[entries:].max()) if len(best) > entries else 0.0
    rest = np.delete(best[:entries], top)
    signs = np.array(
        [
            logs[top],
            score[top] - score[second],
            best[top],
            best[top] - (rest.max() if len(rest) else 0.0),
            best[top] - gap_best,
            np.log(gap_share + 1e-6),
            mean[top],
        ],
        dtype=np.float32,
    )
    return score, signs


class Matcher:
    """Finds the entries that a message asks for."""

    def __init__(self, index: Index, reader: Reader) -> None:
        self.index = index
        self.reader = reader

    def match(self, text: str, favoured: dict[str, float] | None = None) -> Matches:
        """Rank every entry for a raw message; `favoured` adds to the score of some of them."""
        index = self.index
        parts = self.reader.parts(text)
        vector = self.reader.vectors([parts])[0]
        likeness = index.texts.likeness(parts, vector)
        best, mean = index.texts.by_class(likeness)
        logits = index.softmax.logits(row_of(parts, vector, index.texts))
        for name, boost in (favoured or {}).items():
            logits[index.classes.index(name)] += boost
        score, signs = signs_of(logits, best, mean, index.entries)
        confidence = float(index.calibration.chance(signs[None, :])[0])
        chance = probabilities(logits)
        order = np.argsort(-score[: index.entries])[:5]
        return Matches(
            tuple(
                Match(
                    index.classes[i],
                    confidence if rank == 0 else float(min(confidence, chance[i])),
                    self._reasons(i, likeness, float(chance[i])),
                )
                for rank, i in enumerate(order)
            ),
            self._nearest_gap(score),
            float(chance[index.entries :].sum()),
            index.calibration.answer_from,
            index.calibration.offer_from,
        )

    def _nearest_gap(self, score: Floats) -> str | None:
        gaps = score[self.index.entries :]
        if not len(gaps) or gaps.max() < score[: self.index.entries].max():
            return None
        return self.index.classes[self.index.entries + int(gaps.argmax())]

    def _reasons(self, number: int, likeness: Floats, chance: float) -> dict[str, float | str]:
        starts = self.index.texts.starts
        end = starts[number + 1] if number + 1 < len(starts) else len(likeness)
        nearest = int(starts[number]) + int(likeness[starts[number] : end].argmax())
        return {
            "nearest phrasing": self.index.phrasings[nearest],
            "likeness": round(float(likeness[nearest]), 3),
            "learnt chance": round(chance, 3),
        }
