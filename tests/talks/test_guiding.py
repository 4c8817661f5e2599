"""Going through a procedure in chat, with one thumb and over a restart."""

from datetime import date

from icalendar import Calendar

from bot.store.database import opened
from tests.fake_telegram import Sent, User
from tests.talks.conftest import Talk

VOO = "When a Violent Offender Order can be sought"
VISITORS = "A partner is seen visiting in prison"


def labels(message: Sent) -> list[str]:
    return [button.text for row in message.buttons for button in row]


def lines(message: Sent, start: str = "[") -> list[str]:
    return [line for line in message.text.splitlines() if line.startswith(start)]


async def opens(talk: Talk, who: User, title: str) -> Sent:
    """Somebody chooses a procedure from /guides."""
    await talk.says(who, "/guides")
    label = next(x for x in labels(talk.heard(who)) if x.endswith(title))
    return await talk.taps(who, label)


async def test_an_answer_with_steps_offers_to_go_through_them(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    heard = await talk.says(nadia, "voo criteria")
    assert labels(heard)[0] == "Go through it step by step"
    guide = await talk.taps(nadia, "Go through it step by step")
    assert guide.text.startswith(f"{VOO}\n0 of 8 steps marked")
    assert len(lines(guide)) == 8
    assert "Step 1 of 8: not yet looked at" in guide.text
    assert "Write down: Whether the criterion is met" in guide.text
    assert "Passage: 11.18, 11.19" in guide.text
    heard = await talk.says(nadia, "what is MAPPA")
    assert "Go through it step by step" not in labels(heard)


async def test_marking_a_step_edits_the_one_message_and_leads_on(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    guide = await opens(talk, nadia, VOO)
    before = talk.count(nadia)
    await talk.taps(nadia, "Met")
    assert lines(guide)[0].startswith("[x] 1. Check that the conviction")
    assert "Step 2 of 8" in guide.text
    await talk.taps(nadia, "Not met")
    assert lines(guide)[1].startswith("[-] 2.")
    assert "Step 2 of 8: not met" in guide.text
    assert "If not: The usual sentence test is not met." in guide.text
    assert "Criteria: 1 met, 1 not met, 3 not yet looked at." in guide.text
    await talk.taps(nadia, "Undo")
    assert lines(guide)[1].startswith("[  ] 2.")
    assert talk.count(nadia) == before
    assert talk.heard(nadia) is guide


async def test_next_previous_and_numbers_lead_to_every_step(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    guide = await opens(talk, nadia, VOO)
    assert "Previous" not in labels(guide)
    await talk.taps(nadia, "Next")
    assert "Step 2 of 8" in guide.text
    await talk.taps(nadia, "8")
    assert "Step 8 of 8" in guide.text
    assert "Next" not in labels(guide)
    assert "(8)" in labels(guide)
    await talk.taps(nadia, "Previous")
    assert "Who: The MAPPA panel considers it; the police apply" in guide.text
    assert "Not met" not in labels(guide)
    assert "Done" in labels(guide)


async def test_a_tap_that_comes_twice_does_no_harm(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    guide = await opens(talk, nadia, VOO)
    met = next(b.data for row in guide.buttons for b in row if b.text == "Met")
    assert met is not None
    for _ in range(2):
        await talk.taps_data(nadia, guide, met)
    assert "1 of 8 steps marked" in guide.text
    assert talk.count(nadia) == 2


async def test_a_restart_in_the_middle_loses_nothing(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    guide = await opens(talk, nadia, VISITORS)
    await talk.taps(nadia, "Done")
    await talk.taps(nadia, "Set the release date")
    await talk.stops()
    await talk.starts()
    await talk.says(nadia, "1 Dec 2026")
    assert "1 of 6 steps marked" in guide.text
    await talk.taps(nadia, "Done", on=guide)
    assert "2 of 6 steps marked" in guide.text
    assert "Release date: Tuesday 1 December 2026" in guide.text


async def test_put_away_and_taken_up_another_day(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    first = await opens(talk, nadia, VOO)
    await talk.taps(nadia, "Met")
    heard = await talk.taps(nadia, "Put away")
    assert heard is first
    assert heard.text.startswith(f"Put away: {VOO}, 1 of 8 steps marked.")
    await talk.taps(nadia, "Go on with it")
    assert "Step 2 of 8" in first.text
    await talk.taps(nadia, "Put away")
    talk.later(days=2)
    heard = await talk.says(nadia, "/guides")
    assert labels(heard)[0] == f"Resume: {VOO}"
    assert len(labels(heard)) == 6
    again = await talk.taps(nadia, f"Resume: {VOO}")
    assert again is not first
    assert "Step 2 of 8" in again.text
    assert "1 of 8 steps marked" in again.text
    assert (
        "You left this one on Tuesday 24 November 2026" in talk.telegram.messages(nadia)[-2].text
    )
    assert first.buttons == []


async def test_starting_over_asks_first_and_then_erases(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    guide = await opens(talk, nadia, VOO)
    assert "Start over" not in labels(guide)
    await talk.taps(nadia, "Met")
    await talk.taps(nadia, "Start over")
    assert guide.text.startswith("Start over with this one?")
    await talk.taps(nadia, "Go on with it")
    assert "1 of 8 steps marked" in guide.text
    await talk.taps(nadia, "Start over")
    await talk.taps(nadia, "Yes, start over")
    assert "0 of 8 steps marked" in guide.text
    assert "Step 1 of 8" in guide.text


async def test_a_release_date_is_typed_and_the_dates_follow(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    guide = await opens(talk, nadia, VISITORS)
    assert "Date: set the release date and I work it out." in guide.text
    await talk.taps(nadia, "Set the release date")
    assert "Now type the release date, such as 3 Feb 2027." in guide.text
    heard = await talk.says(nadia, "1.3.27")
    assert heard.text.startswith("Understood, the release date is Monday 1 March 2027.")
    assert "Date: Monday 18 January 2027" in guide.text
    assert "Now type" not in guide.text
    await talk.taps(nadia, "Set the release date", on=guide)
    talk.telegram.replies(nadia, guide, "24/12/2026")
    await talk.settles()
    assert "Date: Thursday 12 November 2026. That is already past." in guide.text


async def test_a_wrong_date_gets_an_example_and_another_try(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    guide = await opens(talk, nadia, VISITORS)
    await talk.taps(nadia, "Set the release date")
    for typed, said in (
        ("31/02/2027", "no such day"),
        ("2/28/2027", "no such day"),
        ("3/2", "could not read that as a full date"),
        ("March 2027", "could not read that as a full date"),
        ("1/1/1899", "too far away"),
    ):
        heard = await talk.says(nadia, typed)
        assert said in heard.text
        assert "such as 3 Feb 2027" in heard.text
    await talk.says(nadia, "2027-02-28")
    assert "Release date: Sunday 28 February 2027" in guide.text
    assert await talk.log() == []


async def test_anything_else_is_a_question_and_the_wait_is_over(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    guide = await opens(talk, nadia, VISITORS)
    await talk.taps(nadia, "Set the release date")
    heard = await talk.says(nadia, "what is a VOO")
    assert "Violent Offender Order" in heard.text
    await talk.says(nadia, "1 Dec 2026")
    assert "Release date" not in guide.text
    await talk.taps(nadia, "Set the release date", on=guide)
    heard = await talk.says(nadia, "he's outside her flat now and he has a knife")
    assert heard.text.startswith("If anyone may be in danger now, call 999.")


async def test_it_ends_in_a_note_to_copy_and_a_calendar_file(talk: Talk) -> None:
    nadia = talk.person("Nadia Shah")
    guide = await opens(talk, nadia, VISITORS)
    await talk.taps(nadia, "Set the release date")
    await talk.says(nadia, "1 March 2027")
    await talk.taps(nadia, "Done", on=guide)
    await talk.taps(nadia, "5", on=guide)
    await talk.taps(nadia, "Not done", on=guide)
    await talk.taps(nadia, "Finish: show the note", on=guide)
    note, file = talk.telegram.messages(nadia)[-2:]
    assert note.html.startswith("<pre>")
    assert note.html.endswith("</pre>")
    assert note.text.startswith(f"{VISITORS}\nNote from Practice Guide, Tuesday 24 November 2026")
    assert "1. [done] Obtain the prison service's information" in note.text
    assert "2. [still to do] Look on ViSOR" in note.text
    assert "5. [not done] Make the necessary enquiries" in note.text
    assert "If not: Tell the MAPPA meeting" in note.text
    assert "Steps: 1 done, 1 not done, 4 still to do." in note.text
    assert "Source: Joint review BDHR/2013-14/02 (May 2017)." in note.text
    assert guide.text.startswith(f"Finished: {VISITORS}.")
    assert file.document is not None
    (event,) = Calendar.from_ical(file.document.content).walk("VEVENT")
    assert event["summary"] == "Review date (practice guide)"
    assert event.decoded("dtstart") == date(2027, 1, 18)
    assert event.walk("VALARM") == []
    for word in (b"Nadia", b"Shah", b"prison", b"MAPPA", b"visitors", str(nadia.id).encode()):
        assert word not in file.document.content


async def test_without_dates_there_is_no_file(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    await opens(talk, nadia, VOO)
    await talk.taps(nadia, "Finish: show the note")
    assert all(message.document is None for message in talk.telegram.messages(nadia))
    assert "Criteria: 0 met, 0 not met, 5 not yet looked at." in talk.heard(nadia).text


async def test_old_buttons_of_a_finished_procedure_are_polite(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    guide = await opens(talk, nadia, VOO)
    old = [button.data for row in guide.buttons for button in row if button.data]
    await talk.taps(nadia, "Met")
    await talk.taps(nadia, "Finish: show the note")
    finished, count = guide.text, talk.count(nadia)
    for data in [*old, "g:x:1:voo-criteria", "g:p::voo-criteria"]:
        await talk.taps_data(nadia, guide, data)
        assert talk.telegram.answers[-1].text.startswith("That one is finished")
    assert (guide.text, talk.count(nadia)) == (finished, count)
    await talk.taps(nadia, "Open it again", on=guide)
    assert "1 of 8 steps marked" in guide.text


async def test_after_the_end_the_next_one_begins_afresh(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    guide = await opens(talk, nadia, VOO)
    await talk.taps(nadia, "Met")
    await talk.taps(nadia, "Finish: show the note")
    fresh = await opens(talk, nadia, VOO)
    assert "0 of 8 steps marked" in fresh.text
    assert guide.buttons == []


async def test_forged_buttons_change_nothing(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    guide = await opens(talk, nadia, VOO)
    before, count = guide.text, talk.count(nadia)
    for data in (
        "g:y:00000000:voo-criteria",
        "g:d:z:voo-criteria",
        "g:s::term-voo",
        "g:s::no-such-entry",
        "g:y::transfer-high-risk",
        "g:q::voo-criteria",
        "g:v:x:voo-criteria",
    ):
        await talk.taps_data(nadia, guide, data)
    assert (guide.text, talk.count(nadia)) == (before, count)
    await talk.taps_data(nadia, guide, "g:v:99999999:voo-criteria")
    assert "Step 8 of 8" in guide.text


async def test_two_people_do_not_see_each_others_progress(talk: Talk) -> None:
    nadia, omar = talk.person("Nadia"), talk.person("Omar")
    await opens(talk, nadia, VOO)
    await talk.taps(nadia, "Met")
    heard = await opens(talk, omar, VOO)
    assert "0 of 8 steps marked" in heard.text
    await talk.taps(omar, "Not met")
    assert "1 met, 0 not met" in talk.heard(nadia).text
    assert "0 met, 1 not met" in talk.heard(omar).text


async def test_a_guide_whose_message_is_gone_comes_again(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    guide = await opens(talk, nadia, VISITORS)
    await talk.taps(nadia, "Set the release date")
    guide.deleted = True
    await talk.says(nadia, "1 March 2027")
    again = talk.telegram.messages(nadia)[-2]
    assert "Release date: Monday 1 March 2027" in again.text


async def test_nothing_that_was_typed_is_kept_with_it(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    await opens(talk, nadia, VISITORS)
    await talk.taps(nadia, "Set the release date")
    await talk.says(nadia, "1st dec 2026")
    async with opened(talk.settings.database) as database:
        (row,) = await database.rows("SELECT * FROM guides")
    assert row["dates"] == '{"release": "2026-12-01"}'
    assert "1st dec" not in str(row)
