"""Whom to turn to when it cannot wait: duty desks and helplines, by agency and nation.

The emergency number is not here: it stands in the code, where no edit of a file can remove it.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from bot.core.entry import Agency, Line, Shape
from bot.core.people import Nation
from bot.core.reply import UrgentKind

MOST_LETTERS = 140


def _on_one_line(text: str) -> str:
    if "\n" in text:
        raise ValueError("must stand on one line")
    return text


Short = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=MOST_LETTERS),
    AfterValidator(_on_one_line),
]


class Route(Shape):
    """One short line; without agency or nation it is for everybody."""

    say: Short
    agency: Agency | None = None
    nation: Nation | None = None
    checked_on: date
    owner: Line | None = None


class Emergency(Shape):
    """Somebody may be in danger: one line of each."""

    duty: tuple[Route, ...] = ()
    services: tuple[Route, ...] = ()
    helpline: tuple[Route, ...] = ()


class Personal(Shape):
    """Whoever writes is hurting: one line of each."""

    helpline: tuple[Route, ...] = ()
    talk: tuple[Route, ...] = ()
    support: tuple[Route, ...] = ()


class Routes(Shape):
    """One file of routes."""

    emergency: Emergency = Field(default_factory=Emergency)
    personal: Personal = Field(default_factory=Personal)

    def slots(self, kind: UrgentKind) -> dict[str, tuple[Route, ...]]:
        """The routes of a kind, slot by slot, in the order in which they are said."""
        lines = self.emergency if kind == "emergency" else self.personal
        return {name: getattr(lines, name) for name in type(lines).model_fields}


def route_lines(
    files: Sequence[Routes], kind: UrgentKind, agency: str | None, nation: str | None
) -> list[str]:
    """One line a slot, for somebody of that agency and nation, as far as they are known.

    files: an organisation's own routes before the common ones.
    """
    found = []
    for slot in files[0].slots(kind) if files else ():
        for routes in files:
            best = _nearest(routes.slots(kind)[slot], agency, nation)
            if best is not None:
                found.append(best.say)
                break
    return found


def _nearest(routes: Iterable[Route], agency: str | None, nation: str | None) -> Route | None:
    """The most particular of those that apply; the first of equals."""
    fit = [
        route
        for route in routes
        if route.agency in (None, agency) and route.nation in (None, nation)
    ]
    return max(
        fit, key=lambda r: (r.agency is not None) * 2 + (r.nation is not None), default=None
    )


def without_general(routes: Routes) -> list[str]:
    """The slots that would leave somebody without a line."""
    kinds: tuple[UrgentKind, ...] = ("emergency", "personal")
    return [
        f"{kind}.{slot}"
        for kind in kinds
        for slot, each in routes.slots(kind).items()
        if not any(route.agency is None and route.nation is None for route in each)
    ]
