"""Who somebody is here: what is kept of them and what the settings say, put together."""

from dataclasses import dataclass, replace

from bot.core.people import AGENCIES, NATIONS, Person, Role
from bot.settings import Settings
from bot.store.people import People
from bot.texts import say

NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Membership:
    """People as every other flow sees them."""

    people: People
    settings: Settings

    async def person(self, key: int) -> Person:
        """Somebody as they stand this moment; the settings outrank what is kept."""
        kept = await self.people.find(key) or Person(key)
        if key in self.settings.managers:
            return replace(kept, role=Role.MANAGER)
        if key in self.settings.trainers and kept.role is Role.STAFF:
            return replace(kept, role=Role.TRAINER)
        return kept

    async def choose(self, person: Person, what: str, name: str) -> Person | None:
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
        return await self.person(person.key)


def place_words(person: Person) -> str:
    """What is held of somebody's place, a line each."""
    none = say("people.none")
    lines = [
        say("people.role_line", role=say(f"people.role.{person.role}")),
        say(
            "people.agency_line",
            agency=say(f"agency.{person.agency}") if person.agency else none,
        ),
        say(
            "people.nation_line",
            nation=say(f"people.nation.{person.nation}") if person.nation else none,
        ),
    ]
    if person.team:
        lines.append(say("people.team_line", team=person.team))
    if person.area:
        lines.append(say("people.area_line", area=person.area))
    return "\n".join(lines)
