"""Photos, voices, places, contacts and files: never kept, and the sender is told why."""

from typing import Any

import pytest

from tests.fake_telegram import User
from tests.talks.conftest import Talk

PHONE = "+447700900999"


def sends(talk: Talk, who: User, **content: Any) -> None:
    """Somebody sends something for which the fake has no word of its own."""
    talk.telegram._writes(who, who, **content)


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("photo", "A picture can show who somebody is"),
        ("voice", "a voice can be recognised"),
        ("sticker", "I can read words only"),
        ("contact", "somebody's name and number"),
        ("location", "nobody will come because of it"),
        ("document", "A file can hold case details"),
    ],
)
async def test_nothing_is_kept_and_one_sentence_says_why(talk: Talk, what: str, why: str) -> None:
    nadia = talk.person("Nadia")
    getattr(talk.telegram, f"sends_{what}")(nadia)
    await talk.settles()
    heard = talk.heard(nadia)
    assert why in heard.text
    assert "call 999" in heard.text
    assert heard.text.count(". ") == 0
    assert await talk.rows("drafts") == []


async def test_not_even_a_crash_leaves_a_number_or_a_place_on_disk(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    await talk.says(nadia, "hi")
    talk.telegram.sends_contact(nadia, PHONE)
    talk.telegram.sends_location(nadia, 52.48142, -1.89983)
    sends(talk, nadia, venue={"location": {"latitude": 1, "longitude": 2}, "title": "Her house"})
    sends(talk, nadia, text="hm", external_reply={"contact": PHONE}, forward_origin={"n": "Kim"})
    talk.telegram.replies(nadia, talk.heard(nadia), "hello")
    await talk.polling.once(wait=0)
    bodies = str(await talk.rows("inbox"))
    await talk.line.drained()
    for secret in (PHONE, "52.48142", "Her house", "Kim"):
        assert secret not in bodies
    assert [row["body"] for row in await talk.rows("inbox")] == [None] * 6


async def test_words_under_a_picture_are_answered_and_the_picture_is_not_looked_at(
    talk: Talk,
) -> None:
    nadia = talk.person("Nadia")
    talk.telegram.sends_photo(nadia, "what is a VOO")
    await talk.settles()
    heard = talk.heard(nadia)
    assert heard.text.startswith("I have not looked at the picture or kept it")
    assert "Violent Offender Order" in heard.text


async def test_danger_under_a_picture_is_heard_and_999_comes_first(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    talk.telegram.sends_photo(nadia, "he's outside her flat now and he has a knife")
    await talk.settles()
    assert talk.heard(nadia).text.startswith("If anyone may be in danger now, call 999.")
    talk.telegram.sends_document(nadia, caption="my husband hits me and I am scared to go home")
    await talk.settles()
    assert "call 999" in talk.heard(nadia).text
    assert "Samaritans" in talk.heard(nadia).text


async def test_words_under_a_file_can_go_to_the_trainers_without_the_file(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    talk.telegram.sends_document(nadia, caption="how much are train tickets now")
    await talk.settles()
    assert talk.heard(nadia).text.startswith("I have not opened the file")
    await talk.taps(nadia, "Send")
    assert [row["text"] for row in await talk.log()] == ["how much are train tickets now"]


async def test_an_album_is_told_of_once(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    await talk.says(nadia, "hi")
    before = talk.count(nadia)
    for _ in range(5):
        sends(talk, nadia, photo=[], media_group_id="77")
    await talk.settles()
    assert talk.count(nadia) == before + 1


async def test_a_place_that_moves_is_told_of_once(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    sent = talk.telegram.sends_location(nadia)
    await talk.settles()
    before = talk.count(nadia)
    for _ in range(3):
        talk.telegram.raw_update({"edited_message": {**sent, "edit_date": 1_795_512_700}})
    await talk.settles()
    assert talk.count(nadia) == before


@pytest.mark.parametrize("message", [None, 7, "no", [], {"photo": 5, "caption": ["x"]}])
async def test_an_odd_shape_stops_nothing(talk: Talk, message: object) -> None:
    nadia = talk.person("Nadia")
    talk.telegram.raw_update({"message": message})
    assert "Violent Offender Order" in (await talk.says(nadia, "what is a VOO")).text
