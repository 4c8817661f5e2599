"""Closing the loop: everyone who asked hears once of an answer, and says if it helped."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.answering import Answerer
from bot.core.errors import RefusedError
from bot.core.people import Person, Right
from bot.core.reply import Unanswered
from bot.flows.people import Membership
from bot.flows.wording import Page, page
from bot.store.answers import Answer, Answers
from bot.store.pauses import Pauses
from bot.store.tellings import State, Telling, Tellings
from bot.texts import say

REASONS = ("not_practice", "case", "elsewhere", "unclear")  # why a group was set aside


@dataclass(frozen=True, slots=True)
class TellingFlow:
    """Who may be told, and what they are shown."""

    tellings: Tellings
    answers: Answers
    membership: Membership
    pauses: Pauses

    async def barrier(self, telling: Telling, now: datetime) -> State | None:
        """Why somebody is not told: they have left or were removed, or they have paused."""
        person = await self.membership.person(telling.chat, now)
        if not person.may(Right.ASK):
            return "gone"
        return "paused" if await self.pauses.paused(telling.chat) else None

    async def own(self, number: int, person: Person) -> tuple[Telling, Answer]:
        """What somebody was told of; nobody else's."""
        telling = await self.tellings.find(number)
        answer = await self.answers.find(telling.answer) if telling else None
        if telling is None or answer is None:
            raise RefusedError("told.gone")
        if telling.chat != person.key:
            raise RefusedError("refused.not_yours")
        return telling, answer


def told_page(answer: Answer, answerer: Answerer, person: Person) -> Page:
    """What a trainer's answer comes to now."""
    knowledge = answerer.knowledge
    if answer.act == "told":
        return Page(say("told.text", text=answer.text, locators=", ".join(answer.cites)))
    if answer.act == "aside":
        return Page(say(f"told.aside.{answer.target}"))
    if answer.act == "gap":
        gap = next((gap for gap in knowledge.gaps if gap.id == answer.target), None)
        return page(Unanswered(gap.about, gap.look) if gap else Unanswered(), knowledge)
    entry = knowledge.by_id.get(answer.target or "")
    if entry is None:
        return Page(say("told.gone"))
    return page(answerer.show(entry), knowledge, person.agency, person.nation)
