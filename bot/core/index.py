"""Everything that was learnt from the knowledge, and how a message becomes numbers for it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.calibration import Calibration
from bot.core.features import Floats, Parts, Weighted, hashed, parts_of
from bot.core.kin import Kin
from bot.core.learning import Softmax
from bot.core.meaning import Encoder
from bot.core.ranking import Blend, Texts
from bot.core.renaming import as_then
from bot.core.sorting import Sorter
from bot.core.spelling import Speller
from bot.core.words import Lexicon, clean, split

# In half the width 163,000 pairs of words share places too often: 1 % fewer messages left out find
# their entry and a fifth more are taken for danger.  Twice the width gains nothing.
WORD_WIDTH = 2048
CHAR_WIDTH = 2048
MOST_WORDS = 120
LONGEST_WORD = 60  # letters; a longer one is no word, and would be cut into thousands of pieces


@dataclass(frozen=True, slots=True)
class Index:
    """All that matching needs, built once from the knowledge.

    classes: entry ids first (`entries` of them), then the ids of known gaps.
    phrasings: every text learnt from, in the order of `texts`.
    kin: which entries rest on a common passage.
    """

    classes: tuple[str, ...]
    entries: int
    phrasings: Sequence[str]
    texts: Texts
    softmax: Softmax
    calibration: Calibration
    sorter: Sorter
    kin: Kin
    vocabulary: dict[str, int]
    encoder_name: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message read: its parts, its embedding, and the row that the classifiers take."""

    parts: Parts
    vector: Floats
    row: Floats


@dataclass(frozen=True, slots=True)
class Reader:
    """Turns a message into parts and numbers, the same way for phrasings and for questions."""

    lexicon: Lexicon
    speller: Speller
    encoder: Encoder

    def words(self, text: str) -> list[str]:
        """Words of a raw message: cleaned, text-speak spelled out, repaired, names as then."""
        whole = (word[:LONGEST_WORD] for word in split(clean(text)))
        words = self.lexicon.spell_out(whole)[:MOST_WORDS]
        return as_then(self.speller.repair(words), self.lexicon.renamed)

    def parts(self, text: str) -> Parts:
        """The parts of a raw message."""
        return parts_of(self.words(text), self.lexicon)

    def vectors(self, parts: Sequence[Parts]) -> Floats:
        """Embeddings of messages: (n, width)."""
        return self.encoder.encode([" ".join(each.words) or " " for each in parts])

    def message(self, text: str, texts: Texts) -> Message:
        """A raw message, ready to be compared with everything."""
        parts = self.parts(text)
        vector = self.vectors([parts])[0]
        return Message(parts, vector, row_of(parts, vector, texts))


def row_of(parts: Parts, vector: Floats, texts: Texts) -> Floats:
    """The classifiers' input: embedding, then hashed words, then hashed character n-grams."""
    words = texts.word_weights.of(parts.word_grams)
    chars = texts.char_weights.of(parts.char_grams)
    return row_from(vector, words, chars, texts.blend)


def row_from(vector: Floats, words: Weighted, chars: Weighted, blend: Blend) -> Floats:
    """The same from weights already known."""
    return np.concatenate(
        [
            vector * np.float32(blend.meaning**0.5),
            hashed(words, WORD_WIDTH, blend.words**0.5),
            hashed(chars, CHAR_WIDTH, blend.chars**0.5),
        ]
    )
