"""Trainers hear that questions wait: weekly, daily or never, as each has chosen."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.answering import Answerer
from bot.core.people import Right
from bot.flows.people import Membership
from bot.flows.reviewing import Reviewing
from bot.store.digests import Digests
from bot.store.pauses import Pauses
from bot.texts import say

_FROM_HOUR = 7  # UTC: nobody is woken


@dataclass(frozen=True, slots=True)
class Digesting:
    """Who is to be told what, now."""

    reviewing: Reviewing
    digests: Digests
    membership: Membership
    pauses: Pauses

    async def due(self, answerer: Answerer, now: datetime) -> list[tuple[int, str]]:
        """Whom to tell, and the line; nothing where nothing waits."""
        if now.hour < _FROM_HOUR:
            return []
        queue = await self.reviewing.queue(answerer, now)
        if not queue:
            return []
        free = sum(group.claimed_by is None for group in queue)
        questions = sum(len(group.questions) for group in queue)
        words = say("review.digest_line", groups=len(queue), questions=questions, free=free)
        found = []
        for person in await self.membership.with_menus(now):
            if not person.may(Right.REVIEW) or await self.pauses.paused(person.key):
                continue
            if await self.digests.take(person.key, now.date()):
                found.append((person.key, words))
        return found
