"""From settings to somebody who answers: knowledge, encoder and index, put together."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from bot.core.answering import Answerer
from bot.core.errors import FaultyError
from bot.core.knowledge import Knowledge
from bot.core.matching import Matcher
from bot.core.meaning import Encoder
from bot.core.preparing import reader_of
from bot.core.smalltalk import SmallTalk
from bot.settings import Settings
from bot.store.encoder import encoder
from bot.store.index import index_for
from bot.store.library import fingerprint, load


class HasAnswerer(Protocol):
    """Whatever holds the answerer in use; it may change between two questions."""

    answerer: Answerer


def open_answerer(
    settings: Settings, building: Callable[[], None] = lambda: None, now: datetime | None = None
) -> Answerer:
    """Everything needed to answer; FaultyError when the knowledge cannot be used.

    `building` is called when the index must first be built, which takes a while.  Without `now`
    whatever has an embargo is held back.
    """
    knowledge = load(settings.knowledge)
    return answerer_of(
        knowledge.at(now) if now else knowledge, encoder(settings.data), settings, building
    )


def answerer_of(
    knowledge: Knowledge,
    using: Encoder,
    settings: Settings,
    building: Callable[[], None] = lambda: None,
) -> Answerer:
    """The answerer of a knowledge already read."""
    index = index_for(knowledge, using, settings.data, building)
    cites = {entry.id: entry.cites for entry in knowledge.learnt}
    matcher = Matcher(index, reader_of(knowledge, using, index.vocabulary), cites)
    return Answerer(knowledge, matcher, SmallTalk(knowledge.smalltalk))


class Shelf:
    """The answerer in use, renewed when files change or an embargo ends.

    Bad files never replace a good one.
    """

    def __init__(self, settings: Settings, answerer: Answerer) -> None:
        self._settings = settings
        self._seen = answerer.knowledge.fingerprint
        self.answerer = answerer

    def renew(self, now: datetime) -> list[str]:
        """Look at the files; use them if they changed and are good.  Returns new faults.

        Slow when something changed: call it in a thread.
        """
        self._release(now)
        found = fingerprint(self._settings.knowledge)
        if found == self._seen:
            return []
        self._seen = found
        try:
            knowledge = load(self._settings.knowledge).at(now)
        except FaultyError as error:
            return [str(fault) for fault in error.faults]
        using = self.answerer.matcher.reader.encoder
        self.answerer = answerer_of(knowledge, using, self._settings)
        return []

    def _release(self, now: datetime) -> None:
        """Show what was held back until now; all of it was learnt already."""
        knowledge = self.answerer.knowledge.at(now)
        if knowledge is not self.answerer.knowledge:
            self.answerer = replace(self.answerer, knowledge=knowledge)
