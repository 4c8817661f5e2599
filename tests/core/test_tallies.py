"""Figures that name nobody: small numbers withheld, and no formula in a table."""

from collections import Counter
from datetime import timedelta

from bot.core.exporting import is_small, safe_cell
from bot.core.tallies import Counted, Sent, tally
from bot.flows.reporting import number
from tests.conftest import NOW


def test_all_is_added_up_by_month_and_agency() -> None:
    counted = [
        Counted("2026-10-31", "answered", "police", "a", 4),
        Counted("2026-11-01", "gap", "police", "", 2),
        Counted("2026-11-02", "choices", "", "b", 1),
    ]
    sent = [Sent(NOW, NOW + timedelta(hours=n), "", "") for n in (1, 5, 90)]
    found = tally(counted, sent, Counter({True: 3}), 10)
    assert found.outcomes == {"answered": 4, "unanswered": 2, "choices": 1}
    assert list(found.months) == ["2026-10", "2026-11"]
    assert found.agencies["police"]["unanswered"] == 2
    assert found.coverage == 5 / 7
    assert (found.hours, found.used, found.waiting) == (5, 1, 0)


def test_small_numbers_are_withheld_and_nothing_is_said_of_too_few() -> None:
    assert [is_small(count) for count in range(5)] == [False, True, True, False, False]
    assert [number(count) for count in (0, 2, 3)] == ["0", "fewer than 3", "3"]
    found = tally([], [Sent(NOW, NOW, "", "")], Counter(), 10)
    assert (found.coverage, found.hours) == (None, None)


def test_a_cell_is_never_a_formula() -> None:
    assert safe_cell("=HYPERLINK(1)") == "'=HYPERLINK(1)"
    assert safe_cell("what is it") == "what is it"


def test_an_empty_cell_stays_empty() -> None:
    assert safe_cell("") == ""
