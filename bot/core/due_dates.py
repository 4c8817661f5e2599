"""Dates as people type them, and dates that follow from another by days, weeks or months."""

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from enum import StrEnum

FIRST_YEAR, LAST_YEAR = 2000, 2099
_MONTHS = "january february march april may june july august september october november december"
_MONTH_OF = {name[:3]: number for number, name in enumerate(_MONTHS.split(), 1)}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.A)
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})", re.A)
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ?([a-z]{3,9})[.,]? ?(\d{4}|\d{2})", re.A)
# Not one of the three above, but plainly meant as a date: 3/2, 03 02 2027, 03022027, Feb 2027.
_MEANT = re.compile(
    r"\d{1,4}([ ./-]\d{1,2})?[./-]\d{1,4}|\d{1,2} \d{1,2} (\d{2}|\d{4})|\d{8}"
    r"|(\d{1,2}(st|nd|rd|th)?)? ?([a-z]{3,9}),? ?(\d{1,2}(st|nd|rd|th)?)?,? ?(\d{2}|\d{4})?",
    re.A,
)
_HOUR = re.compile(r"(\d{1,2})[:.](\d{2})", re.A)
_SHIFT = re.compile(r"([+-]) (\d{1,3}) (day|week|month)s?")


class DateFault(StrEnum):
    """Why something that was meant as a date cannot be one."""

    UNCLEAR = "unclear"
    NO_SUCH_DAY = "no_such_day"
    FAR = "far"


def read_date(text: str) -> date | DateFault | None:
    """A typed date, day before month; what is wrong with it; None when it is no date at all."""
    said = " ".join(text.lower().split())
    numbers = _numbers(said)
    if numbers is None:
        return DateFault.UNCLEAR if _is_meant(said) else None
    year, month, day = numbers
    year += 2000 if year < 100 else 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return DateFault.FAR
    try:
        return date(year, month, day)
    except ValueError:
        return DateFault.NO_SUCH_DAY


def read_moment(text: str) -> datetime | DateFault | None:
    """A typed date and time, such as "1.12.2026 10:15"; without a zone.  None: it is neither."""
    day, _, hour = text.strip().rpartition(" ")
    found = _HOUR.fullmatch(hour)
    if found is None:
        return None
    read = read_date(day.removesuffix(" at").removesuffix(","))
    if not isinstance(read, date):
        return read
    hours, minutes = int(found[1]), int(found[2])
    if hours > 23 or minutes > 59:
        return DateFault.UNCLEAR
    return datetime.combine(read, time(hours, minutes))


def _numbers(said: str) -> tuple[int, int, int] | None:
    """Year, month and day, where the text has one of the known forms."""
    if found := _ISO.fullmatch(said):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _NUMBERS.fullmatch(said):
        return int(found[4]), int(found[3]), int(found[1])
    found = _NAMED.fullmatch(said)
    month = _month(found[2]) if found else None
    return (int(found[3]), month, int(found[1])) if found and month else None


def _month(name: str) -> int | None:
    """The month of a name or of its beginning: dec, sept, december."""
    number = _MONTH_OF.get(name[:3])
    return number if number and _MONTHS.split()[number - 1].startswith(name) else None


def _is_meant(said: str) -> bool:
    names = re.findall(r"[a-z]{3,}", said)
    digits = any(char.isdigit() for char in said)
    return digits and bool(_MEANT.fullmatch(said)) and all(_month(name) for name in names)


def shifted(day: date, shift: str) -> date:
    """The day so long before or after: "- 6 months", "+ 3 days".

    Months go by the calendar; a day that the month does not have becomes its last.
    """
    found = _SHIFT.fullmatch(shift)
    if found is None:
        raise ValueError(shift)
    count = int(found[2]) * (-1 if found[1] == "-" else 1)
    if found[3] != "month":
        return day + timedelta(days=count * (7 if found[3] == "week" else 1))
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
