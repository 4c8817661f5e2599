"""What a trainer and a board may see of how it goes: counts, shares, and no small numbers."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from bot.core.exporting import LEAST

Outcome = str
OUTCOMES: tuple[Outcome, ...] = ("answered", "choices", "unanswered")


@dataclass(frozen=True, slots=True)
class Counted:
    """What came of questions on one day, for one agency and entry."""

    day: str
    outcome: Outcome
    agency: str
    entry: str
    count: int


@dataclass(frozen=True, slots=True)
class Sent:
    """One question that was sent to the trainers."""

    asked_at: datetime
    closed_at: datetime | None
    agency: str
    topic: str


@dataclass(frozen=True)
class Tally:
    """Everything that is reported.  Months are "2026-11"; an unknown agency or topic is empty."""

    outcomes: Counter[Outcome]
    months: Mapping[str, Counter[Outcome]]
    agencies: Mapping[str, Counter[Outcome]]
    helpful: int
    not_helpful: int
    sent: int
    waiting: int
    hours: float | None
    gaps_by_topic: Counter[str]
    gaps_by_agency: Counter[str]
    gaps_by_month: Counter[str]
    used: int
    entries: int

    @property
    def asked(self) -> int:
        """All questions of the trade."""
        return sum(self.outcomes.values())

    @property
    def coverage(self) -> float | None:
        """The share that was answered at once or by a choice; None while too few have asked."""
        if self.asked < LEAST:
            return None
        return (self.outcomes["answered"] + self.outcomes["choices"]) / self.asked


def tally(
    counted: Iterable[Counted],
    sent: Sequence[Sent],
    ratings: Counter[bool],
    entries: int,
) -> Tally:
    """Add it all up; a known gap is a question without an answer."""
    outcomes: Counter[Outcome] = Counter()
    months: dict[str, Counter[Outcome]] = {}
    agencies: dict[str, Counter[Outcome]] = {}
    used: set[str] = set()
    for row in counted:
        outcome = "unanswered" if row.outcome == "gap" else row.outcome
        outcomes[outcome] += row.count
        months.setdefault(row.day[:7], Counter())[outcome] += row.count
        agencies.setdefault(row.agency, Counter())[outcome] += row.count
        if outcome == "answered":
            used.add(row.entry)
    waits = [(q.closed_at - q.asked_at).total_seconds() / 3600 for q in sent if q.closed_at]
    return Tally(
        outcomes,
        dict(sorted(months.items())),
        dict(sorted(agencies.items())),
        ratings[True],
        ratings[False],
        len(sent),
        sum(question.closed_at is None for question in sent),
        median(waits) if len(waits) >= LEAST else None,
        Counter(question.topic for question in sent),
        Counter(question.agency for question in sent),
        Counter(f"{question.asked_at:%Y-%m}" for question in sent),
        len(used),
        entries,
    )
