"""From a question nobody could answer to an answer that everybody gets."""

import errno
from pathlib import Path

import pytest

from bot.core.answering import Answerer
from bot.settings import Settings
from bot.store.library import load
from bot.store.overlay import Overlay
from tests.conftest import SMALL
from tests.fake_telegram import User
from tests.talks.desk import ANSWER, CURRIES, CURRY, Desk

NEW = "Publish as a new entry"


async def published(desk: Desk) -> list[User]:
    people = await desk.three_ask()
    await desk.answers(desk.tess)
    await desk.taps(desk.tess, NEW)
    return people


def files(desk: Desk) -> list[str]:
    folder = desk.settings.published
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


async def test_three_wordings_one_answer_and_three_people_told(desk: Desk) -> None:
    nadia, omar, priya = await desk.three_ask()
    card = await desk.opens(desk.tess)
    before = desk.count(desk.tess)
    await desk.replies(desk.tess, card, ANSWER)
    said = desk.said(desk.tess, before)
    assert "This is what staff would see." in said
    assert "Ask the restaurant itself, and write down what it said." in said
    assert "Source: Joint review BDHR/2013-14/02 (May 2017), 11.18" in said
    assert "Nearest entries. Is it one of these?" in said
    heard = await desk.taps(desk.tess, NEW)
    assert heard.text.startswith("Done: a new entry was published.")
    assert heard.text.endswith("\nTold: 3.")
    for who in (nadia, omar, priya):
        assert desk.heard(who).text == "A trainer has answered a question that you sent."
        assert "Ask the restaurant itself" in (await desk.taps(who, "Show the answer")).text
        await desk.taps(who, "Yes")
    for text in CURRIES:
        assert "Ask the restaurant itself" in (await desk.says(omar, text)).text
    assert (await desk.says(desk.tom, "/review")).text.startswith("Questions waiting: 1.")


async def test_what_is_published_is_a_file_of_the_same_format(desk: Desk) -> None:
    await published(desk)
    (name,) = files(desk)
    assert name.startswith("bdhr-2013-14-02/")
    knowledge = load(SMALL, desk.settings.published)
    entry = knowledge.by_id[Path(name).stem]
    assert entry.asks == CURRIES
    assert entry.cites == ("11.18",)
    (row,) = await desk.rows("entry_history")
    assert (row["act"], row["made_by"], row["before"]) == ("entry", desk.tess.id, None)
    assert row["after"] == (desk.settings.published / name).read_text()


async def test_words_typed_after_answer_are_the_answer_but_danger_is_heard(desk: Desk) -> None:
    await desk.three_ask()
    await desk.opens(desk.tess)
    await desk.taps(desk.tess, "Answer")
    heard = await desk.says(desk.tess, "he's outside her flat now and he has a knife")
    assert "call 999" in heard.text
    await desk.restarts()
    await desk.says(desk.tess, ANSWER)
    assert NEW in desk.labels(desk.tess)
    assert "Violent Offender Order" in (await desk.says(desk.tess, "what is a VOO")).text


async def test_another_phrasing_loses_none_and_keeps_the_answer(desk: Desk) -> None:
    await desk.three_ask()
    await desk.answers(desk.tess)
    label = next(each for each in desk.labels(desk.tess) if each.startswith("Another phrasing"))
    heard = await desk.taps(desk.tess, label)
    assert "its wordings were added to an entry" in heard.text
    title = heard.text.partition("\nEntry: ")[2].partition("\nIt is in use now")[0]
    (name,) = files(desk)
    old = load(SMALL).by_id[Path(name).stem]
    new = load(SMALL, desk.settings.published).by_id[Path(name).stem]
    assert new.title == title
    assert new.asks == (*old.asks, *CURRIES)
    assert new.answer == old.answer


async def test_a_change_shows_what_goes_and_what_comes(desk: Desk) -> None:
    await desk.three_ask()
    await desk.answers(desk.tess)
    label = next(each for each in desk.labels(desk.tess) if each.startswith("Change: "))
    heard = await desk.taps(desk.tess, label)
    assert "\n+  Ask the restaurant itself" in heard.text or "+answer: Ask the" in heard.text
    heard = await desk.taps(desk.tess, "Publish this change")
    assert "an entry was changed" in heard.text
    (name,) = files(desk)
    new = load(SMALL, desk.settings.published).by_id[Path(name).stem]
    assert set(load(SMALL).by_id[new.id].asks) < set(new.asks)


async def test_a_gap_says_that_the_review_does_not_and_where_to_look(desk: Desk) -> None:
    nadia, *_ = await desk.three_ask()
    await desk.answers(desk.tess, "Your town's list of restaurants.")
    assert NEW not in desk.labels(desk.tess)
    assert "It has no citation, so it can only tell where to look instead." in (
        desk.heard(desk.tess).text
    )
    assert "Your town's list of restaurants.." not in desk.said(desk.tess)
    await desk.taps(desk.tess, "The review does not say, look there")
    heard = await desk.taps(nadia, "Show the answer")
    assert "The review does not say." in heard.text
    assert "Where to look: Your town's list of restaurants." in heard.text
    heard = await desk.says(nadia, CURRY)
    assert "Where to look: Your town's list of restaurants." in heard.text
    assert files(desk) == ["common/gaps.yaml"]


async def test_just_telling_changes_no_file_and_setting_aside_says_why(desk: Desk) -> None:
    nadia, omar, _ = await desk.three_ask()
    await desk.answers(desk.tess)
    await desk.taps(desk.tess, "Just tell whoever asked")
    assert "in use now" not in desk.heard(desk.tess).text
    assert "From a trainer (11.18)" in (await desk.taps(omar, "Show the answer")).text
    await desk.opens(desk.tess)
    await desk.taps(desk.tess, "Set it aside")
    await desk.taps(desk.tess, "It is not about practice")
    assert desk.heard(nadia).text == "A trainer has looked at a question that you sent."
    heard = await desk.taps(nadia, "Show the answer")
    assert "not one about practice" in heard.text
    assert "Did this answer it?" not in heard.text
    assert files(desk) == []
    assert (await desk.says(desk.tess, "/review")).text == "No questions are waiting."


async def test_no_it_did_not_answer_it_opens_the_question_again(desk: Desk) -> None:
    _, omar, _ = await published(desk)
    await desk.taps(omar, "Show the answer")
    shown = desk.heard(omar)
    heard = await desk.taps(omar, "No")
    assert "Your question is open again" in heard.text
    await desk.taps_data(omar, shown, "y:n:2")
    assert desk.toast() == "You have said so already. Thank you."
    await desk.says(desk.tom, "/review")
    place = next(i for i, text in enumerate(desk.labels(desk.tom)) if "curry" in text)
    heard = await desk.taps(desk.tom, desk.labels(desk.tom)[place])
    assert "Group 1. Questions: 1" in heard.text
    assert "Opened again, because an answer did not help: 1" in heard.text


async def test_who_has_left_paused_or_blocked_is_skipped_and_counted(desk: Desk) -> None:
    nadia, omar, priya = await desk.three_ask()
    await desk.says(omar, "/pause")
    desk.telegram.blocks(priya)
    await desk.answers(desk.tess)
    heard = await desk.taps(desk.tess, NEW)
    assert "Told: 1. Paused: 1. Could not be reached: 1." in heard.text
    assert desk.heard(nadia).text.startswith("A trainer has answered")


async def test_two_who_tap_at_once_publish_once(desk: Desk) -> None:
    await desk.three_ask()
    await desk.answers(desk.tess)
    card = desk.heard(desk.tess)
    for _ in range(2):
        desk.telegram.taps(desk.tess, card, NEW)
    desk.telegram.taps_data(desk.tom, desk.heard(desk.tom), "q:n:1")
    await desk.settles()
    assert len(files(desk)) == 1
    assert len(await desk.rows("entry_history")) == 1
    assert len(await desk.rows("tellings")) == 3


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Ring Tracey Hodgkinson on 07700 900123 about it. (11.18)", "could point to a person"),
        ("word " * 91 + "(11.18)", "That has 91 words"),
        ("word " * 800 + "(11.18)", "That has 800 words"),
        ("(11.18)", "There was no answer in that"),
    ],
)
async def test_what_cannot_be_published_is_refused_kindly(desk: Desk, text: str, why: str) -> None:
    await desk.three_ask()
    assert why in (await desk.answers(desk.tess, text)).text
    assert await desk.rows("answers") == []


async def test_without_a_citation_it_cannot_become_an_entry(desk: Desk) -> None:
    await desk.three_ask()
    await desk.answers(desk.tess, "Ask the restaurant itself.")
    await desk.taps_data(desk.tess, desk.heard(desk.tess), "q:n:1")
    assert "needs a citation, such as (11.18)" in desk.heard(desk.tess).text


async def test_a_reply_to_a_claimed_or_closed_card_is_told_so(desk: Desk) -> None:
    await desk.three_ask()
    card = await desk.opens(desk.tom)
    await desk.answers(desk.tess)
    heard = await desk.replies(desk.tom, card, ANSWER)
    assert "A colleague is working on that group" in desk.said(desk.tom)
    assert heard.text.startswith("Group 1.")
    assert desk.labels(desk.tom)[0] == "Take it over"
    desk.telegram.taps(desk.tess, desk.heard(desk.tess), NEW)
    await desk.settles()
    heard = await desk.replies(desk.tom, card, ANSWER)
    assert heard.text == "That group is closed: a new entry was published."


async def test_a_full_disk_changes_nothing_and_tells_nobody(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    nadia, *_ = await desk.three_ask()
    await desk.answers(desk.tess)
    preview, before = desk.heard(desk.tess), desk.count(nadia)

    def full(*_: object) -> Path:
        raise OSError(errno.ENOSPC, "no space left")

    with monkeypatch.context() as patch:
        patch.setattr(Overlay, "stage", full)
        heard = await desk.taps(desk.tess, NEW)
    assert "The disk would not take it, so nothing has changed" in heard.text
    assert desk.count(nadia) == before
    heard = await desk.taps(desk.tess, NEW, preview)
    assert len(files(desk)) == 1


async def test_an_entry_edited_by_hand_meanwhile_is_not_written_over(desk: Desk) -> None:
    await desk.three_ask()
    await desk.answers(desk.tess)
    label = next(each for each in desk.labels(desk.tess) if each.startswith("Change: "))
    await desk.taps(desk.tess, label)
    button = desk.heard(desk.tess).buttons[0][0].data or ""
    name = button.rpartition(":")[2]
    shipped = next(SMALL.rglob(f"{name}.yaml"))
    mine = desk.settings.published / shipped.relative_to(SMALL)
    mine.parent.mkdir(parents=True)
    mine.write_text(shipped.read_text() + "owner: somebody else\n")
    heard = await desk.taps(desk.tess, "Publish this change")
    assert "has been changed since you looked" in heard.text
    assert "somebody else" in mine.read_text()


async def test_a_second_trainer_publishes_where_the_setting_asks_for_two(
    settings: Settings, answerer: Answerer
) -> None:
    desk = Desk(settings.model_copy(update={"publish_by_two": True}), answerer)
    await desk.opens_up()
    nadia, *_ = await desk.three_ask()
    await desk.answers(desk.tess)
    heard = await desk.taps(desk.tess, NEW)
    assert "It waits for a second trainer" in heard.text
    assert files(desk) == []
    await desk.taps_data(desk.tess, heard, "q:y:1")
    assert "a colleague publishes" in desk.heard(desk.tess).text
    assert "Ask the restaurant itself" in desk.said(desk.tom)
    await desk.restarts()
    card = await desk.opens(desk.tom)
    assert "An answer waits for a second trainer:\nAsk the restaurant itself" in card.text
    before = desk.count(desk.tom)
    await desk.taps(desk.tom, "See it as staff would")
    assert "Source: Joint review BDHR/2013-14/02 (May 2017), 11.18" in desk.said(desk.tom, before)
    heard = await desk.taps(desk.tom, "Publish it")
    assert "Told: 3." in heard.text
    assert len(files(desk)) == 1
    assert desk.heard(nadia).text.startswith("A trainer has answered")
    await desk.stops()


async def test_history_says_who_when_and_what_and_takes_it_back(desk: Desk) -> None:
    await published(desk)
    await desk.says(desk.tom, "/history")
    heard = await desk.taps(desk.tom, desk.labels(desk.tom)[0])
    assert f"new entry, 24 November 2026, 09:30 UTC, by a trainer (audit {desk.tess.id})" in (
        heard.text
    )
    assert "+  Ask the restaurant itself" in heard.text or "+answer: Ask the" in heard.text
    heard = await desk.taps(desk.tom, "Take it back")
    assert heard.text.startswith("Taken back.")
    assert files(desk) == []
    assert "Ask the restaurant" not in (await desk.says(desk.tom, CURRY)).text
    acts = [row["act"] for row in await desk.rows("audit")]
    assert acts[-2:] == ["published", "undone"]
    assert "Ask the restaurant" not in str(await desk.rows("audit"))


async def test_a_later_change_is_taken_back_before_an_earlier_one(desk: Desk) -> None:
    await published(desk)
    (name,) = files(desk)
    (desk.settings.published / name).write_text(
        (desk.settings.published / name).read_text() + "owner: somebody else\n"
    )
    await desk.taps_data(desk.tess, desk.heard(desk.tess), "z:u:1")
    assert "has been changed since" in desk.heard(desk.tess).text
    assert files(desk) == [name]


async def test_the_folder_is_exported_whole_and_ready_to_commit(
    desk: Desk, tmp_path: Path
) -> None:
    await published(desk)
    await desk.answers(desk.tess, "Ask at the station.")
    await desk.taps(desk.tess, "The review does not say, look there")
    overlay = Overlay(SMALL, desk.settings.published)
    assert overlay.export(tmp_path / "out") == 2
    knowledge, layered = load(tmp_path / "out"), load(SMALL, desk.settings.published)
    assert {entry.id: entry.asks for entry in knowledge.entries} == {
        entry.id: entry.asks for entry in layered.entries
    }
    assert knowledge.gaps == layered.gaps


async def test_sent_back_by_the_second_it_can_be_written_anew(
    settings: Settings, answerer: Answerer
) -> None:
    desk = Desk(settings.model_copy(update={"publish_by_two": True}), answerer)
    await desk.opens_up()
    await desk.three_ask()
    await desk.answers(desk.tess)
    await desk.taps(desk.tess, NEW)
    await desk.taps(desk.tom, "Send it back")
    assert "Your answer to group 1 was sent back." in desk.heard(desk.tess).text
    await desk.answers(desk.tess, "Ask the restaurant first. (11.18)")
    await desk.taps(desk.tess, NEW)
    heard = await desk.taps(desk.tom, "Publish it")
    assert "Told: 3." in heard.text
    assert [row["state"] for row in await desk.rows("answers")] == ["replaced", "published"]
    await desk.stops()


async def test_while_an_answer_is_waited_for_a_question_is_still_a_question(desk: Desk) -> None:
    await desk.three_ask()
    await desk.opens(desk.tess)
    await desk.taps(desk.tess, "Answer")
    assert "Violent Offender Order" in (await desk.says(desk.tess, "what is a VOO?")).text
    await desk.says(desk.tess, ANSWER)
    assert NEW in desk.labels(desk.tess)


async def test_what_would_be_taken_from_another_entry_is_shown_before_it_is_published(
    desk: Desk,
) -> None:
    said = "Do ACOs in both areas need to agree a transfer early? And lunch"
    async with desk.database() as database:
        await database.write(
            "INSERT INTO questions (asked_at, state, kind, text, near, confidence)"
            f" VALUES ('{desk.now.isoformat()}', 'open', 'none_of_these', ?, '[]', 0)",
            (said,),
        )
    before = desk.count(desk.tess)
    await desk.answers(desk.tess)
    shown = desk.said(desk.tess, before)
    assert "Test all: these would lead here instead" in shown
    assert '"Do ACOs in both areas need to agree a transfer early?"' in shown
    assert "(now: Who must authorise a high-risk transfer)" in shown
    assert "You may publish all the same." in shown
    heard = await desk.taps(desk.tess, NEW)
    assert heard.text.startswith("Done: a new entry was published.")


async def test_a_name_in_markup_reaches_nobody_as_markup(desk: Desk) -> None:
    await desk.three_ask()
    heard = await desk.answers(desk.tess, "Ask <b>first</b> & write it down. (11.18)")
    await desk.taps(desk.tess, NEW, heard)
    assert "Ask <b>first</b> & write it down." in desk.said(desk.tess)


async def test_a_question_opened_again_leads_to_a_better_answer_for_who_said_no(
    desk: Desk,
) -> None:
    nadia, omar, _ = await published(desk)
    await desk.taps(omar, "Show the answer")
    await desk.taps(omar, "No")
    before = desk.count(nadia)
    await desk.says(desk.tess, "/review")
    place = next(i for i, text in enumerate(desk.labels(desk.tess)) if "curry" in text)
    await desk.answers(desk.tess, "Look at its own page, which says so. (11.18)", place)
    changes = [each for each in desk.labels(desk.tess) if each.startswith("Change: which curry")]
    await desk.taps(desk.tess, changes[0])
    heard = await desk.taps(desk.tess, "Publish this change")
    assert "Told: 1." in heard.text
    assert "Look at its own page" in (await desk.taps(omar, "Show the answer")).text
    assert desk.count(nadia) == before
    assert len(files(desk)) == 1


async def test_a_title_that_is_none_is_said_to_be_so(desk: Desk) -> None:
    await desk.three_ask()
    for text in ("Title: X\nAsk the restaurant. (11.18)", "Title: ???\nA list of restaurants."):
        heard = await desk.answers(desk.tess, text)
        assert "The knowledge would not be in order with that." in heard.text
    assert files(desk) == []


async def test_back_at_the_group_what_was_written_is_still_there(desk: Desk) -> None:
    await desk.three_ask()
    await desk.answers(desk.tess)
    await desk.taps(desk.tess, "Back to the group")
    belongs = [each for each in desk.labels(desk.tess) if each.startswith("Belongs to: ")]
    for label in belongs[:1]:
        await desk.taps(desk.tess, label)
        await desk.taps(desk.tess, "Back to the group")
    await desk.opens(desk.tom)
    assert "See my answer again" not in desk.labels(desk.tom)
    await desk.restarts()
    await desk.opens(desk.tess)
    await desk.taps(desk.tess, "See my answer again")
    heard = await desk.taps(desk.tess, NEW)
    assert heard.text.startswith("Done: a new entry was published.")
    assert "Ask the restaurant itself" in (desk.settings.published / files(desk)[0]).read_text()


async def test_an_answer_that_telegram_cut_in_two_is_refused_once(desk: Desk) -> None:
    await desk.three_ask()
    card, before = await desk.opens(desk.tess), desk.count(desk.tess)
    desk.telegram.replies(desk.tess, card, "word " * 819)
    desk.telegram.says(desk.tess, "word " * 20 + "(11.18)")
    await desk.settles()
    first, second = desk.telegram.messages(desk.tess)[before:]
    assert first.text.startswith("That has 819 words")
    assert second.text.startswith("Your text was too long for one message")
    assert await desk.rows("answers") == []
    heard = await desk.replies(desk.tess, card, ANSWER)
    assert heard.text.startswith("Nearest entries.")


async def test_danger_in_the_rest_of_a_long_text_is_heard(desk: Desk) -> None:
    nadia = desk.person("Nadia")
    desk.telegram.says(nadia, "what is a VOO and " * 225)
    desk.telegram.says(nadia, "he's outside her flat now and he has a knife")
    await desk.settles()
    assert "call 999" in desk.heard(nadia).text
    assert "Violent" in (await desk.says(nadia, "what is a VOO")).text


async def test_what_a_gap_would_lose_is_said_to_be_what_the_review_does_not_say(
    desk: Desk,
) -> None:
    gap = load(SMALL).gaps[0].asks[0]
    async with desk.database() as database:
        await database.write(
            "INSERT INTO questions (asked_at, state, kind, text, near, confidence)"
            f" VALUES ('{desk.now.isoformat()}', 'open', 'unanswered', ?, '[]', 0)",
            (f"{gap} And lunch",),
        )
    before = desk.count(desk.tess)
    await desk.answers(desk.tess)
    assert f'"{gap}" (now: the review does not say)' in desk.said(desk.tess, before)
