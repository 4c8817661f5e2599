"""Every procedure that ships fits one message at every step, and its buttons fit too."""

from datetime import date

import pytest

from bot.chat.guide_buttons import guide_html, guide_keyboard, start_over_keyboard
from bot.chat.render import MOST_CHARACTERS
from bot.core.entry import Entry
from bot.core.guide import Anchor, Mark, Progress
from bot.core.knowledge import Knowledge
from bot.flows.guide_dates import calendar
from bot.flows.guide_wording import guide_page, note_words
from bot.settings import shipped_knowledge
from bot.store.library import load
from tests.conftest import NOW

DAY = date(2027, 9, 22)  # a Wednesday in September: the longest there is


@pytest.fixture(scope="module")
def shipped() -> Knowledge:
    return load(shipped_knowledge())


def full(entry: Entry) -> Progress:
    """Everything set that makes a message long."""
    marks = Progress(dates=dict.fromkeys(Anchor, DAY), awaiting=Anchor.LICENCE_END)
    for step in entry.steps:
        marks = marks.marked(step, Mark.NO if step.if_not else Mark.YES)
    return marks


def test_all_nine_fit_one_message_at_every_step(shipped: Knowledge) -> None:
    entries = [entry for entry in shipped.entries if entry.steps]
    assert len(entries) == 9
    for entry in entries:
        for place in range(len(entry.steps)):
            page = guide_page(entry, full(entry).at(place, entry), DAY)
            assert len(guide_html(page)) <= MOST_CHARACTERS
        assert "Source: " in note_words(entry, full(entry), shipped, DAY)


def test_button_data_fits_even_the_longest_id(shipped: Knowledge) -> None:
    entry = shipped.by_id["mappa-referral-timing"].model_copy(update={"id": "x" * 48})
    for keyboard in (guide_keyboard(entry, full(entry)), start_over_keyboard(entry)):
        for row in keyboard.inline_keyboard:
            for button in row:
                assert len(str(button.callback_data).encode()) <= 64


def test_read_in_twice_the_calendar_file_makes_the_same_events(shipped: Knowledge) -> None:
    entry = shipped.by_id["prison-visitors"]
    once, again = (calendar(entry, [DAY, date(2028, 2, 29)], NOW) for _ in range(2))
    assert once == again
    assert once.count(b"UID:") == 2
    assert b"DTSTART;VALUE=DATE:20280229" in once
    assert b"VALARM" not in once
