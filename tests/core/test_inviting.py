"""Reading what a manager typed after /invite."""

from datetime import date

import pytest

from bot.core.inviting import Offer, OfferFault, read_offer
from bot.core.people import Role

TODAY = date(2026, 11, 24)


def test_a_typed_offer_says_everything_in_one_line() -> None:
    typed = 'staff police wales 20 30d "Team 4" "North" until 31.3.2027'
    assert read_offer(typed, TODAY) == Offer(
        Role.STAFF, "police", "wales", "Team 4", "North", 20, 30, date(2027, 3, 31)
    )


@pytest.mark.parametrize(
    "typed",
    [
        "trainer",
        "TRAINER",
        "  trainer 1 7d ",
        "7days 1 trainer",
    ],
)
def test_what_is_left_out_is_small_and_the_order_does_not_matter(typed: str) -> None:
    assert read_offer(typed, TODAY) == Offer(Role.TRAINER)


def test_the_quotation_marks_of_a_telephone_are_read_too() -> None:
    offer = read_offer("staff \u201cTeam  4\u201d", TODAY)
    assert isinstance(offer, Offer)
    assert offer.team == "Team 4"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("police", "role"),
        ("20 30d", "role"),
        ("admin", "word"),
        ("staff army", "word"),
        ("staff -5", "word"),
        ("staff 0", "uses"),
        ("staff 501", "uses"),
        ("staff 999999999", "uses"),
        ("staff 0d", "days"),
        ("staff 366d", "days"),
        ("staff trainer", "twice"),
        ("staff 5 6", "twice"),
        ("staff police health", "twice"),
        ('staff "a" "b" "c"', "twice"),
        ('staff "Team 4', "quotes"),
        ('staff ""', "name"),
        (f'staff "{"x" * 41}"', "name"),
        ("staff until", "date"),
        ("staff until tomorrow", "date"),
        ("staff until 31.2.2027", "date"),
        ("staff until 24.11.2026", "past"),
        ("staff until 1.1.2020", "past"),
        ("manager 2", "manager"),
        ("manager 8d", "manager"),
        ("", "role"),
        ("\u0665 staff", "word"),
    ],
)
def test_whatever_is_wrong_is_named(typed: str, key: str) -> None:
    fault = read_offer(typed, TODAY)
    assert isinstance(fault, OfferFault)
    assert fault.key == key


def test_a_link_is_open_to_the_end_of_its_last_day() -> None:
    assert Offer(days=30).expires(TODAY) == date(2026, 12, 24)
