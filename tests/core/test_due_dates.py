"""Typed dates are read strictly; dates that follow go by the calendar."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.core.due_dates import DateFault, read_date, shifted

DAYS = some.dates(date(2000, 1, 1), date(2099, 12, 31))
MONTHS = some.integers(1, 240)


@pytest.mark.parametrize(
    "typed",
    [
        "01/12/2026",
        "1.12.26",
        "2026-12-01",
        "1 Dec 2026",
        " 1st december 2026 ",
        "1-12-2026",
        "1 dec. 26",
        "1Dec2026",
    ],
)
def test_a_date_is_read_day_first(typed: str) -> None:
    assert read_date(typed) == date(2026, 12, 1)


@given(DAYS)
def test_every_day_survives_every_form(day: date) -> None:
    for form in ("%d/%m/%Y", "%d.%m.%y", "%Y-%m-%d", "%d %b %Y", "%d %B %Y"):
        assert read_date(day.strftime(form)) == day


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("31/02/2027", DateFault.NO_SUCH_DAY),
        ("29 feb 2027", DateFault.NO_SUCH_DAY),
        ("12/31/2026", DateFault.NO_SUCH_DAY),
        ("0/0/2026", DateFault.NO_SUCH_DAY),
        ("2026-13-01", DateFault.NO_SUCH_DAY),
        ("1/1/1999", DateFault.FAR),
        ("1/1/2100", DateFault.FAR),
        ("3/2", DateFault.UNCLEAR),
        ("1/12.2026", DateFault.UNCLEAR),
        ("dec 2026", DateFault.UNCLEAR),
        ("Dec 1, 2026", DateFault.UNCLEAR),
        ("01122026", DateFault.UNCLEAR),
        ("1 12 2026", DateFault.UNCLEAR),
    ],
)
def test_a_bad_date_says_what_is_wrong(typed: str, fault: DateFault) -> None:
    assert read_date(typed) is fault


@pytest.mark.parametrize(
    "typed",
    ["", "999", "what is a VOO", "may", "12 men", "in 3 months", "tomorrow", "0808 2000 247"],
)
def test_what_is_no_date_is_left_to_others(typed: str) -> None:
    assert read_date(typed) is None


@given(some.text(max_size=60))
def test_whatever_is_typed_gets_an_answer(typed: str) -> None:
    assert isinstance(read_date(typed), date | DateFault | None)


@pytest.mark.parametrize(
    ("day", "shift", "follows"),
    [
        (date(2027, 8, 31), "- 6 months", date(2027, 2, 28)),
        (date(2028, 8, 31), "- 6 months", date(2028, 2, 29)),
        (date(2028, 2, 29), "+ 12 months", date(2029, 2, 28)),
        (date(2027, 5, 31), "- 1 month", date(2027, 4, 30)),
        (date(2027, 1, 15), "- 1 month", date(2026, 12, 15)),
        (date(2027, 3, 1), "- 6 weeks", date(2027, 1, 18)),
        (date(2028, 2, 27), "+ 3 days", date(2028, 3, 1)),
        (date(2027, 2, 27), "+ 1 day", date(2027, 2, 28)),
    ],
)
def test_dates_follow_by_the_calendar(day: date, shift: str, follows: date) -> None:
    assert shifted(day, shift) == follows


@given(DAYS, MONTHS)
def test_months_keep_the_day_or_take_the_last_of_the_month(day: date, months: int) -> None:
    for sign, count in (("+", months), ("-", -months)):
        after = shifted(day, f"{sign} {months} months")
        apart = (after.year - day.year) * 12 + after.month - day.month
        assert apart == count
        assert after.day == min(day.day, monthrange(after.year, after.month)[1])


@given(DAYS, MONTHS)
def test_there_and_back_loses_three_days_at_most(day: date, months: int) -> None:
    back = shifted(shifted(day, f"+ {months} months"), f"- {months} months")
    assert timedelta(0) <= day - back <= timedelta(days=3)
