"""What is said to a message."""

import time

import pytest

from bot.core.answering import Answerer
from bot.core.conversation import Context, leans, points
from bot.core.reply import (
    Answered,
    Choices,
    Small,
    Unanswered,
    Unreadable,
    Urgent,
    Withheld,
)
from bot.core.words import split


@pytest.mark.parametrize(
    ("asked", "entry"),
    [
        ("what is a VOO?", "term-voo"),
        ("voo", "term-voo"),
        ("whats MAPA stand for", "term-mappa"),
        ("V.O.O. meaning", "term-voo"),
        ("who signs off a high risk transfer", "transfer-who-signs"),
        ("when does recommendation 3 say visitors are to be looked at", "rec-3-prison-visitors"),
    ],
)
def test_a_question_finds_its_entry(asked: str, entry: str, answerer: Answerer) -> None:
    reply = answerer.answer(asked)
    assert isinstance(reply, Answered)
    assert reply.entry.id == entry


def test_the_confidence_shown_belongs_to_the_entry_shown(answerer: Answerer) -> None:
    reply = answerer.answer("who signs off a high risk transfer")
    assert isinstance(reply, Answered)
    assert reply.confidence >= answerer.matcher.index.calibration.answer_from


@pytest.mark.parametrize("asked", ["what is the weather tomorrow", "asdf qwer zxcv", "7"])
def test_what_the_review_does_not_hold_is_not_answered(asked: str, answerer: Answerer) -> None:
    assert isinstance(answerer.answer(asked), Unanswered | Choices)


@pytest.mark.parametrize("asked", ["", "   ", "\u200b\u200b", "?!", "\x00\x01", "\U0001f600"])
def test_nothing_to_read_is_said_kindly(asked: str, answerer: Answerer) -> None:
    assert answerer.answer(asked) == Unreadable("empty")


def test_twenty_thousand_characters_are_refused_quickly(answerer: Answerer) -> None:
    begun = time.perf_counter()
    assert answerer.answer("who signs the transfer " * 870) == Unreadable("too_long")
    assert answerer.answer("\ufdfa" * 2000) == Unreadable("too_long")
    assert time.perf_counter() - begun < 1.0


@pytest.mark.parametrize("asked", ["hi", "Hello there!", "thanks", "bye", "help", "are you a bot"])
def test_small_talk_is_only_small_talk(asked: str, answerer: Answerer) -> None:
    assert isinstance(answerer.answer(asked), Small)


def test_danger_comes_before_everything(answerer: Answerer) -> None:
    assert answerer.answer("hi, he's outside her door now, what is a VOO") == Urgent("emergency")


def test_names_are_withheld(answerer: Answerer) -> None:
    assert answerer.answer("what was the woman's real name") == Withheld()


def test_a_follow_up_leans_on_what_was_shown(answerer: Answerer) -> None:
    shown = answerer.knowledge.by_id["transfer-high-risk"]
    reply = answerer.answer("and who signs that off?", Context(shown))
    assert isinstance(reply, Answered)
    assert reply.entry.id == "transfer-who-signs"


def test_a_question_on_its_own_feet_is_not_bent_by_what_came_before(answerer: Answerer) -> None:
    alone = answerer.answer("what does ROSH mean")
    after = answerer.answer("what does ROSH mean", Context(answerer.knowledge.by_id["term-voo"]))
    assert alone == after


def test_another_subject_is_not_bent_by_what_came_before(answerer: Answerer) -> None:
    shown = Context(answerer.knowledge.by_id["transfer-high-risk"])
    asked = [
        text
        for gap in answerer.knowledge.gaps
        for text in gap.asks
        if leans(split(text), shown) and not points(split(text))
    ]
    assert asked
    for text in asked:
        assert answerer.answer(text, shown) == answerer.answer(text)


def test_a_number_by_itself_leans_on_nothing(answerer: Answerer) -> None:
    assert not leans(["9"], Context(answerer.knowledge.by_id["term-voo"]))
