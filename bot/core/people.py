"""Who is asking: a role and a place, never more than the flows need."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, get_args

from bot.core.entry import Agency

Nation = Literal["england", "wales", "scotland", "northern-ireland"]
AGENCIES: tuple[Agency, ...] = get_args(Agency)
NATIONS: tuple[Nation, ...] = get_args(Nation)


class Role(StrEnum):
    """What somebody may do here, from least to most."""

    STAFF = "staff"
    TRAINER = "trainer"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who writes to the bot; `key` is the front's own id for them."""

    key: int
    role: Role = Role.STAFF
    agency: Agency | None = None
    nation: Nation | None = None
    team: str | None = None
    area: str | None = None
    given: frozenset[str] = frozenset()  # what came with the link: not theirs to choose
