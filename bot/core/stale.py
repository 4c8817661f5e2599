"""What has a date of its last check, and has not been looked at for a year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.knowledge import Knowledge
from bot.core.reply import UrgentKind

_LONG = timedelta(days=365)


@dataclass(frozen=True, slots=True, order=True)
class Stale:
    """A dated fact by its key, or a duty route or helpline by what it says."""

    checked_on: date
    what: str


def stale(knowledge: Knowledge, today: date) -> list[Stale]:
    """Everything that was checked more than a year before today, oldest first, each once."""
    return sorted({one for one in _dated(knowledge) if today - one.checked_on > _LONG})


def _dated(knowledge: Knowledge) -> Iterator[Stale]:
    for key, fact in knowledge.facts.items():
        yield Stale(fact.checked_on, key)
    kinds: tuple[UrgentKind, ...] = ("emergency", "personal")
    for routes in knowledge.routes:
        for kind in kinds:
            for each in routes.slots(kind).values():
                yield from (Stale(route.checked_on, route.say) for route in each)
