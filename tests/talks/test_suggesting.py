"""Learning from use: taps become suggestions, and a poor answer reaches the trainers."""

import pytest

from bot.core.answering import Answerer
from bot.settings import Settings
from bot.store.library import load
from tests.conftest import SMALL
from tests.fake_telegram import User
from tests.talks.desk import Desk


async def chooses(desk: Desk, words: str, names: str = "Ann Ben Cat") -> str:
    """Each of them asks it and taps the first choice; gives back what it was called."""
    label = ""
    for name in names.split():
        who = desk.person(name)
        await desk.says(who, words)
        label = desk.labels(who)[0]
        await desk.taps(who, label)
    return label


async def test_what_three_people_tap_is_suggested_and_approved(desk: Desk, unsure: str) -> None:
    await chooses(desk, unsure, "Ann Ben")
    assert "Nothing is suggested yet" in (await desk.says(desk.tess, "/suggestions")).text
    title = await chooses(desk, f"{unsure}?", "Cat")
    heard = await desk.says(desk.tess, "/suggestions")
    assert f'1. 3 people: "{unsure}' in heard.text
    assert heard.text.rstrip().endswith(f"for: {title}")
    await desk.taps(desk.tess, "Approve all 1")
    assert desk.toast() == "Phrasings added: 1."
    assert "Nothing is suggested yet" in desk.heard(desk.tess).text
    knowledge = load(SMALL, desk.settings.published)
    entry = next(each for each in knowledge.entries if each.title == title)
    assert entry.asks[-1].rstrip("?") == unsure
    heard = await desk.says(desk.person("Dan"), unsure)
    assert heard.text.startswith(title)
    assert [row["act"] for row in await desk.rows("entry_history")] == ["phrasing"]


async def test_one_person_three_times_is_no_three_people(desk: Desk, unsure: str) -> None:
    ann = desk.person("Ann")
    for _ in range(3):
        await desk.says(ann, unsure)
        await desk.taps(ann, desk.labels(ann)[0])
    assert "Nothing is suggested yet" in (await desk.says(desk.tess, "/suggestions")).text


async def test_a_suggestion_that_is_none_is_dismissed(desk: Desk, unsure: str) -> None:
    await chooses(desk, unsure)
    await desk.says(desk.tess, "/suggestions")
    await desk.taps(desk.tess, "Not 1")
    assert "Nothing is suggested yet" in desk.heard(desk.tess).text
    assert await desk.rows("choice_taps") == []
    assert not desk.settings.published.exists()


async def test_not_helpful_asks_which_and_reaches_the_queue(desk: Desk) -> None:
    nadia = desk.person("Nadia")
    await desk.says(nadia, "what is a VOO")
    await desk.taps(nadia, "Not helpful")
    assert "Our procedure differs" in desk.labels(nadia)
    await desk.taps(nadia, "It is out of date")
    assert desk.toast() == "Thank you. The trainers see it, and you will hear from them."
    assert "It is out of date" not in desk.labels(nadia)
    heard = await desk.opens(desk.tess)
    assert "It is out of date" in heard.text
    assert "Why I was unsure: an answer did not help (1)" in heard.text
    await desk.replies(desk.tess, heard, "It stands for Violent Offender Order. (glossary: VOO)")
    change = next(each for each in desk.labels(desk.tess) if each.startswith("Change: "))
    await desk.taps(desk.tess, change)
    await desk.taps(desk.tess, "Publish this change")
    heard = await desk.taps(nadia, "Show the answer")
    assert "It stands for Violent Offender Order." in heard.text
    knowledge = load(SMALL, desk.settings.published)
    assert knowledge.by_id["term-voo"].asks == load(SMALL).by_id["term-voo"].asks


async def test_where_two_publish_two_approve_a_suggestion(
    settings: Settings, answerer: Answerer, unsure: str
) -> None:
    desk = Desk(settings.model_copy(update={"publish_by_two": True}), answerer)
    await desk.opens_up()
    await chooses(desk, unsure, "Ann Ben Cat")
    await desk.says(desk.tess, "/suggestions")
    heard = await desk.taps(desk.tess, "Approve 1")
    assert desk.toast() == "Approved by you: 1. A second trainer has to approve them, too."
    assert "You have approved it; a second trainer has to, too." in heard.text
    assert "asks you to look at them, too" in desk.heard(desk.tom).text
    await desk.taps(desk.tess, "Approve all 1")
    assert not desk.settings.published.exists()
    heard = await desk.says(desk.tom, "/suggestions")
    assert "A colleague has approved it; if you do, too, it is in use." in heard.text
    await desk.taps(desk.tom, "Approve 1")
    assert desk.toast() == "Phrasings added: 1."
    assert [row["made_by"] for row in await desk.rows("entry_history")] == [desk.tom.id]
    acts = [row["act"] for row in await desk.rows("audit")]
    assert acts == ["suggestion_proposed", "suggestion_approved"]
    await desk.stops()


async def test_an_approval_is_of_what_was_seen_and_no_longer_of_what_came_after(
    settings: Settings, answerer: Answerer, unsure: str
) -> None:
    desk = Desk(settings.model_copy(update={"publish_by_two": True}), answerer)
    await desk.opens_up()
    await chooses(desk, unsure, "Ann Ben Cat")
    await desk.says(desk.tess, "/suggestions")
    await desk.taps(desk.tess, "Approve 1")
    await chooses(desk, unsure, "Dan")
    await desk.says(desk.tom, "/suggestions")
    await desk.taps(desk.tom, "Approve 1")
    assert desk.toast().startswith("Approved by you: 1.")
    assert not desk.settings.published.exists()
    await desk.stops()


async def reports(desk: Desk, who: User, why: str = "It is out of date") -> None:
    """Somebody finds an answer not helpful, and says why."""
    await desk.says(who, "what is a VOO")
    await desk.taps(who, "Not helpful")
    await desk.taps(who, why)


async def test_without_its_owner_a_poor_answer_is_for_any_trainer(desk: Desk) -> None:
    await reports(desk, desk.person("Nadia"))
    heard = await desk.opens(desk.tess)
    owner = load(SMALL).pack.owner
    assert f"{owner}. No trainer of that name or team has joined, so it is for any" in heard.text


@pytest.mark.parametrize("by", ["name", "team"])
async def test_a_poor_answer_reaches_its_owner_once(desk: Desk, by: str) -> None:
    owner = load(SMALL).pack.owner
    ola, uma = desk.person("Ola"), desk.person("Uma")
    for who, role in ((ola, "trainer"), (uma, "staff")):
        async with desk.database() as database:
            await database.write(
                f"INSERT INTO people (id, state, role, {by}) VALUES (?, 'joined', ?, ?)",
                (who.id, role, owner.upper()),
            )
        await desk.says(who, "hi")
    before = desk.count(desk.tom)
    await reports(desk, desk.person("Nadia"))
    await reports(desk, desk.person("Omar"), "It is too long")
    (told,) = [m for m in desk.telegram.messages(ola) if "did not help somebody" in m.text]
    assert "It is out of date" in told.text
    assert desk.count(desk.tom) == before
    assert "did not help somebody" not in desk.said(uma)
    heard = await desk.opens(desk.tess)
    assert f"{owner}, who has been told." in heard.text
