"""What to say to a message: danger first, then identity, then small talk, then the knowledge."""

from dataclasses import dataclass

from bot.core.conversation import Context, favours, leans
from bot.core.entry import Entry
from bot.core.knowledge import Knowledge
from bot.core.matching import Matcher, Matches
from bot.core.reply import (
    Answered,
    Choices,
    Reply,
    Small,
    Unanswered,
    Unreadable,
    Urgent,
    Withheld,
)
from bot.core.safety import asks_for_identity, danger
from bot.core.smalltalk import SmallTalk
from bot.core.words import clean

MOST_CHARACTERS = 4_096
MOST_CHOICES = 3
_DEFINING = frozenset(
    [
        "what",
        "whats",
        "what's",
        "is",
        "a",
        "an",
        "the",
        "does",
        "do",
        "mean",
        "means",
        "meaning",
        "stand",
        "stands",
        "for",
        "of",
        "in",
        "this",
        "case",
        "review",
        "define",
        "definition",
        "explain",
        "full",
        "form",
        "acronym",
        "abbreviation",
        "please",
        "pls",
        "tell",
        "me",
        "about",
        "who",
        "are",
        "was",
        "were",
        "and",
    ]
)


@dataclass(frozen=True)
class Answerer:
    """Everything needed to answer, put together once."""

    knowledge: Knowledge
    matcher: Matcher
    smalltalk: SmallTalk

    def answer(self, text: str, context: Context | None = None) -> Reply:
        """The reply to a raw message, given what came before it."""
        urgent = danger(text, self.knowledge.danger)
        if urgent:
            return Urgent(urgent)
        read = clean(text[: 2 * MOST_CHARACTERS])
        if not any(char.isalnum() for char in read):
            return Unreadable("empty")
        if len(text) > MOST_CHARACTERS or len(read) > MOST_CHARACTERS:
            return Unreadable("too_long")
        if asks_for_identity(read):
            return Withheld()
        small = self.smalltalk.kind(read)
        if small:
            return Small(small)
        term = self.term(read)
        if term:
            return self.show(term, 0.99)
        return self._decide(self._matches(read, context or Context()))

    def term(self, text: str) -> Entry | None:
        """The entry of the one abbreviation that a message asks to have explained."""
        left = [word for word in self.matcher.reader.words(text) if word not in _DEFINING]
        if len(set(left)) != 1 or left[0] not in self.knowledge.terms:
            return None
        return self.knowledge.by_id[self.knowledge.terms[left[0]]]

    def show(self, entry: Entry, confidence: float = 1.0) -> Answered:
        """An entry as an answer, with its dated facts and what to read next."""
        return Answered(
            entry,
            tuple(self.knowledge.facts[key] for key in entry.since),
            tuple(self.knowledge.by_id[key] for key in entry.related),
            confidence,
        )

    def _matches(self, text: str, context: Context) -> Matches:
        matches = self.matcher.match(text)
        if context.entry and leans(self.matcher.reader.words(text), context):
            together = f"{context.entry.title} {text}"
            leaning = self.matcher.match(together, favours(context.entry))
            if leaning.entries[0].confidence > matches.entries[0].confidence:
                return leaning
        return matches

    def _decide(self, matches: Matches) -> Reply:
        top = matches.entries[0]
        if top.confidence >= matches.answer_from:
            return self.show(self.knowledge.by_id[top.entry], top.confidence)
        if top.confidence >= matches.offer_from:
            near = (self.knowledge.by_id[match.entry] for match in matches.entries)
            return Choices(tuple(near)[:MOST_CHOICES], top.confidence)
        gap = next((gap for gap in self.knowledge.gaps if gap.id == matches.gap), None)
        if gap is None:
            return Unanswered(confidence=top.confidence)
        return Unanswered(gap.about, gap.look, top.confidence)
