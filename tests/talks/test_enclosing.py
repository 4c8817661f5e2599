"""A picture or a PDF goes with a brief, arrives below its text, and is withdrawn with it."""

from pathlib import Path
from typing import Any

import pytest

from tests.fake_telegram import BLOCKED, CUT_AFTER, PICTURE, Sent, User
from tests.talks.conftest import Talk
from tests.talks.test_briefs import briefs_of, drafted, team

PDF = b"%PDF-1.7 two pages"


async def sends_picture(door: Talk, caption: str, **more: Any) -> Sent:
    """Max sends a picture with a caption."""
    door.telegram.sends_photo(door.max, caption, **more)
    await door.settles()
    return door.heard(door.max)


async def sends_file(door: Talk, content: bytes, caption: str = "/brief 1") -> Sent:
    """Max sends a document with a caption."""
    door.telegram.sends_document(door.max, "x.pdf", content, caption=caption)
    await door.settles()
    return door.heard(door.max)


async def goes_out(door: Talk) -> None:
    """Confirmed and sent."""
    await door.says(door.max, "/brief 1")
    await door.taps(door.max, "Confirm")
    await door.taps(door.max, "Send now")
    await door.delivers()


def files_of(door: Talk, who: User) -> list[Sent]:
    """The pictures and documents that somebody has now."""
    return [m for m in door.telegram.messages(who) if (m.photo or m.document) and not m.deleted]


def kept(door: Talk) -> list[Path]:
    """The bytes in the data folder."""
    folder = door.settings.data / "enclosures"
    return sorted(folder.iterdir()) if folder.is_dir() else []


async def test_a_picture_joins_a_draft_and_arrives_below_its_text(door: Talk) -> None:
    nadia, omar = await team(door, "Nadia", "Omar")
    await drafted(door)
    card = await sends_picture(door, "/brief 1")
    assert "With it: a picture (1 kB)." in card.text
    await door.taps(door.max, "Test to myself")
    assert door.heard(door.max).photo is not None
    await goes_out(door)
    for person in (nadia, omar):
        (copy,) = [m for m in door.telegram.messages(person) if m.text.startswith("Brief 1:")]
        (picture,) = files_of(door, person)
        assert (picture.text, picture.reply_to) == ("Goes with brief 1.", copy.message_id)
        assert picture.photo is not None
        assert picture.photo.content == PICTURE
    assert [call.parameters["photo"] for call in door.telegram.called("sendPhoto")] == [
        "file-1"
    ] * 3
    (file,) = kept(door)
    assert file.read_bytes() == PICTURE
    assert file.stat().st_mode & 0o777 == 0o600
    (brief,) = await door.rows("briefs")
    assert brief["state"] == "done"


async def test_a_name_that_telegram_no_longer_takes_is_sent_up_anew_and_once(door: Talk) -> None:
    nadia, omar = await team(door, "Nadia", "Omar")
    await drafted(door)
    await sends_file(door, PDF)
    (row,) = await door.rows("enclosures")
    assert row["file_id"] is None  # or it would go out as whatever.pdf it was called
    async with door.database() as database:
        await database.write("UPDATE enclosures SET file_id = 'file-of-another-bot'")
    await goes_out(door)
    for person in (nadia, omar):
        (pdf,) = files_of(door, person)
        assert pdf.document is not None
        assert (pdf.document.name, pdf.document.content) == ("brief-1.pdf", PDF)
    (row,) = await door.rows("enclosures")
    assert row["file_id"] in ("file-2", "file-3")


async def test_a_picture_sent_as_a_file_goes_out_as_a_picture(door: Talk) -> None:
    (nadia,) = await team(door, "Nadia")
    await drafted(door)
    await sends_file(door, PICTURE)
    await goes_out(door)
    (picture,) = files_of(door, nadia)
    assert picture.photo is not None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"MZ a program", "That is neither a picture (JPEG or PNG) nor a PDF"),
        (b"%PDF-" + b"x" * (5 * 2**20), "larger than 5 MB"),
    ],
)
async def test_what_cannot_go_with_a_brief_is_not_kept(
    door: Talk, content: bytes, said: str
) -> None:
    await drafted(door)
    assert said in (await sends_file(door, content)).text
    assert kept(door) == []
    assert await door.rows("enclosures") == []


async def test_a_file_without_that_caption_or_from_staff_is_left_out_as_ever(door: Talk) -> None:
    (nadia,) = await team(door, "Nadia")
    await drafted(door)
    assert "I have not opened it or kept it" in (await sends_file(door, PDF, "")).text
    assert "is not there" not in (await sends_file(door, PDF, "/brief 9")).text
    assert door.heard(door.max).text == "There is no brief 9."
    door.telegram.sends_document(nadia, "x.pdf", PDF, caption="/brief 1")
    await door.settles()
    assert door.heard(nadia).text.startswith("That is not open to you.")
    assert "file-" not in str(await door.rows("inbox"))
    assert kept(door) == []


async def test_a_second_file_takes_the_place_of_the_first_and_can_be_taken_off(
    door: Talk,
) -> None:
    await drafted(door)
    await sends_picture(door, "/brief 1")
    await sends_file(door, PDF)
    assert [file.read_bytes() for file in kept(door)] == [PDF]
    card = await door.taps(door.max, "Take the file off")
    assert "With it" not in card.text
    assert kept(door) == []


async def test_nothing_joins_a_brief_that_is_confirmed(door: Talk) -> None:
    await team(door, "Nadia")
    await drafted(door)
    await door.taps(door.max, "Confirm")
    assert "is no longer a draft" in (await sends_file(door, PDF)).text
    assert kept(door) == []


async def test_it_is_withdrawn_with_its_brief_and_an_old_one_says_so(door: Talk) -> None:
    nadia, omar = await team(door, "Nadia", "Omar")
    await drafted(door)
    await sends_picture(door, "/brief 1")
    await goes_out(door)
    door.later(hours=47)
    await door.says(nadia, "/briefs")
    await door.taps(nadia, "1: Orders when supervision is ending (sent)")
    assert len(files_of(door, nadia)) == 2
    door.later(hours=2)
    await door.says(door.max, "/brief 1")
    await door.taps(door.max, "Withdraw")
    await door.taps(door.max, "Yes, withdraw it")
    await door.delivers()
    withdrawn = "Brief 1 has been withdrawn. Please do not use it."
    assert [m.text for m in files_of(door, nadia)] == [withdrawn]  # the other one was deleted
    assert [m.text for m in files_of(door, omar)] == [withdrawn]
    assert await door.rows("enclosures") == []
    await door.bots.bot_data["service"].retention.purge(door.now)
    assert kept(door) == []


async def test_who_did_not_get_the_text_gets_no_file(door: Talk) -> None:
    nadia, omar = await team(door, "Nadia", "Omar")
    await drafted(door)
    await sends_picture(door, "/brief 1")
    door.telegram.fail("sendMessage", nadia, fault=BLOCKED)
    door.telegram.fail("sendPhoto", omar, fault=CUT_AFTER)
    await goes_out(door)
    door.later(seconds=5)
    await door.delivers()
    assert files_of(door, nadia) == []
    assert len(files_of(door, omar)) == 2  # its answer was cut, and the manager chose "again"
    assert len(briefs_of(door, omar)) == 1


async def test_a_picture_that_telegram_cannot_read_goes_as_a_file(door: Talk) -> None:
    (nadia,) = await team(door, "Nadia")
    await drafted(door)
    await sends_picture(door, "/brief 1")
    async with door.database() as database:
        await database.write("UPDATE enclosures SET file_id = NULL")
    (file,) = kept(door)
    file.write_bytes(b"no picture at all")
    await goes_out(door)
    (sent,) = files_of(door, nadia)
    assert sent.document is not None


async def test_when_its_bytes_are_gone_the_text_arrives_and_the_row_says_why(door: Talk) -> None:
    (nadia,) = await team(door, "Nadia")
    await drafted(door)
    await sends_picture(door, "/brief 1")
    async with door.database() as database:
        await database.write("UPDATE enclosures SET file_id = NULL")
    kept(door)[0].unlink()
    await goes_out(door)
    assert len(briefs_of(door, nadia)) == 1
    rows = [row for row in await door.rows("outbox") if row["kind"] == "file"]
    assert [(row["state"], row["reason"]) for row in rows] == [("failed", "no_file")]
