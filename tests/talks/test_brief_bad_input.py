"""A manager's walk through briefs with every wrong turn on the way: each says what to do."""

import pytest

from bot.core.people import Role
from tests.talks.conftest import Talk
from tests.talks.test_briefs import TEXT, briefs_of, drafted, sent, team


async def test_a_trainer_tests_and_cancels_a_draft_but_confirms_and_sends_none(
    door: Talk,
) -> None:
    tess = door.person("Tess")
    await door.joins(tess, Role.TRAINER)
    card = await door.says(tess, f"/brief\n{TEXT}")
    await door.taps(tess, "Test to myself")
    assert door.heard(tess).text.startswith("Brief 1: seven minutes")
    await door.taps_data(tess, card, "k:c:1")
    assert door.heard(tess).text.startswith("That is not open to you.")
    await door.taps(tess, "Cancel", on=card)
    await door.taps(tess, "Yes, cancel it", on=card)
    assert "State: cancelled" in card.text


async def test_a_forged_button_of_another_state_changes_nothing(door: Talk) -> None:
    await team(door, "Nadia")
    card = await drafted(door)
    for data in ("k:n:1", "k:g:1", "k:W:1", "k:l:1", "k:z:1:99", "k:z:1", "k:n:99", "k:Q:1"):
        await door.taps_data(door.max, card, data)
        assert door.toast() == "That button is out of date. Please ask again.", data
    (row,) = await door.rows("briefs")
    assert row["state"] == "draft"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/brief ab", "A title has 3 to 100 characters"),
        ("/brief no-such-entry", "There is no entry called no-such-entry."),
        ("/brief 99", "There is no brief 99."),
        ("/brief # Two words\n## What happened\n" + "x" * 2001, 'Under "What happened" are more'),
        ("/brief # Two words\n## Check\n? Who?\n- [x] A\n- [x] B\n> C.", "Check question 1 needs"),
        ("/brief # Two words\nEntries: NO", "Entry 1 is not the id of an entry."),
        ("/brief ## No title\nwords", "A title has 3 to 100 characters"),
        ("/brief # Two words\nRubbish", "This line has no place in a brief."),
    ],
)
async def test_what_cannot_be_read_is_said_in_plain_words(
    door: Talk, typed: str, said: str
) -> None:
    assert said in (await door.says(door.max, typed)).text
    assert await door.rows("briefs") == []


async def test_a_part_changes_by_itself_and_a_title_alone_wipes_nothing(door: Talk) -> None:
    card = await drafted(door)
    await door.taps(door.max, "Change a part", on=card)
    await door.taps(door.max, "What to do", on=card)
    assert door.heard(door.max).text == (
        "/brief 1\n## What to do\nConsider an order where formal supervision is coming to an end."
    )
    await door.says(door.max, "/brief 1 ## what to do\nAsk for an order.")
    await door.says(door.max, "/brief 1 # Another title")
    await door.taps(door.max, "Change all of it")
    whole = door.heard(door.max).text
    assert whole.startswith("/brief 1\n# Another title\nEntries: voo-criteria")
    assert "## What to do\nAsk for an order.\n" in whole
    assert "- [x] The police" in whole


async def test_a_moment_that_is_past_sends_nothing(door: Talk) -> None:
    (nadia,) = await team(door, "Nadia")
    await drafted(door)
    draft = await door.says(door.max, "/brief 1 1.12.2026 10:15")
    assert draft.text == "It is still a draft. Please have it confirmed first."
    await door.says(door.max, "/brief 1")
    await door.taps(door.max, "Confirm")
    past = await door.says(door.max, "/brief 1 2020-01-01 10:15")
    assert past.text == "That moment is already past, so nothing has been sent."
    for wrong in ("31.2.2027 10:15", "1.12.2026 25:00"):
        said = await door.says(door.max, f"/brief 1 {wrong}")
        assert said.text.startswith("I could not read that as a moment."), wrong
    words = await door.says(door.max, "/brief 1 when you can")
    assert "type /brief 1 1.12.2026 10:15" in words.text
    await door.delivers()
    assert briefs_of(door, nadia) == []
    planned = await door.says(door.max, "/brief 1 1 December 2026 10:15")
    assert "Planned. Next: 1 December 2026, 10:15 (Europe/London)." in planned.text


async def test_only_the_first_answer_is_shown_and_counted(door: Talk) -> None:
    (nadia,) = await team(door, "Nadia")
    await sent(door)
    await door.taps(nadia, "I have read it")
    question = door.heard(nadia)
    await door.taps(nadia, "Probation")
    await door.taps_data(nadia, question, "s:q:1:0:2")
    assert door.toast() == "Your first answer counts."
    assert "You chose: Probation" in question.text


async def test_copies_opened_later_are_withdrawn_too(door: Talk) -> None:
    (nadia,) = await team(door, "Nadia")
    await sent(door)
    await door.says(nadia, "/briefs")
    await door.taps(nadia, "1: Orders when supervision is ending (sent)")
    copy = door.heard(nadia)
    await door.taps(door.max, "Withdraw")
    await door.taps(door.max, "Yes, withdraw it")
    await door.delivers()
    assert copy.text == "Brief 1 has been withdrawn. Please do not use it."
    assert copy.buttons == []


async def test_whoever_has_read_it_keeps_the_buttons_of_a_reader_after_a_correction(
    door: Talk,
) -> None:
    (nadia,) = await team(door, "Nadia")
    await sent(door)
    copy = door.heard(nadia)
    await door.taps(nadia, "I have read it")
    await door.taps(door.max, "Correct")
    typed = door.heard(door.max).text
    assert typed.startswith("/brief 1 correct\n# Orders when")
    bad = await door.says(door.max, "/brief 1 correct ## What happened\nRing 07700 900123")
    assert bad.text.startswith("That would not be in order, so nothing has changed:")
    await door.says(door.max, "/brief 1 correct ## What happened\nHis licence ended.")
    await door.delivers()
    assert "His licence ended." in copy.text
    assert "Consider an order" in copy.text
    assert "I have read it" not in [button.text for row in copy.buttons for button in row]


async def test_rounds_are_stopped_by_a_button(door: Talk) -> None:
    (nadia,) = await team(door, "Nadia")
    await drafted(door)
    await door.taps(door.max, "Confirm")
    await door.taps(door.max, "Now, and every four weeks")
    await door.delivers()
    card = await door.says(door.max, "/brief 1")
    assert "Comes round again: 22 December 2026, 09:30 (Europe/London)." in card.text
    await door.taps(door.max, "Stop the rounds")
    assert "Stop the rounds" not in door.labels(door.max)
    door.later(weeks=5)
    await door.delivers()
    await door.delivers()
    assert len(briefs_of(door, nadia)) == 1


async def test_an_answer_of_a_record_is_changed_before_it_is_saved(door: Talk) -> None:
    (nadia,) = await team(door, "Nadia")
    await sent(door)
    await door.taps(nadia, "We have talked about it")
    await door.taps(nadia, "Today")
    for typed in ("7", "we were late", "what is a VOO?", "in the team plan"):
        await door.says(nadia, typed)
    review = await door.taps(nadia, "No actions")
    await door.taps(nadia, "Change embedding", on=review)
    assert "How will you embed it" in door.heard(nadia).text
    await door.says(nadia, "an item on every panel agenda")
    review = await door.taps(nadia, "No actions")
    assert "Embedding: an item on every panel agenda" in review.text
    assert "Reflections: we were late" in review.text
    await door.taps(nadia, "Save it")
    (row,) = await door.rows("discussions")
    assert (row["step"], row["present"]) == ("saved", 7)


async def test_a_manager_takes_the_evidence_for_a_board_from_the_chat(door: Talk) -> None:
    said = await door.says(door.max, "/briefs")
    assert said.text == "There are no briefs yet. Choose /brief to draft one."
    await team(door, "Nadia")
    await sent(door)
    await door.says(door.max, "/briefs")
    await door.taps(door.max, "Evidence for a board")
    files = [m.document.name for m in door.telegram.messages(door.max) if m.document]
    assert files == ["evidence.pdf", "evidence.xlsx"]
    assert (await door.rows("audit"))[-1]["act"] == "board_exported"


async def test_a_long_list_of_names_comes_as_a_file(door: Talk) -> None:
    await team(door, *(f"{'Nadia' * 10} {n}" for n in range(10)))
    await sent(door)
    await door.taps(door.max, "Who was not reached")
    assert door.heard(door.max).text.startswith("Not reached: 0\nReached, and has not tapped: 10")
    async with door.database() as database:
        await database.write("UPDATE people SET name = ?", ("N" * 500,))
    await door.taps(door.max, "Who was not reached", on=door.telegram.messages(door.max)[-2])
    document = door.heard(door.max).document
    assert document is not None
    assert document.name == "brief-1-not-reached.txt"


async def test_answers_to_a_question_that_was_corrected_count_no_more(door: Talk) -> None:
    (nadia,) = await team(door, "Nadia")
    await sent(door)
    copy = door.heard(nadia)
    await door.taps(nadia, "I have read it")
    await door.taps(nadia, "Probation")
    await door.taps(nadia, "No")
    await door.says(
        door.max,
        "/brief 1 correct ## Check\n? Who may apply?\n- [x] A chief officer\n- [ ] Probation\n"
        "> A chief officer of police.\n? Is it needed in every case?\n- [ ] Yes\n- [x] No\n"
        "> Panels are asked to consider it.",
    )
    await door.delivers()
    assert [row["question"] for row in await door.rows("brief_answers")] == [1]
    await door.taps(nadia, "Check questions", on=copy)
    assert "Question 1 of 2: Who may apply?" in door.heard(nadia).text
    await door.taps(nadia, "A chief officer")
    assert [row["correct"] for row in await door.rows("brief_answers")] == [1, 1]
