"""A person asks; an answer comes back, or the question whether trainers may be asked."""

import sqlite3
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.answering import Answerer
from bot.core.conversation import Context
from bot.core.entry import Entry
from bot.core.people import Person
from bot.core.reply import Answered, Choices, Reply, Unanswered, Urgent
from bot.flows.drafting import Drafting
from bot.store.drafts import Draft
from bot.store.questions import Questions
from bot.store.talks import Talks


@dataclass
class Conversation:
    """One person's talk in the terminal: it lives as long as the talk does, nothing is kept."""

    answerer: Answerer
    context: Context = field(default_factory=Context)

    def ask(self, text: str) -> Reply:
        """The reply to the next message of this talk."""
        reply = self.answerer.answer(text, self.context)
        about = _about(reply)
        if about:
            self.context = Context(about)
        return reply

    def choose(self, entry_id: str) -> Answered:
        """An entry picked by its number."""
        reply = self.answerer.show(self.answerer.knowledge.by_id[entry_id])
        self.context = Context(reply.entry)
        return reply


@dataclass(frozen=True, slots=True)
class Asked:
    """A reply and what follows from it.

    draft: what may go to the trainers.  emptied: nothing would be left of it, so there is none.
    gone: the draft whose place these words take.
    """

    reply: Reply
    draft: Draft | None = None
    emptied: bool = False
    gone: Draft | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """Asking in chat, with the database behind it."""

    questions: Questions
    talks: Talks
    drafting: Drafting

    async def ask(
        self,
        answerer: Answerer,
        person: Person,
        chat: int,
        text: str,
        now: datetime,
        message: int = 0,
    ) -> Asked:
        """Answer one message.  A database that cannot be written never costs the answer."""
        last = await self.talks.last(chat, now)
        context = Context(answerer.knowledge.by_id.get(last or ""))
        reply = answerer.answer(text, context)
        try:
            return await self._kept(reply, answerer, person, chat, text, now, message)
        except (OSError, sqlite3.Error):
            return Asked(reply)

    async def hear_danger(self, answerer: Answerer, text: str, now: datetime) -> Urgent | None:
        """Only whether a message speaks of danger; the lines for it, without a lesson."""
        reply = answerer.answer(text) if text else None
        if not isinstance(reply, Urgent):
            return None
        with suppress(OSError, sqlite3.Error):
            await self.questions.count_urgent(reply.kind, now)
        return Urgent(reply.kind)

    async def _kept(
        self,
        reply: Reply,
        answerer: Answerer,
        person: Person,
        chat: int,
        text: str,
        now: datetime,
        message: int,
    ) -> Asked:
        """Danger, names and small talk never become a draft, nor do they end a wait for words."""
        match reply:
            case Answered():
                await self.questions.count("answered", person.agency, reply.entry.id, now)
                await self.talks.shown(chat, reply.entry.id, now)
                return Asked(reply, gone=await self.drafting.drafts.rephrased(person.key))
            case Urgent():
                await self.questions.count_urgent(reply.kind, now)
            case Unanswered(until=None) | Choices():
                about = _about(reply)
                if about:
                    await self.talks.shown(chat, about.id, now)
                first = about.id if about else ""
                await self.questions.count(_outcome(reply), person.agency, first, now)
                gone = await self.drafting.drafts.rephrased(person.key)
                kept = answerer.redactor.redact(text)
                draft = await self.drafting.begin(reply, person, message, kept, now)
                return Asked(reply, draft, emptied=draft is None, gone=gone)
        return Asked(reply)

    async def is_new(self, chat: int) -> bool:
        """Whether nothing was ever shown in this chat, as far as is remembered."""
        return not await self.talks.known(chat)

    async def open_entry(
        self,
        answerer: Answerer,
        person: Person,
        chat: int,
        entry: str,
        now: datetime,
        draft: int | None = None,
    ) -> Answered | None:
        """An entry that was tapped; None when the knowledge no longer has it."""
        found = answerer.knowledge.by_id.get(entry)
        if found is None:
            return None
        await self.talks.shown(chat, entry, now)
        if draft is not None:
            await self.drafting.drafts.chosen(draft, person.key, entry, now)
        return answerer.show(found)


def _outcome(reply: Unanswered | Choices) -> str:
    if isinstance(reply, Choices):
        return "choices"
    return "gap" if reply.about else "unanswered"


def _about(reply: Reply) -> Entry | None:
    """What a next message may lean on: the entry shown, or the likeliest of those offered."""
    match reply:
        case Answered():
            return reply.entry
        case Choices():
            return reply.options[0]
        case _:
            return None


def kept_text(answerer: Answerer, text: str) -> str:
    """What would be stored of a message if it were logged."""
    return answerer.redactor.redact(text).text
