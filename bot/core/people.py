"""Who is asking: a role and an agency, never more than the flows need."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from bot.core.entry import Agency

Nation = Literal["england", "wales", "scotland", "northern-ireland"]


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
