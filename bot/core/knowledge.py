"""The whole knowledge in memory: packs, entries, known gaps, dated facts, words."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from bot.core.dates import days_in
from bot.core.entry import Entry, Fact, Gap, Pack, full_text
from bot.core.names import Names
from bot.core.privacy import Redactor
from bot.core.routes import Routes
from bot.core.words import Lexicon, split

_LOWER = re.compile(r"(?<![\w'-])[a-z]{2,}(?![\w'-])")
_LONG = 6  # letters from which a word met only once is no slip of the finger


@dataclass(frozen=True)
class Knowledge:
    """Everything the bot may say, checked and ready; replaced whole when files change.

    held: entries under an embargo.  They are learnt from, so that nothing need be learnt when the
    moment comes, but never shown.
    """

    pack: Pack
    entries: tuple[Entry, ...]
    gaps: tuple[Gap, ...]
    facts: Mapping[str, Fact]
    lexicon: Lexicon
    smalltalk: Mapping[str, tuple[str, ...]]
    danger: Mapping[str, tuple[str, ...]]
    identity: Mapping[str, tuple[str, ...]]
    alarms: Mapping[str, tuple[str, ...]]
    fingerprint: str
    files: Mapping[str, str] = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    held: tuple[Entry, ...] = ()
    routes: tuple[Routes, ...] = ()  # an organisation's own before the common ones
    learnt_from: str = ""  # the fingerprint of the files that matching learns from

    def at(self, now: datetime) -> "Knowledge":
        """The same knowledge with held back what may not be used at that moment."""
        embargo = self.pack.embargo
        return self._holding(embargo is not None and now < embargo)

    def whole(self) -> "Knowledge":
        """The same knowledge with nothing held back: for its authors."""
        return self._holding(False)

    def _holding(self, back: bool) -> "Knowledge":
        entries, held = ((), self.learnt) if back else (self.learnt, ())
        return self if held == self.held else replace(self, entries=entries, held=held)

    @property
    def learnt(self) -> tuple[Entry, ...]:
        """The entries that the index is learnt from, whether or not they may be shown."""
        return (*self.entries, *self.held)

    @property
    def held_until(self) -> datetime | None:
        """When the entries that are held back may be used."""
        return self.pack.embargo if self.held else None

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """Entries by their id."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def by_topic(self) -> dict[str, list[Entry]]:
        """Entries of each topic, in the order of the pack's table of topics."""
        return {
            topic: [entry for entry in self.entries if entry.topic == topic]
            for topic in self.pack.topics
        }

    @cached_property
    def _citing(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for entry in self.entries:
            for locator in entry.cites:
                found.setdefault(locator, set()).add(entry.id)
        return found

    def kin(self, entry_id: str) -> set[str]:
        """The entries that rest on one of an entry's passages."""
        cites = self.by_id[entry_id].cites
        return set().union(*(self._citing[locator] for locator in cites)) - {entry_id}

    def topic_of(self, entry: Entry) -> list[str]:
        """The entries of the same topic."""
        return [other.id for other in self.by_topic.get(entry.topic, ())]

    @cached_property
    def terms(self) -> dict[str, str]:
        """The entry that explains each abbreviation: its letters in lower case -> entry id."""
        found: dict[str, str] = {}
        for entry in self.entries:
            if entry.kind == "term":
                for locator in entry.cites:
                    kind, _, name = locator.partition(":")
                    if kind == "glossary" and entry.id == f"term-{name.lower()}":
                        found[name.lower()] = entry.id
        return found

    @cached_property
    def vocabulary(self) -> dict[str, int]:
        """How often each well-spelt word is used; what spelling is repaired to.

        Phrasings hold misspellings on purpose, so a word must also stand in an answer, be an
        acronym, or be English.
        """
        sound: set[str] = set(self.lexicon.acronyms) | set(self.lexicon.shorthand)
        counts: dict[str, int] = {}
        for entry in self.learnt:
            words = split(f"{entry.title} {full_text(entry)}")
            sound.update(words)
            for word in (*words, *split(" ".join(entry.asks))):
                counts[word] = counts.get(word, 0) + 1
        for word in split(" ".join(text for gap in self.gaps for text in gap.asks)):
            counts[word] = counts.get(word, 0) + 1
        return {w: n for w, n in counts.items() if w in sound or w in self.lexicon.english}

    @cached_property
    def redactor(self) -> Redactor:
        """Takes out of a message what this knowledge does not know to be harmless."""
        shown = " ".join(f"{entry.title} {full_text(entry)}" for entry in self.learnt)
        known = {*self.lexicon.acronyms, *self.lexicon.shorthand, *self.vocabulary, *split(shown)}
        years = {int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", shown)}
        words = self.lexicon.english | self.lexicon.new_words | known | self._typed
        return Redactor(self.names, words, known, years, days_in(shown), [self.pack.number])

    @property
    def _typed(self) -> set[str]:
        """Words in lower case of the messages that authors wrote, text-speak and all."""
        lists = (*self.danger.values(), *(gap.asks for gap in self.gaps))
        asked = (*(entry.asks for entry in self.learnt), *lists)
        counts = Counter(word for asks in asked for text in asks for word in _LOWER.findall(text))
        return {word for word, times in counts.items() if times > 1 or len(word) >= _LONG}
