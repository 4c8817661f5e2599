"""Nothing goes to the trainers before its owner has seen it and said so."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.errors import RefusedError
from bot.core.people import Person
from bot.core.privacy import Redacted, says_something
from bot.core.reply import Choices, Unanswered
from bot.store.drafts import Draft, Drafts


@dataclass(frozen=True, slots=True)
class Drafting:
    """Each step gives the draft as it is then; None where it is no longer kept."""

    drafts: Drafts

    async def begin(
        self,
        reply: Unanswered | Choices,
        person: Person,
        asked_in: int,
        text: Redacted,
        now: datetime,
    ) -> Draft | None:
        """Keep what was asked for its owner's word; None where nothing would be left of it."""
        if not says_something(text):
            return None
        near = [entry.id for entry in reply.options] if isinstance(reply, Choices) else []
        return await self.drafts.keep(
            person,
            asked_in,
            text,
            "choices" if near else "unanswered",
            near=near,
            confidence=reply.confidence,
            now=now,
        )

    async def none_fits(self, person: Person, number: int) -> Draft | None:
        """ "None of these" under choices."""
        return await self.drafts.none_fits(number) if await self._own(person, number) else None

    async def send(self, person: Person, number: int) -> Draft | None:
        """Now the trainers may read it."""
        return await self.drafts.send(number) if await self._own(person, number) else None

    async def drop(self, person: Person, number: int) -> Draft | None:
        """Its owner would rather not."""
        return await self.drafts.drop(number) if await self._own(person, number) else None

    async def rephrase(self, person: Person, number: int, shown_in: int) -> Draft | None:
        """Its owner will say it in other words."""
        if not await self._own(person, number):
            return None
        return await self.drafts.rephrase(number, shown_in)

    async def _own(self, person: Person, number: int) -> bool:
        """Whether it is still kept; in a group others see its buttons too."""
        draft = await self.drafts.find(number)
        if draft is not None and draft.owner != person.key:
            raise RefusedError("refused.not_yours")
        return draft is not None
