"""Killed between any two steps of publishing: nothing lost, nothing doubled."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.chat import rounds
from bot.chat.rounds import finish_publishing
from bot.flows.opening import Shelf
from bot.flows.telling import TellingFlow
from bot.store.answers import Answers
from bot.store.history import History
from bot.store.inbox import Inbox
from bot.store.overlay import Overlay
from bot.store.tellings import Tellings
from tests.fake_telegram import Refusal
from tests.talks.desk import CURRY, Desk
from tests.talks.test_crashes import received

NEW = "Publish as a new entry"


class Killed(BaseException):
    """The process is gone: nothing of it runs any further."""


def dies(after: bool, real: Callable[..., Any], at: int = 1) -> Callable[..., Any]:
    """A function in which the process dies, before or after its work, at the n-th call."""
    calls = [0]

    def plain(*args: Any, **named: Any) -> Any:
        calls[0] += 1
        if calls[0] != at:
            return real(*args, **named)
        if after:
            real(*args, **named)
        raise Killed

    return plain


def dies_async(after: bool, real: Callable[..., Any], at: int = 1) -> Callable[..., Any]:
    """The same for a coroutine."""
    calls = [0]

    async def later(*args: Any, **named: Any) -> Any:
        calls[0] += 1
        if calls[0] != at:
            return await real(*args, **named)
        if after:
            await real(*args, **named)
        raise Killed

    return later


def noted(order: list[str], name: str, real: Callable[..., Any]) -> Callable[..., Any]:
    """The same coroutine, which notes when it is called."""

    async def later(*args: Any, **named: Any) -> Any:
        order.append(name)
        return await real(*args, **named)

    return later


PLAIN = [(Overlay, "stage"), (Overlay, "put"), (Shelf, "take")]
LATER = [(Answers, "publish"), (History, "ticked")]
PLACES = [(each, name, True, after) for each, name in PLAIN for after in (False, True)]
PLACES += [(each, name, False, after) for each, name in LATER for after in (False, True)]
SENDS = [("next", at, after) for at in (1, 2, 3) for after in (False, True)]
SENDS += [("mark", at, after) for at in (1, 2, 3) for after in (False, True)]


async def killed_while_publishing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, where: type, name: str, fake: Any
) -> None:
    """Tess taps, the process dies, and a new one starts on the same data folder."""
    held = desk.bots.bot_data["service"]
    tess = await held.membership.person(desk.tess.id, desk.now)
    with monkeypatch.context() as patch:
        patch.setattr(where, name, fake)

        async def publishes() -> None:
            await held.publishing.publish(1, "entry", None, tess, desk.shelf, desk.now)
            await rounds.deliver(desk.bots.bot, held)

        with pytest.raises(Killed):
            await publishes()
    await desk.restarts()
    held = desk.bots.bot_data["service"]
    await finish_publishing(held)
    if (await desk.rows("answers"))[0]["state"] == "draft":
        await held.publishing.publish(1, "entry", None, tess, desk.shelf, desk.now)
    await rounds.deliver(desk.bots.bot, held)


async def ready(desk: Desk) -> list[Any]:
    people = await desk.three_ask()
    await desk.answers(desk.tess)
    return people


@pytest.mark.parametrize(("where", "name", "plain", "after"), PLACES)
async def test_killed_while_it_is_published_it_is_published_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, where: type, name: str, plain: bool, after: bool
) -> None:
    people = await ready(desk)
    real = getattr(where, name)
    fake = dies(after, real) if plain else dies_async(after, real)
    await killed_while_publishing(desk, monkeypatch, where, name, fake)
    published = desk.settings.published
    assert len([path for path in published.rglob("*.yaml") if path.is_file()]) == 1
    assert [row["applied"] for row in await desk.rows("entry_history")] == [1]
    for who in people:
        told = [m for m in desk.telegram.messages(who) if m.text.startswith("A trainer has")]
        assert len(told) == 1
    assert "Ask the restaurant itself" in (await desk.says(people[1], CURRY)).text


@pytest.mark.parametrize(("name", "at", "after"), SENDS)
async def test_killed_between_two_sends_everyone_is_told_and_at_most_one_twice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str, at: int, after: bool
) -> None:
    people = await ready(desk)
    fake = dies_async(after, getattr(Tellings, name), at)
    await killed_while_publishing(desk, monkeypatch, Tellings, name, fake)
    told = [
        sum(m.text.startswith("A trainer has") for m in desk.telegram.messages(who))
        for who in people
    ]
    doubled = 1 if name == "mark" and not after else 0
    assert sorted(told) == [1, 1, 1 + doubled]
    assert {row["state"] for row in await desk.rows("tellings")} == {"sent"}


async def test_a_tap_handled_again_after_a_crash_says_that_it_is_done(desk: Desk) -> None:
    await ready(desk)
    preview = desk.heard(desk.tess)
    await desk.taps(desk.tess, NEW)
    gone = Refusal(400, "Bad Request: query is too old and response timeout expired")
    desk.telegram.fail("answerCallbackQuery", fault=gone, times=2)
    before = desk.count(desk.tess)
    await desk.taps_data(desk.tess, preview, "q:n:1")
    assert preview.text.startswith("Done: a new entry was published.")
    await desk.taps_data(desk.tom, desk.heard(desk.tom), "q:n:1")
    assert "That one is past changing." in desk.heard(desk.tom).text
    assert desk.count(desk.tess) == before


async def test_a_tap_taken_up_after_a_crash_tells_nobody_twice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = await ready(desk)
    desk.telegram.taps(desk.tess, desk.heard(desk.tess), NEW)
    (update,) = await received(desk)
    held = desk.bots.bot_data["service"]
    tess = await held.membership.person(desk.tess.id, desk.now)
    with monkeypatch.context() as patch:
        patch.setattr(Overlay, "put", dies(after=False, real=Overlay.put))
        with pytest.raises(Killed):
            await held.publishing.publish(1, "entry", None, tess, desk.shelf, desk.now)
    async with desk.database() as database:
        await Inbox(database).keep([update], desk.now)
    order: list[str] = []
    for kind, name in ((Tellings, "take_up"), (TellingFlow, "barrier")):
        patched = noted(order, name, getattr(kind, name))
        monkeypatch.setattr(kind, name, patched)
    await desk.restarts()
    assert order == ["take_up", "barrier", "barrier", "barrier"]  # else one is reset and sent anew
    await rounds.deliver(desk.bots.bot, desk.bots.bot_data["service"])
    await desk.settles()
    for who in people:
        told = [m for m in desk.telegram.messages(who) if m.text.startswith("A trainer has")]
        assert len(told) == 1
