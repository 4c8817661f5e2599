"""Answers in words, whichever front shows them."""

import pytest

from bot.core.answering import Answerer
from bot.core.knowledge import Knowledge
from bot.flows.wording import citation, locator_words, page
from bot.settings import shipped_knowledge
from bot.store.library import load


def test_a_citation_names_the_review_and_its_passages_in_short(knowledge: Knowledge) -> None:
    entry = knowledge.by_id["rec-4-voo-when-supervision-ends"]
    line = citation(entry, knowledge, 256)
    assert line.startswith("Joint review BDHR/2013-14/02 (May 2017), rec 4, ")


def test_a_citation_that_is_too_long_names_the_weightiest_passages(knowledge: Knowledge) -> None:
    entry = knowledge.by_id["transfer-high-risk"]
    whole = citation(entry, knowledge, 256)
    short = citation(entry, knowledge, len(whole) - 1)
    assert whole.startswith(short)
    assert len(short) < len(whole)
    assert not short.endswith(",")


def test_a_fact_is_dated_and_a_doubtful_one_says_to_check_locally(answerer: Answerer) -> None:
    knowledge = answerer.knowledge
    (plain,) = page(answerer.show(knowledge.by_id["term-ipcc"]), knowledge).since
    assert plain.startswith("Since the review (8 Jan 2018): It is now the Independent Office")
    (doubtful,) = page(answerer.show(knowledge.by_id["term-visor"]), knowledge).since
    assert doubtful.startswith("This may have changed since the review, so check locally. Whether")
    assert "not established)" not in doubtful


def test_what_ships_states_plainly_only_what_is_sure() -> None:
    for fact in load(shipped_knowledge()).facts.values():
        assert ("check locally" in fact.now) >= (fact.confidence == "medium"), fact
        if fact.confidence == "low":
            assert "not established" in fact.now
            assert "may have changed" not in fact.now  # the page says it already


def test_every_citation_that_ships_fits_a_copy_button() -> None:
    shipped = load(shipped_knowledge())
    assert all(1 < len(citation(e, shipped, 256)) <= 256 for e in shipped.entries)


@pytest.mark.parametrize(
    ("locator", "full", "short"),
    [
        ("11.18", "11.18", "11.18"),
        ("rec-4", "recommendation 4", "rec 4"),
        ("lesson-3", "lesson 3", "lesson 3"),
        ("footnote-2", "footnote 2", "footnote 2"),
        ("glossary:VOO", "glossary (VOO)", "glossary (VOO)"),
        ("appendix-b:wmp-2", "appendix B (wmp-2)", "app B (wmp-2)"),
    ],
)
def test_a_locator_is_said_in_full_or_in_short(locator: str, full: str, short: str) -> None:
    assert locator_words(locator) == full
    assert locator_words(locator, "cite") == short
