"""What is said in each message of the queue, and whether it may still be said."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.brief import held_until
from bot.core.knowledge import Knowledge
from bot.flows.brief_wording import Part, brief_parts
from bot.flows.people import Membership
from bot.store.briefs import Briefs
from bot.store.kept_brief import KeptBrief
from bot.store.outbox import Item
from bot.store.pauses import Pauses
from bot.texts import say


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message: its parts, and what kind of buttons stand under it."""

    parts: tuple[Part, ...]
    brief: KeptBrief
    buttons: str  # "brief", "open", "practice" or ""


@dataclass(frozen=True, slots=True)
class Delivering:
    """Looked at again just before each request: people leave, pause and are removed meanwhile."""

    briefs: Briefs
    membership: Membership
    pauses: Pauses

    async def barrier(self, item: Item, now: datetime) -> str:
        """Why somebody is not to get it; empty when they are."""
        if not item.person:
            return "erased"
        person = await self.membership.person(item.person, now)
        if item.kind in ("edit", "unfile"):
            return ""
        if not person.admitted or person.state not in ("joined",):
            return person.state if person.state in ("left", "removed", "ended") else "left"
        return "paused" if await self.pauses.paused(item.chat) else ""

    async def held(self, item: Item, knowledge: Knowledge) -> datetime | None:
        """Until when an embargo holds it back; what withdraws a brief is never held."""
        kept = await self.briefs.find(item.brief)
        if kept is None or kept.state == "withdrawn" or item.kind == "unfile":
            return None
        return held_until(kept.brief, knowledge)

    async def outgoing(self, item: Item, knowledge: Knowledge) -> Outgoing | None:
        """What to say; None when the brief is gone."""
        kept = await self.briefs.find(item.brief)
        if kept is None:
            return None
        if kept.state == "withdrawn":
            told = item.kind not in ("edit", "unfile")
            key = "brief.withdrawn_told" if told else "brief.withdrawn_copy"
            return Outgoing((Part("line", say(key, number=kept.id)),), kept, "")
        if item.kind in ("brief", "round", "edit"):
            parts = brief_parts(kept.id, kept.brief, knowledge, kept.version)
            return Outgoing(tuple(parts), kept, "brief")
        if item.kind == "file":
            return Outgoing((), kept, "")
        words = say(f"brief.told.{item.kind}", number=kept.id)
        buttons = "practice" if item.kind in ("weeks", "months") else "open"
        return Outgoing((Part("line", words),), kept, buttons)
