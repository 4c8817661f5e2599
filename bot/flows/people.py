"""Who somebody is here: what is kept of them and what the settings say, put together."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.core.people import AGENCIES, NATIONS, Person, Right, Role
from bot.settings import Settings
from bot.store.people import People
from bot.texts import say

NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Membership:
    """People as every other flow sees them."""

    people: People
    settings: Settings

    async def person(self, key: int, now: datetime) -> Person:
        """Somebody as they stand this moment; the settings outrank what is kept."""
        return self.standing(await self.people.find(key) or Person(key), now)

    def standing(self, kept: Person, now: datetime) -> Person:
        """What a kept row comes to today: an end that is past, the settings, an open door."""
        named = self._named(kept.key)
        if named is not None:
            role = max(named, kept.role, key=list(Role).index)
            return replace(kept, role=role, state="joined", admitted=True, until=None, fixed=True)
        if kept.state == "joined":
            if kept.until is None or now.date() <= kept.until:
                return replace(kept, admitted=True)
            kept = replace(kept, state="ended")
        opened = self.settings.access == "open" and kept.state != "removed"
        return replace(kept, role=Role.STAFF, grants=frozenset(), admitted=opened)

    async def everybody(self, now: datetime) -> list[Person]:
        """Everybody with a place: who has joined by a link, and whom the settings name."""
        joined = [self.standing(each, now) for each in await self.people.listed("joined")]
        named = self.settings.managers | self.settings.trainers
        others = sorted(named - {each.key for each in joined})
        return [*joined, *[await self.person(key, now) for key in others]]

    async def managers(self, now: datetime) -> list[int]:
        """Everybody who manages this bot now."""
        joined = [self.standing(each, now) for each in await self.people.listed("joined")]
        kept = {each.key for each in joined if each.admitted and each.role is Role.MANAGER}
        return sorted(kept | self.settings.managers)

    async def with_menus(self, now: datetime) -> list[Person]:
        """Trainers and managers, whose menu of commands is not everybody's."""
        named = self.settings.managers | self.settings.trainers
        joined = {each.key for each in await self.people.listed("joined")}
        found = [await self.person(key, now) for key in sorted(named | joined)]
        return [each for each in found if each.role is not Role.STAFF]

    async def choose(self, person: Person, what: str, name: str, now: datetime) -> Person | None:
        """Take one's own choice of agency or nation; None when it is not theirs or not one."""
        if what in person.given:
            return None
        chosen = None if name == NOTHING else name
        if what == "agency" and (chosen is None or chosen in AGENCIES):
            await self.people.choose_agency(person.key, chosen)
        elif what == "nation" and (chosen is None or chosen in NATIONS):
            await self.people.choose_nation(person.key, chosen)
        else:
            return None
        return await self.person(person.key, now)

    def _named(self, key: int) -> Role | None:
        if key in self.settings.managers:
            return Role.MANAGER
        return Role.TRAINER if key in self.settings.trainers else None


def place_words(person: Person) -> str:
    """What is held of somebody's place, a line each."""
    none = say("people.none")
    agency = say(f"agency.{person.agency}") if person.agency else none
    nation = say(f"people.nation.{person.nation}") if person.nation else none
    lines = [
        say("people.role_line", role=role_words(person.role)),
        say("people.agency_line", agency=agency),
        say("people.nation_line", nation=nation),
    ]
    if person.team:
        lines.append(say("people.team_line", team=person.team))
    if person.area:
        lines.append(say("people.area_line", area=person.area))
    if person.name:
        lines.append(say("people.name_line", name=person.name))
    if person.joined:
        lines.append(say("people.joined_line", day=short_day(person.joined)))
    if person.until:
        lines.append(say("people.until_line", day=short_day(person.until)))
    if person.grants:
        given = "; ".join(right_words(right) for right in sorted(person.grants))
        lines.append(say("people.grants_line", rights=given))
    if person.fixed:
        lines.append(say("people.fixed_line"))
    return "\n".join(lines)


def role_words(role: Role) -> str:
    """The name of a role."""
    return say(f"people.role.{role}")


def right_words(right: Right) -> str:
    """What a right lets somebody do."""
    return say(f"people.right.{right}")


def short_day(day: date) -> str:
    """A day in a list: 3 February 2027."""
    return f"{day.day} {day:%B %Y}"
