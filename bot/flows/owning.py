"""Who answers for an entry: whoever its owner, or else its pack's, names, by name or by team."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.entry import Entry
from bot.core.knowledge import Knowledge
from bot.core.people import Right
from bot.flows.people import Membership
from bot.store.pauses import Pauses


@dataclass(frozen=True, slots=True)
class Owning:
    """Finds the owner among those who have joined and may work on the queue."""

    membership: Membership
    pauses: Pauses

    async def people(self, owner: str, now: datetime) -> list[int]:
        """Everybody who goes by that name, or works in the team of that name."""
        wanted = _plainly(owner)
        return [
            each.key
            for each in await self.membership.with_menus(now)
            if each.may(Right.REVIEW) and wanted in (_plainly(each.name), _plainly(each.team))
        ]

    async def heeding(self, owner: str, now: datetime) -> list[int]:
        """Those of them who have not paused."""
        found = await self.people(owner, now)
        return [key for key in found if not await self.pauses.paused(key)]


def owner_of(entry: Entry, knowledge: Knowledge) -> str:
    """The owner that the entry names, or else its pack."""
    return entry.owner or knowledge.pack.owner


def _plainly(name: str | None) -> str | None:
    return " ".join(name.casefold().split()) if name else None
