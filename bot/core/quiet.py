"""Quiet hours in the recipients' own day: a brief waits for the morning."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo


@dataclass(frozen=True, slots=True)
class Quiet:
    """From `begins` to `ends`, over midnight or not; the same time twice means never."""

    begins: time
    ends: time
    zone: tzinfo

    def next_open(self, moment: datetime) -> datetime:
        """That moment, or the end of the quiet hours it falls into, in UTC."""
        local = moment.astimezone(self.zone)
        if not self._is_quiet(local.time()):
            return moment.astimezone(UTC)
        day = local.date()
        if local.time() >= self.ends:
            day += timedelta(days=1)
        return datetime.combine(day, self.ends, self.zone).astimezone(UTC)

    def _is_quiet(self, at: time) -> bool:
        if self.begins <= self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends


def read_quiet(text: str, zone: tzinfo) -> Quiet:
    """Quiet hours as they are written: "20:00-08:00"; ValueError when they cannot be read."""
    begins, mark, ends = text.partition("-")
    if not mark:
        raise ValueError("quiet hours are written 20:00-08:00")
    return Quiet(time.fromisoformat(begins.strip()), time.fromisoformat(ends.strip()), zone)
