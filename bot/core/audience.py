"""To whom a brief goes: people by agency, team, role or area, or a list of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from pydantic import Field

from bot.core.entry import Agency, Shape
from bot.core.people import Person, Role

SAMPLES = 3


class Audience(Shape):
    """Each list that is not empty must hold for a person; all empty means everybody.

    outside: how many on the list have not joined, as whoever gave the list knows.
    """

    agencies: tuple[Agency, ...] = ()
    roles: tuple[Role, ...] = ()
    teams: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    people: tuple[int, ...] = ()
    outside: int = Field(default=0, ge=0)

    def has(self, person: Person) -> bool:
        """Whether somebody belongs to it."""
        return all(
            not wanted or value in wanted
            for wanted, value in (
                (self.agencies, person.agency),
                (self.roles, person.role),
                (self.teams, person.team),
                (self.areas, person.area),
                (self.people, person.key),
            )
        )


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who is meant now: in numbers, and a few by name."""

    people: tuple[Person, ...]
    outside: int

    @property
    def listed(self) -> int:
        """Everybody meant, whether or not they have joined."""
        return len(self.people) + self.outside

    @property
    def by_agency(self) -> dict[str, int]:
        """How many of each agency; "" for those without one."""
        return dict(sorted(Counter(person.agency or "" for person in self.people).items()))

    def samples(self) -> list[Person]:
        """A few, spread over the whole list."""
        step = max(1, len(self.people) // SAMPLES)
        return list(self.people[::step][:SAMPLES])


def chosen(audience: Audience, people: Iterable[Person]) -> Chosen:
    """Who is meant, each once, in the order of their ids."""
    found = {person.key: person for person in people if person.admitted and audience.has(person)}
    return Chosen(tuple(found[key] for key in sorted(found)), audience.outside)


def fingerprint(keys: Sequence[int]) -> str:
    """What a list of people comes to, so that a change of it shows."""
    return sha256(",".join(map(str, sorted(keys))).encode()).hexdigest()
