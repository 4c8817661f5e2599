"""People in the hands of managers: other roles, an end, and a way back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.core.people import GRANTABLE, Person, Right, Role
from bot.flows.people import Membership, place_words
from bot.store.people import LastManagerError, People
from bot.texts import say

Outcome = Literal["done", "old", "named", "last"]


@dataclass(frozen=True, slots=True)
class Managing:
    """Each change says how it went; "old" means that it did not fit any more."""

    people: People
    membership: Membership

    async def listed(self, now: datetime, removed: bool = False) -> list[Person]:
        """Everybody who has joined, ended places included; or everybody who was removed."""
        kept = await self.people.listed("removed" if removed else "joined")
        return kept if removed else [self.membership.standing(each, now) for each in kept]

    async def one(self, key: int, now: datetime) -> Person | None:
        """Somebody who has or had a place, or whom the settings name."""
        person = await self.membership.person(key, now)
        return person if person.state in ("joined", "ended", "removed") else None

    async def set_role(self, by: Person, key: int, role: Role, now: datetime) -> Outcome:
        """Give somebody another role."""
        person = await self.membership.person(key, now)
        if person.fixed:
            return "named"
        try:
            return "done" if await self.people.set_role(key, role, by.key, now) else "old"
        except LastManagerError:
            return "last"

    async def grant(
        self, by: Person, key: int, right: Right, given: bool, now: datetime
    ) -> Outcome:
        """Give one right beyond the role, or take it back."""
        person = await self.membership.person(key, now)
        if person.fixed:
            return "named"
        if right not in GRANTABLE or person.state != "joined":
            return "old"
        grants = person.grants | {right} if given else person.grants - {right}
        return "done" if await self.people.set_grants(key, grants, by.key, now) else "old"

    async def remove(self, by: Person, key: int, now: datetime) -> Outcome:
        """End somebody's place at once; one's own as if by leaving, so that a link leads back."""
        person = await self.membership.person(key, now)
        if person.fixed:
            return "named"
        try:
            if key == by.key:
                return "done" if await self.people.leave(key, now) else "old"
            return "done" if await self.people.remove(key, by.key, now) else "old"
        except LastManagerError:
            return "last"

    async def forgive(self, by: Person, key: int, now: datetime) -> Outcome:
        """Let somebody who was removed join by a link again."""
        return "done" if await self.people.forgive(key, by.key, now) else "old"


def card_words(person: Person) -> str:
    """Somebody's card, as a manager sees it."""
    title = say("people.card", state=say(f"people.state.{person.state}"))
    if person.state == "removed":
        return f"{title}\n{say('people.name_line', name=person.name)}"
    return f"{title}\n{place_words(person)}"
