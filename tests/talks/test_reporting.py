"""Figures for a slide and a board: in words, in pictures, as a table, and nobody in them."""

from pathlib import Path

from bot.core.people import Role
from bot.terminal.reporting import report
from tests.talks.conftest import Talk
from tests.talks.desk import Desk


async def test_figures_come_in_words_and_in_pictures(desk: Desk) -> None:
    nadia, *_ = await desk.three_ask()
    for _ in range(3):
        await desk.says(nadia, "what is a VOO")
    before = desk.count(desk.tess)
    await desk.says(desk.tess, "/figures")
    said = desk.telegram.messages(desk.tess)[before:]
    assert "Answered at once: 3. Choices: 0. No answer: 4." in said[0].text
    assert "Covered, at once or by a choice: 43 %" in said[0].text
    assert "Found helpful: 0." in said[0].text
    assert "2026-11: answered 3, choices 0, no answer 4" in said[0].text
    assert [each.document.name for each in said[1:] if each.document] == [
        "months.png",
        "topics.png",
    ]
    assert all(each.document.content.startswith(b"\x89PNG") for each in said[1:] if each.document)


async def test_the_queue_as_a_table_says_when_it_was_last_good(door: Talk) -> None:
    ann = door.person("Ann")
    await door.joins(ann, Role.STAFF)
    await door.says(ann, "how much are train tickets now")
    await door.taps(ann, "Send")
    await door.says(door.max, "/review")
    await door.taps_data(door.max, door.heard(door.max), "f:x")
    first, second = door.telegram.messages(door.max)[-2:]
    assert first.document is not None
    assert second.document is not None
    assert second.document.name == "queue.xlsx"
    assert "Last good export before this: none." in first.document.content.decode("utf-8-sig")
    assert "how much are train tickets now" in first.document.content.decode("utf-8-sig")
    door.later(days=1)
    await door.taps_data(door.max, first, "f:x")
    content = door.telegram.messages(door.max)[-2].document
    assert content is not None
    assert b"Last good export before this: 2026-11-24 09:30." in content.content
    assert [row["act"] for row in await door.rows("audit")].count("exported") == 2


async def test_the_terminal_writes_the_same_into_a_folder(desk: Desk, tmp_path: Path) -> None:
    await desk.three_ask()
    await desk.stops()
    import asyncio

    said = await asyncio.to_thread(report, desk.settings, tmp_path / "out", desk.now)
    assert "Sent to the trainers: 4. Still waiting: 4." in said
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "months.png",
        "queue.csv",
        "queue.xlsx",
        "report.txt",
        "topics.png",
    ]
    await desk.starts()
