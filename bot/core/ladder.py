"""The ladder of evidence: from listed to practice changed, in numbers that always add up."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.exporting import is_small

STATES = ("pending", "sending", "sent", "blocked", "failed", "unknown")


@dataclass(frozen=True, slots=True)
class Totals:
    """listed = joined + outside; joined = pending + sent + blocked + failed + unknown.

    A row whose request is under way counts as pending.
    """

    outside: int = 0
    pending: int = 0
    sent: int = 0
    blocked: int = 0
    failed: int = 0
    unknown: int = 0
    acknowledged: int = 0
    checked: int = 0
    right: int = 0
    discussions: int = 0
    present: int = 0
    changed_weeks: int = 0
    changed_months: int = 0

    @property
    def joined(self) -> int:
        """Everybody on the list who had joined."""
        return self.pending + self.sent + self.blocked + self.failed + self.unknown

    @property
    def listed(self) -> int:
        """Everybody on the list."""
        return self.joined + self.outside

    @property
    def done(self) -> int:
        """How many need nothing more."""
        return self.joined - self.pending

    def percent(self, count: int) -> int:
        """A share of everybody listed; whole per cent, never 100 before all are there."""
        return count * 100 // self.listed if self.listed else 0


def totals(states: Mapping[str, int], outside: int, **rungs: int) -> Totals:
    """The totals of a brief.  states: how many rows are in each."""
    unheard = set(states) - set(STATES)
    if unheard:
        raise ValueError(f"no such state: {unheard}")
    return Totals(
        outside=outside,
        pending=states.get("pending", 0) + states.get("sending", 0),
        sent=states.get("sent", 0),
        blocked=states.get("blocked", 0),
        failed=states.get("failed", 0),
        unknown=states.get("unknown", 0),
        **rungs,
    )


def withheld(count: int) -> int | None:
    """A number as it leaves the house: None where it could point to somebody."""
    return None if is_small(count) else count


def withheld_groups(groups: Mapping[str, int]) -> dict[str, int | None]:
    """Groups as they leave the house; a second is withheld where the sum would give one away."""
    shown = {name: withheld(count) for name, count in groups.items()}
    hidden = [name for name, count in shown.items() if count is None]
    if len(hidden) == 1:
        others = sorted(
            (count, name) for name, count in groups.items() if name not in hidden and count
        )
        if others:
            shown[others[0][1]] = None
    return shown
