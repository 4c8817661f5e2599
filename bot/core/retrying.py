"""Test all: what a change would take from other entries, before anybody sees it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.answering import Answerer
from bot.core.fresh import ALIKE, Fresh
from bot.core.index import Index
from bot.core.reply import Answered, Choices, Reply, Unanswered

_MOST_TAKEN = 200  # phrasings looked at closely; more would say nothing new


@dataclass(frozen=True, slots=True)
class Change:
    """One text that would lead elsewhere: an entry or gap each, or the name of an outcome."""

    text: str
    before: str
    after: str


def taken(index: Index, answerer: Answerer, fresh: Fresh, owners: set[str]) -> list[Change]:
    """Phrasings of other entries that are liker to what is new than to their own entry's others.

    owners: whose phrasings the new ones are.  A phrasing is held against its entry without
    itself, for people will not type it letter by letter.
    """
    likest = np.zeros(len(index.phrasings), np.float32)
    by: list[str] = [""] * len(index.phrasings)
    for owner, text in zip(fresh.owners, fresh.phrasings, strict=True):
        message = answerer.matcher.read(text)
        likeness = index.texts.likeness(message.parts, message.vector)
        for place in np.flatnonzero(likeness > likest):
            by[int(place)] = owner
        likest = np.maximum(likest, likeness)
    starts = index.texts.starts
    ends = np.append(starts[1:], len(index.phrasings))
    found = []
    for place in np.argsort(-likest, kind="stable")[:_MOST_TAKEN]:
        if likest[place] < ALIKE:
            break
        number = int(np.searchsorted(starts, place, side="right")) - 1
        own, text = index.classes[number], index.phrasings[place]
        if own in owners or own == by[int(place)]:
            continue
        message = answerer.matcher.read(text)
        near = index.texts.likeness(message.parts, message.vector)
        near[place] = 0.0
        if likest[place] > near[starts[number] : ends[number]].max():
            found.append(Change(text, own, by[int(place)]))
    return found


def changed(old: Answerer, new: Answerer, fresh: Fresh, texts: Sequence[str]) -> list[Change]:
    """Past questions, redacted, that would be answered otherwise.

    fresh: what `new` knows beyond `old`.  Only what may be as like it as that takes is answered
    twice, for each time meaning must be encoded.
    """
    found = []
    reader = old.matcher.reader
    for text in texts:
        if fresh.at_most(reader.parts(text)) < ALIKE:
            continue
        before, after = outcome(old.answer(text)), outcome(new.answer(text))
        if before != after:
            found.append(Change(text, before, after))
    return found


def outcome(reply: Reply) -> str:
    """What a reply comes to: the entry, or the name of what else it is."""
    if isinstance(reply, Answered):
        return reply.entry.id
    if isinstance(reply, Choices):
        return "choices"
    if isinstance(reply, Unanswered):
        return "gap" if reply.about else "unanswered"
    return "other"
