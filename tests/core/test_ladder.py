"""The totals always add up, and small numbers do not leave the house."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.ladder import STATES, totals, withheld, withheld_groups
from bot.core.quiet import Quiet, read_quiet
from tests.conftest import NOW

COUNTS = st.dictionaries(st.sampled_from(STATES), st.integers(0, 10_000))


@given(COUNTS, st.integers(0, 10_000))
def test_whatever_the_states_are_the_totals_add_up(states: dict[str, int], outside: int) -> None:
    now = totals(states, outside)
    assert now.joined == sum(states.values())
    assert now.joined == now.pending + now.sent + now.blocked + now.failed + now.unknown
    assert now.listed == now.joined + outside
    assert now.percent(now.sent) <= 100
    assert (now.percent(now.sent) == 100) == (now.listed > 0 and now.sent == now.listed)


def test_a_state_that_nobody_knows_is_not_swallowed() -> None:
    with pytest.raises(ValueError, match="lost"):
        totals({"lost": 1}, 0)


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 50)))
def test_no_withheld_number_can_be_worked_out_from_the_sum(groups: dict[str, int]) -> None:
    shown = withheld_groups(groups)
    hidden = [name for name, count in shown.items() if count is None]
    assert all(groups[name] not in (1, 2) or name in hidden for name in groups)
    others = [count for name, count in groups.items() if name not in hidden and count]
    assert len(hidden) != 1 or not others
    assert [withheld(count) for count in (0, 1, 2, 3)] == [0, None, None, 3]


@given(st.datetimes(NOW.replace(tzinfo=None)), st.times(), st.times())
def test_what_waits_goes_out_at_the_first_moment_that_is_not_quiet(
    naive: datetime, begins: time, ends: time
) -> None:
    quiet = Quiet(begins, ends, UTC)
    moment = naive.replace(tzinfo=UTC)
    opened = quiet.next_open(moment)
    assert opened >= moment
    assert quiet.next_open(opened) == opened
    assert (opened - moment).total_seconds() <= 24 * 60 * 60


def test_quiet_hours_follow_the_clock_of_the_recipients() -> None:
    quiet = read_quiet("20:00-08:00", ZoneInfo("Europe/London"))
    winter, summer = (
        datetime(2026, 12, 1, 19, 30, tzinfo=UTC),
        datetime(2026, 7, 1, 19, 30, tzinfo=UTC),
    )
    assert quiet.next_open(winter) == winter
    assert quiet.next_open(summer) == datetime(2026, 7, 2, 7, 0, tzinfo=UTC)
    with pytest.raises(ValueError, match="20:00"):
        read_quiet("at night", UTC)
