"""What a link offers, and the reading of one that was typed."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.core.due_dates import read_date
from bot.core.entry import Agency
from bot.core.people import AGENCIES, NATIONS, Nation, Role

MOST_USES, MOST_DAYS = 500, 365
MANAGER_DAYS = 7  # a manager's link is for one person, soon
LONGEST_NAME = 40
_PART = re.compile(r'"([^"]*)"|([^\s"]+)')
_DAYS = re.compile(r"(\d{1,4})d(?:ays?)?", re.A)
_QUOTES = str.maketrans("\u201c\u201d\u201e\u201f\u00ab\u00bb", '""""""')


@dataclass(frozen=True, slots=True)
class Offer:
    """What a link gives to whoever opens it, how often, and for how many days."""

    role: Role = Role.STAFF
    agency: Agency | None = None
    nation: Nation | None = None
    team: str | None = None
    area: str | None = None
    uses: int = 1
    days: int = 7
    until: date | None = None

    def expires(self, today: date) -> date:
        """The last day on which it lets anybody in."""
        return today + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class OfferFault:
    """Why something typed is no offer; `key` names the sentence."""

    key: str
    word: str = ""


def fault_of(offer: Offer, today: date) -> OfferFault | None:
    """What is wrong with an offer, wherever it came from."""
    if not 1 <= offer.uses <= MOST_USES:
        return OfferFault("uses", str(offer.uses))
    if not 1 <= offer.days <= MOST_DAYS:
        return OfferFault("days", str(offer.days))
    if offer.role is Role.MANAGER and (offer.uses > 1 or offer.days > MANAGER_DAYS):
        return OfferFault("manager")
    if offer.until is not None and offer.until <= today:
        return OfferFault("past", offer.until.isoformat())
    for name in (offer.team, offer.area):
        if name is not None and not 1 <= len(name) <= LONGEST_NAME:
            return OfferFault("name", name[:LONGEST_NAME])
    return None


def read_offer(text: str, today: date) -> Offer | OfferFault:
    """The offer of a typed line: staff police 20 30d "Team 4" "North" until 31.3.2027."""
    text = text.translate(_QUOTES)
    if text.count('"') % 2:
        return OfferFault("quotes")
    found: dict[str, Any] = {}
    parts = _PART.finditer(text)
    for part in parts:
        named = part[1] is not None
        meaning = _name(part[1], found) if named else _meaning(part[2])
        if meaning is None:
            return OfferFault("word", part[0][:LONGEST_NAME])
        what, value = meaning
        if what == "until":
            follows = next(parts, None)
            value = read_date(follows[0]) if follows else None
            if not isinstance(value, date):
                return OfferFault("date", follows[0][:LONGEST_NAME] if follows else "")
        if what in found:
            return OfferFault("twice", str(value)[:LONGEST_NAME])
        found[what] = value
    if "role" not in found:
        return OfferFault("role")
    offer = Offer(**found)
    return fault_of(offer, today) or offer


def _name(quoted: str, found: dict[str, Any]) -> tuple[str, Any]:
    """The first words in quotation marks are the team, the next the area."""
    return ("area" if "team" in found else "team"), " ".join(quoted.split())


def _meaning(word: str) -> tuple[str, Any] | None:
    """Which part of an offer a bare word is, and its value."""
    low = word.lower()
    if low in tuple(Role):
        return "role", Role(low)
    if low in AGENCIES:
        return "agency", low
    if low in NATIONS:
        return "nation", low
    if re.fullmatch(r"\d{1,9}", low, re.A):
        return "uses", int(low)
    if days := _DAYS.fullmatch(low):
        return "days", int(days[1])
    return ("until", None) if low == "until" else None
