"""What was published since the index was learnt, matched by likeness until it is learnt anew."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.features import Parts
from bot.core.index import Index, Message, Reader
from bot.core.knowledge import Knowledge
from bot.core.ranking import Postings, Texts
from bot.core.vectors import Vectors

ALIKE = 0.70  # from which likeness a message asks for what was just published


@dataclass(frozen=True)
class Fresh:
    """New phrasings, each with the entry or gap that it belongs to."""

    owners: tuple[str, ...]
    phrasings: tuple[str, ...]
    texts: Texts

    def at_most(self, parts: Parts) -> float:
        """As like as a message can be to one of them, whatever it means: by words and letters."""
        likeness = self.texts.likeness(parts, np.zeros(0, np.float32))
        return float(likeness.max()) + self.texts.blend.meaning

    def nearest(self, message: Message, above: float) -> tuple[str, float] | None:
        """Whose phrasing a message is all but the same as, where nothing older is as like."""
        likeness = self.texts.likeness(message.parts, message.vector)
        place = int(likeness.argmax())
        found = float(likeness[place])
        return (self.owners[place], found) if found >= ALIKE and found > above else None


def fresh_of(knowledge: Knowledge, index: Index, reader: Reader) -> Fresh | None:
    """The phrasings and titles of a knowledge that an older index has not learnt."""
    learnt = set(index.phrasings)
    rows = [
        (entry.id, text)
        for entry in knowledge.entries
        for text in (*entry.asks, entry.title)
        if text not in learnt
    ]
    rows += [(gap.id, text) for gap in knowledge.gaps for text in gap.asks if text not in learnt]
    return made_of(rows, index, reader) if rows else None


def made_of(rows: Sequence[tuple[str, str]], index: Index, reader: Reader) -> Fresh:
    """Texts of their owners, weighed as the index weighs its own; new words weigh the most."""
    old = index.texts
    parts = [reader.parts(text) for _, text in rows]
    words = old.word_weights.knowing(name for each in parts for name in each.word_grams)
    chars = old.char_weights.knowing(name for each in parts for name in each.char_grams)
    texts = Texts(
        words,
        chars,
        Postings.build([words.of(each.word_grams) for each in parts], len(words.codes)),
        Postings.build([chars.of(each.char_grams) for each in parts], len(chars.codes)),
        Vectors.of(reader.vectors(parts)),
        np.arange(len(rows)),
        old.blend,
    )
    return Fresh(tuple(owner for owner, _ in rows), tuple(text for _, text in rows), texts)
