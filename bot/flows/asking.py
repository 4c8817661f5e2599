"""A person asks; an answer comes back, and what could not be answered is kept for trainers."""

from dataclasses import dataclass, field

from bot.core.answering import Answerer
from bot.core.conversation import Context
from bot.core.privacy import redact
from bot.core.reply import Answered, Reply


@dataclass
class Conversation:
    """One person's talk: what was last asked and shown.  It lives as long as the talk does."""

    answerer: Answerer
    context: Context = field(default_factory=Context)

    def ask(self, text: str) -> Reply:
        """The reply to the next message of this talk."""
        reply = self.answerer.answer(text, self.context)
        if isinstance(reply, Answered):
            self.context = Context(reply.entry, text)
        return reply

    def choose(self, entry_id: str) -> Answered:
        """An entry that was tapped or picked by its number."""
        reply = self.answerer.show(self.answerer.knowledge.by_id[entry_id])
        self.context = Context(reply.entry, reply.entry.title)
        return reply


def kept_text(text: str) -> str:
    """What would be stored of a message if it were logged."""
    return redact(text).text
