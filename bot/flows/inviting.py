"""Making links, and knowing what became of them."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from bot.core.inviting import (
    MANAGER_DAYS,
    MOST_DAYS,
    MOST_USES,
    Offer,
    OfferFault,
    fault_of,
)
from bot.core.people import Person
from bot.flows.people import role_words, short_day
from bot.store.invites import Invite, Invites
from bot.store.people import People
from bot.texts import say

PREFIX = "join_"
_SECRET_BYTES = 24


@dataclass(frozen=True, slots=True)
class Made:
    """A link just made; its secret is nowhere else."""

    number: int
    payload: str


@dataclass(frozen=True, slots=True)
class Inviting:
    """Links, in the hands of managers."""

    invites: Invites
    people: People

    async def make(self, person: Person, offer: Offer, now: datetime) -> Made | OfferFault:
        """A new link, unless something is wrong with what it offers."""
        fault = fault_of(offer, now.date())
        if fault is not None:
            return fault
        secret = secrets.token_urlsafe(_SECRET_BYTES)
        return Made(await self.invites.make(secret, offer, person.key, now), PREFIX + secret)

    async def card(self, number: int, today: date) -> tuple[str, bool] | None:
        """A link in words, with who came in by it, and whether it still lets anybody in."""
        link = await self.invites.one(number)
        if link is None:
            return None
        uses = await self.invites.used(number)
        names = await self.people.names({use.person for use in uses} | {link.made_by})
        gone = say("links.gone")
        maker = say("links.named") if link.made_by in self.people.fixed else gone
        lines = [
            say("links.title", number=number),
            link_words(link, today),
            say("links.made", day=short_day(link.made), name=names.get(link.made_by, maker)),
        ]
        lines += [
            say("links.use", name=names.get(use.person, gone), day=short_day(use.day))
            for use in uses[:30]
        ]
        if len(uses) > 30:
            lines.append(say("links.more_uses", count=len(uses) - 30))
        return "\n".join(lines), link.why_not(today) is None


def offer_words(offer: Offer, today: date) -> str:
    """What a link would give, a line each."""
    lines = [
        say("people.role_line", role=role_words(offer.role)),
        say("people.agency_line", agency=_agency(offer)),
    ]
    if offer.nation:
        lines.append(say("people.nation_line", nation=say(f"people.nation.{offer.nation}")))
    if offer.team:
        lines.append(say("people.team_line", team=offer.team))
    if offer.area:
        lines.append(say("people.area_line", area=offer.area))
    lines.append(say("invite.uses_line", uses=offer.uses))
    lines.append(say("invite.expires_line", day=short_day(offer.expires(today))))
    if offer.until:
        lines.append(say("people.until_line", day=short_day(offer.until)))
    return "\n".join(lines)


def link_words(link: Invite, today: date) -> str:
    """A link in one line: what it gives, how often it was used, whether it is open."""
    parts = [role_words(link.role), _agency(link)]
    if link.nation:
        parts.append(say(f"people.nation.{link.nation}"))
    parts += [name for name in (link.team, link.area) if name]
    why = link.why_not(today)
    if why is None:
        state = say("links.open", day=short_day(link.expires))
    else:
        state = say(f"links.state.{why}")
    what = ", ".join(parts)
    return say("links.line", what=what, used=link.used, uses=link.uses, state=state)


def fault_words(fault: OfferFault) -> str:
    """What is wrong with an offer, and what would be right."""
    limits = say("invite.limits", uses=MOST_USES, days=MOST_DAYS, manager_days=MANAGER_DAYS)
    what = say(f"invite.fault.{fault.key}", word=fault.word)
    return "\n".join([what, limits, say("invite.example")])


def _agency(one: Offer | Invite) -> str:
    return say(f"agency.{one.agency}") if one.agency else say("invite.any_agency")
