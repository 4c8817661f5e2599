"""The dates that follow, as a calendar file that gives nothing away."""

from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256

from icalendar import Calendar, Event

from bot.core.entry import Entry
from bot.texts import say

FILE_NAME = "review-dates.ics"


def calendar(entry: Entry, days: Sequence[date], now: datetime) -> bytes:
    """One all-day event a date: a neutral title, no alarm, nothing about whom or what.

    Read in twice, it makes the same events and not new ones.
    """
    made = Calendar()
    made.add("prodid", "-//Practice Guide//EN")
    made.add("version", "2.0")
    for day in days:
        event = Event()
        event.add("uid", sha256(f"{entry.id} {day}".encode()).hexdigest()[:32])
        event.add("summary", say("guide.event_title"))
        event.add("dtstamp", now)
        event.add("dtstart", day)
        event.add("transp", "TRANSPARENT")
        event.add("class", "PRIVATE")
        made.add_component(event)
    return bytes(made.to_ical())
