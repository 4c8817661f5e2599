"""What to say to a message: danger first, then identity, then small talk, then the knowledge."""

from dataclasses import dataclass, replace
from typing import cast

from bot.core.conversation import Context, favours, leans, points
from bot.core.entry import Entry
from bot.core.fresh import Fresh, fresh_of
from bot.core.index import Message
from bot.core.knowledge import Knowledge
from bot.core.matching import Matcher, Matches
from bot.core.privacy import Redactor
from bot.core.reply import (
    Answered,
    Choices,
    Reply,
    Small,
    SmallKind,
    Unanswered,
    Unreadable,
    Urgent,
    UrgentKind,
    Withheld,
)
from bot.core.safety import alarm, danger, wants_identity
from bot.core.smalltalk import SmallTalk
from bot.core.sorting import SMALL, Kind
from bot.core.words import clean

MOST_CHARACTERS = 4_096
MOST_CHOICES = 3
_SMALL_FROM = 0.40
_SMALL_PLAIN = 0.50
_SMALL_WORDS = 14
_DEFINERS = """
    what whats what's is a an the does do mean means meaning stand stands for of in this case
    review define definition explain full form acronym abbreviation please pls tell me about
    who are was were and
"""
_DEFINING = frozenset(_DEFINERS.split())


@dataclass(frozen=True)
class Answerer:
    """Everything needed to answer, put together once."""

    knowledge: Knowledge
    matcher: Matcher
    smalltalk: SmallTalk
    fresh: Fresh | None = None  # what was published since the index was learnt

    @property
    def redactor(self) -> Redactor:
        """Takes out of a message what could point to a person."""
        return self.knowledge.redactor

    def knowing(self, knowledge: Knowledge) -> "Answerer":
        """The same with knowledge that the index has not learnt yet."""
        fresh = fresh_of(knowledge, self.matcher.index, self.matcher.reader)
        return replace(self, knowledge=knowledge, fresh=fresh)

    def answer(self, text: str, context: Context | None = None) -> Reply:
        """The reply to a raw message, given what came before it."""
        heard = alarm(text, self.knowledge.alarms)
        if heard:
            return Urgent(heard)
        read = clean(text[: 2 * MOST_CHARACTERS])
        if not any(char.isalnum() for char in read):
            return Unreadable("empty")
        small = self.smalltalk.kind(read)
        if small:
            return Small(small)
        term = self.term(read)
        if term:
            return self.show(term, 0.99)
        message = self.matcher.read(read)
        chances = self.matcher.index.sorter.chances(message.row)
        matches = self._matches(read, message, context or Context())
        # Words alone cannot carry a mere suspicion: without an encoder only the plain counts.
        answered = matches.confidence if message.vector.size else 1.0
        urgent = danger(chances, answered)
        if urgent:
            return Urgent(urgent, self._lesson(message, matches, urgent))
        if len(text) > MOST_CHARACTERS or len(read) > MOST_CHARACTERS:
            return Unreadable("too_long")
        if wants_identity(read, chances, answered):
            return Withheld()
        chatting = _small(message, chances)
        if chatting:
            return Small(chatting)
        return self._just_published(message, matches) or self._decide(matches)

    def _just_published(self, message: Message, matches: Matches) -> Reply | None:
        """What is too new for the index, where the message is all but its phrasing."""
        if self.fresh is None:
            return None
        above = float(matches.entries[0].reasons.get("its best likeness", 0.0))
        found = self.fresh.nearest(message, above)
        if found is None:
            return None
        owner, likeness = found
        if owner in self.knowledge.by_id:
            return self.show(self.knowledge.by_id[owner], likeness)
        gap = next((gap for gap in self.knowledge.gaps if gap.id == owner), None)
        return Unanswered(gap.about, gap.look, 0.0) if gap else None

    def term(self, text: str) -> Entry | None:
        """The entry of the one abbreviation that a message asks to have explained."""
        left = [word for word in self.matcher.reader.words(text) if word not in _DEFINING]
        if len(set(left)) != 1 or left[0] not in self.knowledge.terms:
            return None
        return self.knowledge.by_id[self.knowledge.terms[left[0]]]

    def show(self, entry: Entry, confidence: float = 1.0) -> Answered:
        """An entry as an answer, with its dated facts and what to read next."""
        by_id = self.knowledge.by_id
        return Answered(
            entry,
            tuple(self.knowledge.facts[key] for key in entry.since),
            tuple(by_id[key] for key in entry.related if key in by_id),
            confidence,
        )

    def _lesson(self, message: Message, matches: Matches, kind: UrgentKind) -> Entry | None:
        """The entry that an emergency also asks about, when it plainly does."""
        if kind == "personal" or matches.confidence < matches.answer_from:
            return None
        asks = bool(_ASKING & set(message.parts.words))
        return self.knowledge.by_id.get(matches.entries[0].entry) if asks else None

    def _matches(self, text: str, message: Message, context: Context) -> Matches:
        """The matches, read together with what came before where the message needs it.

        What is nearest to a known gap and points at nothing is another subject: "what is the
        weather tomorrow".
        """
        matches, words = self.matcher.match(message), list(message.parts.words)
        last = context.entry
        if last is None or not leans(words, context):
            return matches
        if matches.gap is not None and not points(words):
            return matches
        near = favours(last, self.knowledge.kin(last.id), self.knowledge.topic_of(last))
        together = self.matcher.read(f"{last.title} {text}")
        leaning = self.matcher.match_both(message, together, near)
        return leaning if leaning.confidence > matches.confidence else matches

    def _decide(self, matches: Matches) -> Reply:
        top, by_id = matches.entries[0], self.knowledge.by_id
        if top.confidence >= matches.offer_from and top.entry not in by_id:
            return Unanswered(confidence=top.confidence, until=self.knowledge.held_until)
        if top.confidence >= matches.answer_from:
            return self.show(by_id[top.entry], top.confidence)
        if top.confidence >= matches.offer_from:
            near = (by_id[match.entry] for match in matches.entries if match.entry in by_id)
            return Choices(tuple(near)[:MOST_CHOICES], top.confidence)
        gap = next((gap for gap in self.knowledge.gaps if gap.id == matches.gap), None)
        if gap is None:
            return Unanswered(confidence=top.confidence)
        return Unanswered(gap.about, gap.look, top.confidence)


_ASKING = frozenset(("do", "should", "what", "who", "how", "when", "which", "can", "does"))


def _small(message: Message, chances: dict[Kind, float]) -> SmallKind | None:
    """Small talk that the classifier hears, of whatever kind, in a short message."""
    small = {kind: chances[kind] for kind in SMALL}
    kind = max(sorted(small), key=lambda name: small[name])
    # Words alone cannot add up suspicions: without an encoder one kind must be plain.
    heard = (
        sum(small.values()) / _SMALL_FROM if message.vector.size else small[kind] / _SMALL_PLAIN
    )
    if heard < 1.0:
        return None
    return cast(SmallKind, kind) if len(message.parts.words) <= _SMALL_WORDS else None
