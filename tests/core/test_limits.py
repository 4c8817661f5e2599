"""The limit by person, by the clock that is passed in."""

from datetime import timedelta

from bot.core.limits import WINDOW, Limit
from tests.conftest import NOW

SECOND = timedelta(seconds=1)


def test_the_first_over_the_limit_is_told_and_the_rest_meet_silence() -> None:
    limit = Limit(3)
    said = [limit.take(7, NOW + SECOND * n) for n in range(6)]
    assert said == ["go"] * 3 + ["say_so"] + ["silent"] * 2


def test_a_window_passes_also_for_whoever_goes_on_and_on() -> None:
    limit = Limit(2)
    said = [limit.take(7, NOW + SECOND * n) for n in range(120)]
    assert said.count("go") == 4
    assert said.count("say_so") == 2
    assert limit.take(7, NOW + WINDOW * 5) == "go"


def test_one_persons_haste_is_nobody_elses() -> None:
    limit = Limit(1)
    assert [limit.take(key, NOW) for key in (7, 7, 8)] == ["go", "say_so", "go"]


def test_a_clock_set_back_silences_nobody() -> None:
    limit = Limit(1)
    limit.take(7, NOW)
    assert limit.take(7, NOW - timedelta(days=1)) == "go"


def test_windows_that_have_passed_are_forgotten() -> None:
    limit = Limit(1)
    for key in range(5_000):
        limit.take(key, NOW + WINDOW * (key // 100))
    assert len(limit._windows) <= 1_001
