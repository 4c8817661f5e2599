"""Who is asking: a role, a place and the rights that follow, never more than the flows need."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, get_args

from bot.core.entry import Agency

Nation = Literal["england", "wales", "scotland", "northern-ireland"]
AGENCIES: tuple[Agency, ...] = get_args(Agency)
NATIONS: tuple[Nation, ...] = get_args(Nation)

# A guest has a row but never joined; a place has ended when its last day is past.
State = Literal["guest", "joined", "left", "removed", "ended"]


class Role(StrEnum):
    """What somebody is here, from least to most."""

    STAFF = "staff"
    TRAINER = "trainer"
    MANAGER = "manager"


ROLES: tuple[Role, ...] = tuple(Role)


class Right(StrEnum):
    """What the guard asks for; a closed set, and the whole table of it is in the README."""

    JOIN = "join"
    ASK = "ask"
    REVIEW = "review"
    PUBLISH = "publish"
    BRIEF_DRAFT = "brief_draft"
    BRIEF_CONFIRM = "brief_confirm"
    BRIEF_SEND = "brief_send"
    EXPORT = "export"
    CHECK = "check"
    INVITE = "invite"
    PEOPLE = "people"


OUTSIDE = frozenset({Right.JOIN})  # what even somebody has who found the bot by chance
_STAFF = OUTSIDE | {Right.ASK}
_TRAINER = _STAFF | {Right.REVIEW, Right.PUBLISH, Right.BRIEF_DRAFT}
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.STAFF: _STAFF,
    Role.TRAINER: _TRAINER,
    Role.MANAGER: frozenset(Right),
}
# A second pair of eyes need not manage people: these can be given to one person by themselves.
GRANTABLE: tuple[Right, ...] = (Right.BRIEF_CONFIRM, Right.BRIEF_SEND, Right.EXPORT)


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
    state: State = "guest"
    admitted: bool = False  # may come past the door: joined, or the door is open
    name: str = ""
    joined: date | None = None
    until: date | None = None
    link: int | None = None
    grants: frozenset[Right] = frozenset()  # beyond the role
    fixed: bool = False  # named in the settings, where no button reaches

    @property
    def rights(self) -> frozenset[Right]:
        """All that this person may do now."""
        return RIGHTS[self.role] | self.grants if self.admitted else OUTSIDE

    def may(self, right: Right) -> bool:
        """Whether they may do that."""
        return right in self.rights


def outranks(one: Role, other: Role) -> bool:
    """Whether one role is above another."""
    return ROLES.index(one) > ROLES.index(other)
