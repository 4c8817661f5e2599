"""From settings to somebody who answers: knowledge, encoder and index, put together."""

from collections.abc import Callable

from bot.core.answering import Answerer
from bot.core.building import reader_of
from bot.core.knowledge import Knowledge
from bot.core.matching import Matcher
from bot.core.meaning import Encoder
from bot.core.smalltalk import SmallTalk
from bot.settings import Settings
from bot.store.encoder import encoder
from bot.store.index import index_for
from bot.store.library import load


def open_answerer(settings: Settings, building: Callable[[], None] = lambda: None) -> Answerer:
    """Everything needed to answer; Faulty when the knowledge cannot be used.

    `building` is called when the index must first be built, which takes a while.
    """
    return answerer_of(load(settings.knowledge), encoder(), settings, building)


def answerer_of(
    knowledge: Knowledge,
    using: Encoder,
    settings: Settings,
    building: Callable[[], None] = lambda: None,
) -> Answerer:
    """The answerer of a knowledge already read."""
    index = index_for(knowledge, using, settings.data, building)
    matcher = Matcher(index, reader_of(knowledge, using))
    return Answerer(knowledge, matcher, SmallTalk(knowledge.smalltalk))
