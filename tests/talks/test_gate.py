"""The gate to Telegram: briefs evenly and behind everybody's answers."""

from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.chat.gate import BRIEF, Gate


class Ticks:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def gate(ticks: Ticks) -> Gate:
    return Gate(lambda: ticks.now, ticks.sleep)


async def answer(gate: Gate, chat: int, *errors: Exception) -> int:
    """An answer passes; how many calls it took."""
    calls, left = 0, list(errors)

    async def call(*_: Any, **__: Any) -> bool:
        nonlocal calls
        calls += 1
        if left:
            raise left.pop(0)
        return True

    await gate.process_request(call, (), {}, "sendMessage", {"chat_id": chat}, None)
    return calls


async def test_never_more_than_thirty_in_any_second_and_hardly_fewer(
    gate: Gate, ticks: Ticks
) -> None:
    times = []
    for chat in range(280):
        await gate.turn(chat)
        times.append(ticks.now)
    assert max(sum(t <= other < t + 1 for other in times) for t in times) <= 29
    assert times[-1] == pytest.approx(10, abs=0.1)


async def test_one_chat_gets_one_a_second(gate: Gate, ticks: Ticks) -> None:
    for _ in range(4):
        await gate.turn(7)
    assert ticks.now == pytest.approx(3, abs=0.01)
    assert gate.wait_for(7) == pytest.approx(1)
    assert gate.wait_for(8) == 0


async def test_an_answer_passes_at_once_and_the_brief_gives_it_its_place(
    gate: Gate, ticks: Ticks
) -> None:
    await gate.turn(1)
    for chat in range(100, 114):
        await answer(gate, chat)
    assert ticks.now == 0
    await gate.turn(2)
    assert ticks.now == pytest.approx(15 / 28, abs=0.02)


async def test_on_a_429_everything_waits_as_long_as_telegram_says(
    gate: Gate, ticks: Ticks
) -> None:
    assert await answer(gate, 1, RetryAfter(3)) == 2
    assert ticks.now == pytest.approx(3)
    gate.close(5)
    await gate.turn(2)
    assert ticks.now == pytest.approx(8)


async def test_a_wait_that_is_too_long_for_an_answer_fails(gate: Gate, ticks: Ticks) -> None:
    with pytest.raises(RetryAfter):
        await answer(gate, 1, RetryAfter(300))
    assert ticks.now == 0


async def test_a_message_of_a_brief_has_waited_already(gate: Gate, ticks: Ticks) -> None:
    async def call(*_: Any, **__: Any) -> bool:
        return True

    await gate.process_request(call, (), {}, "sendMessage", {"chat_id": 1}, BRIEF)
    await gate.turn(1)
    assert ticks.now == 0
