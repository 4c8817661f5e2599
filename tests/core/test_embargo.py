"""What may be used when: the moment is passed in, and the knowledge is only looked at."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from pydantic import ValidationError

from bot.core.entry import Pack
from bot.core.knowledge import Knowledge
from tests.conftest import NOW


def under(knowledge: Knowledge, embargo: object) -> Knowledge:
    from dataclasses import replace

    fields: dict[str, Any] = knowledge.pack.model_dump()
    return replace(knowledge, pack=Pack.model_validate({**fields, "embargo": embargo}))


def test_without_an_embargo_nothing_is_held_back(knowledge: Knowledge) -> None:
    assert knowledge.at(NOW) is knowledge
    assert knowledge.held_until is None


def test_entries_are_held_back_until_the_very_moment(knowledge: Knowledge) -> None:
    packed = under(knowledge, NOW)
    before = packed.at(NOW - timedelta(seconds=1))
    assert (before.entries, before.by_id, before.terms) == ((), {}, {})
    assert before.held == knowledge.entries
    assert before.held_until == NOW
    after = before.at(NOW)
    assert (after.entries, after.held, after.held_until) == (knowledge.entries, (), None)


def test_what_is_learnt_does_not_depend_on_the_moment(knowledge: Knowledge) -> None:
    before = under(knowledge, NOW).at(NOW - timedelta(days=1))
    assert before.learnt == knowledge.learnt
    assert before.vocabulary == knowledge.vocabulary
    assert before.whole().entries == knowledge.entries


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-12-01", datetime(2026, 12, 1, tzinfo=UTC)),
        ("2026-12-01 00:01", datetime(2026, 12, 1, 0, 1, tzinfo=UTC)),
        ("2026-12-01T00:01Z", datetime(2026, 12, 1, 0, 1, tzinfo=UTC)),
        (
            "2026-07-01 00:01+01:00",
            datetime(2026, 7, 1, 0, 1, tzinfo=timezone(timedelta(hours=1))),
        ),
    ],
)
def test_a_moment_is_in_utc_unless_it_says_otherwise(
    knowledge: Knowledge, written: str, meant: datetime
) -> None:
    assert under(knowledge, written).pack.embargo == meant


@pytest.mark.parametrize("written", ["", "soon", "1 December 2026", "2026-13-01", "31-12-2026"])
def test_anything_else_says_what_a_moment_looks_like(knowledge: Knowledge, written: str) -> None:
    with pytest.raises(ValidationError, match="is not a moment in UTC such as"):
        under(knowledge, written)
