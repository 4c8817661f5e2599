"""Test all: what a change would take from others is shown before anybody sees it."""

from dataclasses import replace

from bot.core.answering import Answerer
from bot.core.fresh import made_of
from bot.core.retrying import Change, changed, taken

ODD = "who keeps the tortoise while its owner is away"


def test_a_phrasing_of_another_entry_that_would_go_to_the_new_one_is_named(
    answerer: Answerer,
) -> None:
    said = "Do ACOs in both areas need to agree a transfer early?"
    index = answerer.matcher.index
    fresh = made_of([("new", f"{said} please")], index, answerer.matcher.reader)
    found = taken(index, answerer, fresh, {"new"})
    assert Change(said, "transfer-who-signs", "new") in found
    far = made_of([("new", ODD)], index, answerer.matcher.reader)
    assert taken(index, answerer, far, {"new"}) == []


def test_a_past_question_that_would_be_answered_otherwise_is_named(answerer: Answerer) -> None:
    entry = answerer.knowledge.by_id["term-imr"]
    other = entry.model_copy(update={"asks": (*entry.asks, ODD)})
    entries = tuple(other if each is entry else each for each in answerer.knowledge.entries)
    new = answerer.knowing(replace(answerer.knowledge, entries=entries))
    past = [ODD, "what is a VOO", "how much are train tickets now"]
    fresh = made_of([("term-imr", ODD)], answerer.matcher.index, answerer.matcher.reader)
    assert changed(answerer, new, fresh, past) == [Change(ODD, "unanswered", "term-imr")]


def test_what_is_passed_over_unread_could_not_have_been_taken(answerer: Answerer) -> None:
    reader, texts = answerer.matcher.reader, answerer.matcher.index.texts
    fresh = made_of([("new", ODD)], answerer.matcher.index, reader)
    for said in (ODD, "who keeps the tortoise", "tortoise of an owner", "what is a VOO"):
        message = reader.message(said, texts)
        likeness = fresh.texts.likeness(message.parts, message.vector)
        assert fresh.at_most(message.parts) >= likeness.max()
