"""A learning brief from its draft to the talk about it."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.core.people import Role
from tests.fake_telegram import (
    BLOCKED,
    CHAT_NOT_FOUND,
    CUT_AFTER,
    CUT_BEFORE,
    DEACTIVATED,
    SERVER_ERROR,
    Flood,
    Sent,
    User,
    migrated,
)
from tests.talks.conftest import Talk

TEXT = """# Orders when supervision is ending
Entries: voo-criteria
## What happened
His conditions would cease when his licence ended.
## What to do
Consider an order where formal supervision is coming to an end.
## Questions to discuss
- What are our key reflections?
- How will we embed it, and how will we know that we did?
## Check
? Who applies for the order?
- [ ] Probation
- [x] The police
> The police apply, to a magistrates' court.
? Is it needed in every case?
- [ ] Yes
- [x] No
> Panels are asked to consider it.
"""


async def team(door: Talk, *names: str) -> list[User]:
    """People who have joined as staff."""
    people = [door.person(name) for name in names]
    for person in people:
        await door.joins(person)
    return people


async def drafted(door: Talk, text: str = TEXT) -> Sent:
    """A brief for all staff, and so not for Max himself; its card."""
    await door.says(door.max, f"/brief\n{text}")
    for label in ("To whom", "staff", "Back to the brief"):
        await door.taps(door.max, label)
    return door.heard(door.max)


async def sent(door: Talk, text: str = TEXT) -> None:
    """A brief drafted, confirmed and let go by the manager of the settings, to all staff."""
    await drafted(door, text)
    await door.taps(door.max, "Confirm")
    await door.taps(door.max, "Send now")
    await door.delivers()


def briefs_of(door: Talk, who: User) -> list[str]:
    """The briefs that somebody got."""
    return [each.text for each in door.telegram.messages(who) if each.text.startswith("Brief 1")]


async def until(so: Callable[[], object]) -> None:
    """Let the bot go on with its work until something has happened."""
    for _ in range(100_000):
        if so():
            return
        await asyncio.sleep(0)
    raise AssertionError("it never happened")


async def totals(door: Talk, number: int = 1) -> Any:
    return await door.bots.bot_data["service"].briefing.evidence.totals(number)


async def test_a_lesson_reaches_the_team_and_the_manager_sees_it(door: Talk) -> None:
    nadia, omar = await team(door, "Nadia", "Omar")
    card = await drafted(door)
    assert "Recipients now: 2 (no agency 2).\nSuch as: Nadia, Omar" in card.text
    assert "Ready to be confirmed." in card.text
    await door.taps(door.max, "Test to myself")
    assert door.heard(door.max).text.startswith("Brief 1: seven minutes, when you have them.")
    assert door.count(nadia) == 1
    await door.taps(door.max, "Confirm", on=card)
    assert "Recipients: 2, fixed at confirmation" in card.text
    shown = await door.taps(door.max, "Send now", on=card)
    assert "going out" in shown.text
    await door.delivers()
    assert shown.text == "Brief 1: sent\nSent to 2 of 2, still to go 0."
    for person in (nadia, omar):
        brief = door.heard(person)
        assert brief.text.splitlines()[0] == "Brief 1: seven minutes, when you have them."
        assert "Joint review BDHR/2013-14/02 (May 2017)" in brief.text
        assert door.labels(person)[0] == "I have read it"
    acts = [row["act"] for row in await door.rows("audit")]
    assert acts[-3:] == ["brief_drafted", "brief_confirmed", "brief_sent"]


async def test_a_tap_a_check_and_a_talk_are_each_a_rung(door: Talk) -> None:
    nadia, omar, _eve = await team(door, "Nadia", "Omar", "Eve")
    await sent(door)
    brief = door.heard(nadia)
    await door.taps(nadia, "I have read it")
    assert "Question 1 of 2: Who applies for the order?" in door.heard(nadia).text
    assert "I have read it" not in [b.text for row in brief.buttons for b in row]
    question = door.heard(nadia)
    await door.taps(nadia, "Probation")
    assert "Right: The police\nThe police apply, to a magistrates' court." in question.text
    await door.taps(nadia, "No")
    assert door.heard(nadia).text == "That was all. Thank you for reading it."
    await door.taps(omar, "I have read it")
    await door.taps(omar, "The police")
    await door.taps(omar, "No")
    now = await totals(door)
    assert (now.listed, now.sent, now.acknowledged, now.checked, now.right) == (3, 3, 2, 2, 1)

    await door.taps(omar, "We have talked about it", on=door.telegram.messages(omar)[1])
    await door.taps(omar, "Yesterday")
    await door.says(omar, "7")
    await door.says(omar, "we were late to plan for the end of supervision")
    await door.says(omar, "an item on every panel agenda")
    said = await door.says(omar, "ring Susan Miller on 07700 900123")
    assert "may point to a person" in said.text
    await door.says(omar, "it goes into the team plan")
    review = await door.taps(omar, "No actions")
    assert "On 23 November 2026, 7 present." in review.text
    assert "Susan" not in str(await door.rows("discussions"))
    await door.taps(omar, "Save it", on=review)
    now = await totals(door)
    assert (now.discussions, now.present) == (1, 7)

    door.later(days=43)
    await door.delivers()
    assert door.heard(omar).text.startswith("Six weeks ago your team talked about brief 1.")
    await door.taps(omar, "Partly")
    assert (await totals(door)).changed_weeks == 1
    door.later(days=150)
    await door.delivers()
    assert door.heard(omar).text.startswith("Six months ago")
    await door.taps(omar, "Not yet")
    now = await totals(door)
    assert (now.changed_weeks, now.changed_months) == (1, 0)
    evidence = await door.taps(door.max, "The evidence")
    assert "Acknowledged by a tap: 2 (66 %)" in evidence.text
    assert "Talks recorded: 1, with 7 present." in evidence.text
    await door.taps(door.max, "Who was not reached", on=evidence)
    assert door.heard(door.max).text == "Not reached: 0\nReached, and has not tapped: 1\n- Eve"


async def test_above_the_set_number_somebody_else_must_confirm(door: Talk) -> None:
    await team(door, *(f"P{n}" for n in range(11)))
    ann = door.person("Ann")
    await door.joins(ann, Role.MANAGER)
    card = await door.says(door.max, f"/brief\n{TEXT}")
    await door.taps(door.max, "Confirm")
    assert door.toast().startswith("Above 10 recipients somebody else must confirm it.")
    assert "draft" in card.text
    assert door.heard(ann).text == (
        "Brief 1 waits for somebody other than its maker to confirm it."
    )
    await door.taps(ann, "See it")
    await door.taps(ann, "Confirm")
    assert door.heard(door.max).text == ("A colleague has confirmed brief 1. It can be sent now.")
    assert "Recipients: 13" in door.heard(ann).text


async def test_where_nobody_else_may_confirm_it_is_said_what_to_do(door: Talk) -> None:
    await team(door, *(f"P{n}" for n in range(11)))
    await drafted(door)
    await door.taps(door.max, "Confirm")
    assert "nobody else may yet. Under /people you can let somebody." in door.toast()


async def test_what_is_wrong_with_a_draft_is_said_and_keeps_it_from_going_out(
    door: Talk,
) -> None:
    await team(door, "Nadia")
    text = TEXT.replace("Entries: voo-criteria", "Entries: no-such-entry").replace(
        "## What to do\nConsider", "## What to do\nRing us on 07700 900123. Consider"
    )
    card = await door.says(door.max, f"/brief\n{text}\n")
    assert "It leads to an entry that is not there: no-such-entry." in card.text
    assert 'Under "What to do" something may point to a person: Ring' in card.text
    await door.taps(door.max, "Confirm")
    assert door.toast() == "It cannot go out yet; see what is wrong."
    await door.says(door.max, f"/brief 1\n{TEXT}")
    await door.taps(door.max, "Confirm")
    assert door.toast() == "Confirmed."


async def test_an_entry_becomes_a_draft_in_its_own_words(door: Talk) -> None:
    await team(door, "Nadia")
    await door.says(door.max, "/brief")
    await door.taps(door.max, "Recommendation 4: consider a VOO when supervision is ending")
    typed = door.telegram.messages(door.max)[-2].text
    assert typed.startswith("/brief 1\n# Recommendation 4")
    assert "## Why it matters" in typed
    assert "has no check question" in door.heard(door.max).text


async def test_who_left_paused_or_was_removed_meanwhile_gets_nothing(door: Talk) -> None:
    nadia, omar, eve, kim = await team(door, "Nadia", "Omar", "Eve", "Kim")
    await drafted(door)
    await door.taps(door.max, "Confirm")
    await door.says(nadia, "/leave")
    await door.taps(nadia, "Yes, leave")
    await door.says(omar, "/pause")
    card = door.heard(door.max)
    await door.taps_data(door.max, card, f"u:y:{eve.id}")
    await door.taps_data(door.max, card, "k:n:1")
    await door.delivers()
    assert [len(briefs_of(door, who)) for who in (nadia, omar, eve, kim)] == [0, 0, 0, 1]
    now = await totals(door)
    assert (now.listed, now.sent, now.failed) == (4, 1, 3)
    await door.says(omar, "/resume")
    await door.delivers()
    assert len(briefs_of(door, omar)) == 1
    assert (await totals(door)).sent == 2


async def test_a_new_starter_gets_the_current_briefs(door: Talk) -> None:
    await team(door, "Nadia")
    await sent(door)
    zoe = door.person("Zoe")
    await door.joins(zoe)
    await door.delivers()
    assert len(briefs_of(door, zoe)) == 1
    now = await totals(door)
    assert (now.listed, now.sent) == (2, 2)


async def test_each_error_is_what_it_says(door: Talk) -> None:
    people = await team(door, *(f"P{n}" for n in range(9)))
    faults = [BLOCKED, DEACTIVATED, CHAT_NOT_FOUND, SERVER_ERROR, CUT_BEFORE, CUT_AFTER, Flood(3)]
    for person, fault in zip(people, faults, strict=False):
        door.telegram.fail("sendMessage", person, fault=fault)
    moved = people[8]
    door.telegram.fail("sendMessage", people[7], fault=migrated(moved.id))
    await sent(door)
    for _ in range(5):
        door.later(seconds=5)
        await door.delivers()
    rows = await door.rows("outbox")
    states = [(row["state"], row["reason"]) for row in rows]
    assert states[:3] == [
        ("blocked", "blocked"),
        ("blocked", "deactivated"),
        ("failed", "not_found"),
    ]
    assert [state for state, _ in states[3:]] == ["sent"] * 6
    got = [len(briefs_of(door, person)) for person in people]
    assert got == [0, 0, 0, 1, 1, 2, 1, 0, 2]
    now = await totals(door)
    assert (now.listed, now.sent, now.blocked, now.failed) == (9, 6, 2, 1)


async def test_a_manager_may_rather_have_the_ambiguous_listed_than_doubled(door: Talk) -> None:
    nadia, _omar = await team(door, "Nadia", "Omar")
    door.telegram.fail("sendMessage", nadia, fault=CUT_AFTER)
    card = await drafted(door)
    await door.taps(door.max, "If not sure: send again")
    assert "If not sure: don't repeat" in door.labels(door.max)
    await door.taps(door.max, "Confirm")
    await door.taps(door.max, "Send now", on=card)
    await door.delivers()
    assert len(briefs_of(door, nadia)) == 1
    assert (await totals(door)).unknown == 1
    await door.taps(door.max, "Who was not reached")
    assert "- Nadia: not known whether it arrived" in door.heard(door.max).text
    await door.taps(nadia, "I have read it")
    now = await totals(door)
    assert (now.sent, now.unknown) == (2, 0)


@pytest.mark.parametrize("again", [True, False])
async def test_after_a_crash_in_the_middle_of_a_request_it_goes_on(
    door: Talk, again: bool
) -> None:
    nadia, omar = await team(door, "Nadia", "Omar")
    await drafted(door)
    if not again:
        await door.taps(door.max, "If not sure: send again")
    await door.taps(door.max, "Confirm")
    await door.taps(door.max, "Send now")
    async with door.database() as database:
        await database.write("UPDATE outbox SET state = 'sending' WHERE id = 1")
    await door.stops()
    await door.starts()
    await door.delivers()
    assert len(briefs_of(door, nadia)) == (1 if again else 0)
    assert len(briefs_of(door, omar)) == 1
    now = await totals(door)
    assert (now.sent, now.unknown) == ((2, 0) if again else (1, 1))


async def test_it_waits_for_the_morning_of_those_who_get_it(door: Talk) -> None:
    (nadia,) = await team(door, "Nadia")
    door.later(hours=11)
    shown = await drafted(door)
    await door.taps(door.max, "Confirm")
    await door.taps(door.max, "Send now")
    shown = door.heard(door.max)
    assert "Planned. Next: 25 November 2026, 08:00 (Europe/London)." in shown.text
    await door.delivers()
    assert briefs_of(door, nadia) == []
    door.later(hours=12)
    await door.delivers()
    assert len(briefs_of(door, nadia)) == 1


async def test_at_a_moment_that_was_typed(door: Talk) -> None:
    (nadia,) = await team(door, "Nadia")
    await drafted(door)
    await door.taps(door.max, "Confirm")
    said = await door.says(door.max, "/brief 1 2026-12-01 10:15")
    assert "Planned. Next: 1 December 2026, 10:15 (Europe/London)." in said.text
    door.later(days=7, minutes=44)
    await door.delivers()
    assert briefs_of(door, nadia) == []
    door.later(minutes=1)
    await door.delivers()
    assert len(briefs_of(door, nadia)) == 1


async def test_every_four_weeks_it_comes_round_again(door: Talk) -> None:
    (nadia,) = await team(door, "Nadia")
    await drafted(door)
    await door.taps(door.max, "Confirm")
    await door.taps(door.max, "Now, and every four weeks")
    for weeks in (0, 4, 4):
        door.later(weeks=weeks)
        await door.delivers()
        await door.delivers()
    assert len(briefs_of(door, nadia)) == 3


async def test_pause_go_on_and_cancel_while_it_is_going_out(door: Talk) -> None:
    people = await team(door, *(f"P{n}" for n in range(10)))
    await drafted(door)
    await door.taps(door.max, "Confirm")
    await door.taps(door.max, "Send now")
    sender = door.bots.bot_data["service"].sender
    going = asyncio.create_task(sender.drained())
    await until(lambda: briefs_of(door, people[2]))
    await door.taps(door.max, "Pause")
    await going
    had = sum(len(briefs_of(door, person)) for person in people)
    assert 3 <= had < 10
    await door.taps(door.max, "Go on")
    going = asyncio.create_task(sender.drained())
    await until(lambda: sum(len(briefs_of(door, person)) for person in people) > had)
    await door.taps(door.max, "Cancel")
    await door.taps(door.max, "Yes, cancel it")
    await going
    now = await totals(door)
    assert now.listed == 10
    assert now.pending == 0
    assert 0 < now.sent < 10
    assert now.sent + now.failed == 10


async def test_reminders_have_a_limit(door: Talk) -> None:
    nadia, omar = await team(door, "Nadia", "Omar")
    await sent(door)
    await door.taps(nadia, "I have read it")
    for days, count in ((0, 0), (4, 1), (1, 0), (4, 1), (9, 0)):
        door.later(days=days)
        before = door.count(omar)
        await door.taps(door.max, "Remind", on=door.heard(door.max))
        await door.delivers()
        assert door.count(omar) == before + count, days
    assert len([m for m in door.telegram.messages(nadia) if "waiting for you" in m.text]) == 0


async def test_a_brief_that_was_sent_is_put_right_and_everybody_hears(door: Talk) -> None:
    nadia, omar = await team(door, "Nadia", "Omar")
    await sent(door)
    copy = door.heard(nadia)
    refused = await door.says(door.max, f"/brief 1\n{TEXT}")
    assert "tap Correct" in refused.text
    await door.says(door.max, f"/brief 1 correct\n{TEXT.replace('would cease', 'were to cease')}")
    await door.delivers()
    assert "were to cease" in copy.text
    assert copy.text.startswith("Brief 1, corrected:")
    assert "has been corrected" in door.heard(nadia).text
    assert "has been corrected" in door.heard(omar).text


async def test_a_brief_is_taken_back(door: Talk) -> None:
    nadia, omar = await team(door, "Nadia", "Omar")
    await sent(door)
    copy = door.heard(nadia)
    await door.taps(door.max, "Withdraw")
    await door.taps(door.max, "Yes, withdraw it")
    await door.delivers()
    assert copy.text == "Brief 1 has been withdrawn. Please do not use it."
    assert "has been withdrawn" in door.heard(omar).text
    await door.taps_data(nadia, copy, "s:a:1")
    assert door.toast() == "That brief is no longer current."
    zoe = door.person("Zoe")
    await door.joins(zoe)
    await door.delivers()
    assert briefs_of(door, zoe) == []


async def test_an_audience_is_chosen_by_buttons(door: Talk) -> None:
    nadia, omar = await team(door, "Nadia", "Omar")
    await door.says(nadia, "/me")
    await door.taps(nadia, "Police")
    await door.says(door.max, f"/brief\n{TEXT}")
    await door.taps(door.max, "To whom")
    await door.taps(door.max, "police")
    assert "To: police\nRecipients now: 1 (police 1).\nSuch as: Nadia" in door.heard(door.max).text
    await door.taps(door.max, "Back to the brief")
    await door.taps(door.max, "Confirm")
    await door.taps(door.max, "Send now")
    await door.delivers()
    assert (len(briefs_of(door, nadia)), len(briefs_of(door, omar))) == (1, 0)
    await door.taps(door.max, "Figures as a file")
    document = door.heard(door.max).document
    assert document is not None
    assert "Acknowledged by a tap,0,0 %" in document.content.decode("utf-8-sig")
    assert "police,fewer than 3,fewer than 3" in document.content.decode("utf-8-sig")


async def test_erasing_a_person_leaves_the_totals(door: Talk) -> None:
    nadia, _omar = await team(door, "Nadia", "Omar")
    await sent(door)
    await door.taps(nadia, "I have read it")
    await door.says(nadia, "/mydata")
    await door.taps(nadia, "Erase it all")
    await door.taps(nadia, "Yes, erase it all")
    now = await totals(door)
    assert (now.listed, now.sent, now.acknowledged) == (2, 2, 1)


async def test_answers_never_wait_behind_a_brief(door: Talk) -> None:
    people = await team(door, *(f"P{n}" for n in range(9)))
    await drafted(door)
    await door.taps(door.max, "Confirm")
    await door.taps(door.max, "Send now")
    going = asyncio.create_task(door.bots.bot_data["service"].sender.drained())
    await until(lambda: briefs_of(door, people[0]))
    asked = door.now
    await door.says(people[8], "what is a VOO")
    assert door.now - asked < timedelta(seconds=0.3)
    await going
    assert (await totals(door)).sent == 9


async def test_whom_the_settings_name_is_counted_and_reached_like_anybody(door: Talk) -> None:
    (nadia,) = await team(door, "Nadia")
    tess = door.person("Tess")
    settings = door.settings.model_copy(update={"trainers": frozenset({tess.id})})
    await door.stops()
    door.settings = settings
    await door.starts()
    await door.says(door.max, "/start")
    card = await door.says(door.max, f"/brief\n{TEXT}")
    assert "Recipients now: 3 (no agency 3).\nSuch as: Max, Nadia, No name" in card.text
    await door.taps(door.max, "Confirm")
    await door.taps(door.max, "Send now")
    progress = door.heard(door.max)
    await door.delivers()
    for who in (door.max, nadia):
        assert [m.text[:21] for m in door.telegram.messages(who)].count(
            "Brief 1: seven minute"
        ) == 1
    await door.taps(door.max, "Who was not reached", on=progress)
    assert (
        "- No name: named in the settings and has not opened this chat; gets it at /start"
        in door.heard(door.max).text
    )
    await door.says(tess, "/start")
    await door.delivers()
    assert len(briefs_of(door, tess)) == 1
    now = await totals(door)
    assert (now.listed, now.sent, now.blocked) == (3, 3, 0)


async def test_whom_the_settings_name_gets_at_start_what_went_out_before(door: Talk) -> None:
    await team(door, "Nadia")
    await door.says(door.max, f"/brief\n{TEXT}")
    await door.taps(door.max, "To whom")
    await door.taps(door.max, "manager")
    await door.taps(door.max, "staff")
    await door.taps(door.max, "Back to the brief")
    await door.taps(door.max, "Confirm")
    await door.taps(door.max, "Send now")
    await door.delivers()
    await door.says(door.max, "/briefs")
    await door.stops()
    new = door.person("New")
    managers = frozenset({door.max.id, new.id})
    door.settings = door.settings.model_copy(update={"managers": managers})
    await door.starts()
    for _ in range(2):
        await door.says(new, "/start")
        await door.delivers()
    assert len(briefs_of(door, new)) == 1
