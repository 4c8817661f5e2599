"""Reminders when something has come between: an embargo, a withdrawal, a tap, the night."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.core.knowledge import Knowledge
from bot.flows.opening import answerer_of
from tests.fake_telegram import Flood, User
from tests.talks.conftest import Talk
from tests.talks.test_briefs import briefs_of, drafted, sent, team, totals

LIFTED = datetime(2026, 12, 1, 10, 15, tzinfo=UTC)


def under_embargo(door: Talk, knowledge: Knowledge) -> None:
    """All the knowledge is under an embargo until it is lifted."""
    pack = knowledge.pack.model_copy(update={"embargo": LIFTED})
    held = replace(knowledge, pack=pack).at(door.now)
    encoder = door.shelf.answerer.matcher.reader.encoder
    door.shelf.answerer = answerer_of(held, encoder, door.settings)


def reminders_of(door: Talk, who: User) -> int:
    """How often somebody was reminded."""
    return sum("still waiting for you" in m.text for m in door.telegram.messages(who))


async def reminded(door: Talk) -> None:
    """The manager taps Remind."""
    await door.says(door.max, "/brief 1")
    await door.taps(door.max, "Remind")
    await door.delivers()


async def test_a_reminder_waits_for_the_end_of_an_embargo(
    door: Talk, knowledge: Knowledge
) -> None:
    (nadia,) = await team(door, "Nadia")
    await sent(door)
    copy = door.heard(nadia)
    door.later(days=4)
    under_embargo(door, knowledge)
    await reminded(door)
    assert reminders_of(door, nadia) == 0
    held = "I may not say anything about that before 1 December 2026, 10:15 UTC."
    for data in ("s:o:1", "s:d:1", "s:a:1"):
        await door.taps_data(nadia, copy, data)
        assert door.toast().startswith(held), data
    assert door.count(nadia) == 2  # the greeting and the copy
    door.now = LIFTED
    under_embargo(door, knowledge)
    await door.delivers()
    assert reminders_of(door, nadia) == 1
    await door.taps(nadia, "Open it")
    assert len(briefs_of(door, nadia)) == 3


async def test_a_brief_that_comes_under_an_embargo_waits_and_says_why(
    door: Talk, knowledge: Knowledge
) -> None:
    (nadia,) = await team(door, "Nadia")
    await drafted(door)
    await door.taps(door.max, "Confirm")
    await door.taps(door.max, "Send now")
    under_embargo(door, knowledge)
    await door.delivers()
    assert briefs_of(door, nadia) == []
    assert door.heard(door.max).text.endswith(
        "An entry it rests on is under an embargo. Next: 1 December 2026, 10:15 (Europe/London)."
    )
    door.now = LIFTED
    under_embargo(door, knowledge)
    await door.delivers()
    assert len(briefs_of(door, nadia)) == 1


async def test_an_embargo_keeps_nobody_from_withdrawing(door: Talk, knowledge: Knowledge) -> None:
    (nadia,) = await team(door, "Nadia")
    await sent(door)
    copy = door.heard(nadia)
    under_embargo(door, knowledge)
    await door.taps(door.max, "Withdraw")
    await door.taps(door.max, "Yes, withdraw it")
    await door.delivers()
    assert copy.text == "Brief 1 has been withdrawn. Please do not use it."


async def test_nobody_is_reminded_of_what_was_withdrawn_in_the_night(door: Talk) -> None:
    (nadia,) = await team(door, "Nadia")
    await sent(door)
    door.later(days=4, hours=12)  # in quiet hours
    await reminded(door)
    assert reminders_of(door, nadia) == 0
    await door.says(door.max, "/brief 1")
    await door.taps(door.max, "Withdraw")
    await door.taps(door.max, "Yes, withdraw it")
    door.later(hours=11)
    await door.delivers()
    assert reminders_of(door, nadia) == 0
    assert "has been withdrawn" in door.heard(nadia).text
    card = door.heard(door.max)
    await door.taps_data(door.max, card, "k:h:1")
    assert door.toast() == "That button is out of date. Please ask again."
    door.later(days=200)
    await door.delivers()
    assert door.count(nadia) == 3  # the greeting, the copy, and that it was withdrawn


async def test_who_taps_before_the_morning_is_not_reminded_in_it(door: Talk) -> None:
    nadia, omar = await team(door, "Nadia", "Omar")
    await sent(door)
    door.later(days=4, hours=12)
    await reminded(door)
    await door.taps(nadia, "I have read it")
    door.later(hours=11)
    await door.delivers()
    assert (reminders_of(door, nadia), reminders_of(door, omar)) == (0, 1)


async def test_while_telegram_asks_to_wait_the_progress_says_so(door: Talk) -> None:
    (nadia,) = await team(door, "Nadia")
    await drafted(door)
    await door.taps(door.max, "Confirm")
    door.telegram.fail("sendMessage", nadia, fault=Flood(90))
    await door.taps(door.max, "Send now")
    await door.delivers()
    assert "Telegram asked to wait. Next: 24 November 2026, 09:31" in door.heard(door.max).text
    door.later(seconds=91)
    await door.delivers()
    assert (await totals(door)).sent == 1
