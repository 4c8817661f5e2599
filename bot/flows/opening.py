"""From settings to somebody who answers: knowledge, encoder and index, put together."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from threading import Lock
from typing import Protocol

from bot.core.answering import Answerer
from bot.core.errors import FaultyError
from bot.core.index import Index
from bot.core.knowledge import Knowledge
from bot.core.matching import Matcher
from bot.core.meaning import Encoder
from bot.core.preparing import reader_of
from bot.core.smalltalk import SmallTalk
from bot.settings import Settings
from bot.store.encoder import encoder
from bot.store.index import index_at_hand, index_for
from bot.store.library import fingerprint, load


class HasAnswerer(Protocol):
    """Whatever holds the answerer in use; it may change between two questions."""

    answerer: Answerer

    def take(self, now: datetime) -> None:
        """Use what was just published at once."""


def open_answerer(
    settings: Settings, building: Callable[[], None] = lambda: None, now: datetime | None = None
) -> Answerer:
    """Everything needed to answer; FaultyError when the knowledge cannot be used.

    `building` is called when the index must first be built, which takes a while.  Without `now`
    whatever has an embargo is held back.
    """
    knowledge, using = load(settings.knowledge, settings.published), encoder(settings.data)
    shown = knowledge.at(now) if now else knowledge
    if settings.published.is_dir() and index_at_hand(shown, using, settings.data) is None:
        shipped = load(settings.knowledge)
        index = index_at_hand(shipped, using, settings.data)
        if index is not None:  # nobody waits for what was published to be learnt
            learnt = shipped.at(now) if now else shipped
            return _answerer(learnt, index, using).knowing(shown)
    return answerer_of(shown, using, settings, building)


def answerer_of(
    knowledge: Knowledge,
    using: Encoder,
    settings: Settings,
    building: Callable[[], None] = lambda: None,
) -> Answerer:
    """The answerer of a knowledge already read."""
    return _answerer(knowledge, index_for(knowledge, using, settings.data, building), using)


def _answerer(knowledge: Knowledge, index: Index, using: Encoder) -> Answerer:
    cites = {entry.id: entry.cites for entry in knowledge.learnt}
    matcher = Matcher(index, reader_of(knowledge, using, index.vocabulary), cites)
    return Answerer(knowledge, matcher, SmallTalk(knowledge.smalltalk))


class Shelf:
    """The answerer in use, renewed when files change or an embargo ends.

    Bad files never replace a good one.
    """

    def __init__(self, settings: Settings, answerer: Answerer) -> None:
        self._settings = settings
        self._seen = "" if answerer.fresh else answerer.knowledge.fingerprint
        self._lock = Lock()
        self.answerer = answerer

    def renew(self, now: datetime) -> list[str]:
        """Look at the files; use them if they changed and are good.  Returns new faults.

        Slow when something changed, for all is learnt anew: call it in a thread.
        """
        self._release(now)
        found = self._fingerprint()
        if found == self._seen:
            return []
        self._seen = found
        try:
            knowledge = self._load(now)
        except FaultyError as error:
            return [str(fault) for fault in error.faults]
        with self._lock:  # in use at once, and learnt meanwhile
            self.answerer = self.answerer.knowing(knowledge)
        using = self.answerer.matcher.reader.encoder
        learnt = answerer_of(knowledge, using, self._settings)
        with self._lock:
            self.answerer = learnt
        if self._fingerprint() != found:  # something was published while it was learnt
            self.take(now)
        return []

    def take(self, now: datetime) -> None:
        """Use what was just published at once, before it is learnt; FaultyError if it is bad."""
        with self._lock:
            self.answerer = self.answerer.knowing(self._load(now))

    def _load(self, now: datetime) -> Knowledge:
        return load(self._settings.knowledge, self._settings.published).at(now)

    def _fingerprint(self) -> str:
        return fingerprint(self._settings.knowledge, over=self._settings.published)

    def _release(self, now: datetime) -> None:
        """Show what was held back until now; all of it was learnt already."""
        knowledge = self.answerer.knowledge.at(now)
        if knowledge is not self.answerer.knowledge:
            self.answerer = replace(self.answerer, knowledge=knowledge)
