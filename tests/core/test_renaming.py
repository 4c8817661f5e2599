"""Names that changed: asked by the new one, answered under the old, and the change is told."""

from dataclasses import replace

import pytest

from bot.core.answering import Answerer
from bot.core.knowledge import Knowledge
from bot.core.meaning import NoEncoder
from bot.core.preparing import reader_of
from bot.core.renaming import as_then
from bot.core.reply import Answered
from bot.settings import shipped_knowledge
from bot.store.library import load


@pytest.mark.parametrize(
    "asked",
    [
        "what is the IOPC",
        "what does iopc stand for?",
        "whats the I.O.P.C.",
        "what is the Independent Office for Police Conduct",
        "what is the independant office for police condct",
        "IOPC",
        "IOPC role here",
        "did the iopc look at the officers who managed him",
        "how many recommendations on organisational learning came from the IOPC?",
    ],
)
def test_a_body_is_found_by_its_new_name_and_the_change_is_told(
    answerer: Answerer, asked: str
) -> None:
    reply = answerer.answer(asked)
    assert isinstance(reply, Answered)
    assert reply.entry.id == "term-ipcc"
    assert "It is now the Independent Office for Police Conduct (IOPC)" in reply.facts[0].now


def test_the_old_name_is_understood_as_before(answerer: Answerer) -> None:
    reply = answerer.answer("what is the IPCC")
    assert isinstance(reply, Answered)
    assert reply.entry.id == "term-ipcc"


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("the cspr panel", "the scr panel"),
        ("two child safeguarding practice reviews", "two scr"),
        ("a local child safeguarding practice review", "a scr"),
        ("csprs", "scr"),
        ("a child safeguarding", "a child safeguarding"),
        ("", ""),
    ],
)
def test_the_longest_name_counts_also_in_the_plural(
    knowledge: Knowledge, words: str, read: str
) -> None:
    assert as_then(words.split(), knowledge.lexicon.renamed) == read.split()


def test_without_renamings_nothing_changes() -> None:
    assert as_then(["the", "iopc"], {}) == ["the", "iopc"]


def test_a_new_name_stays_in_a_question_that_is_kept(answerer: Answerer) -> None:
    kept = answerer.redactor.redact("does the LCSPR or the dardr ask Nadia Khan")
    assert "LCSPR or the dardr" in kept.text
    assert "Khan" not in kept.text


def test_every_renaming_that_ships_is_read_as_the_review_has_it_and_told_with_an_entry() -> None:
    shipped = load(shipped_knowledge())
    reader = reader_of(shipped, NoEncoder())
    told = {key for entry in shipped.entries for key in entry.since}
    renamed = {key: fact.renamed for key, fact in shipped.facts.items() if fact.renamed}
    assert len(renamed) >= 10
    assert set(renamed) <= told
    for names in renamed.values():
        for then, today in names.items():
            asked = {tuple(reader.words(f"what is the {name}?")) for name in (then, *today)}
            assert len(asked) == 1


def test_a_renaming_changes_only_how_words_are_read(knowledge: Knowledge) -> None:
    plain = replace(knowledge.lexicon, renamed={})
    assert plain.new_words == frozenset()
    assert plain.spell_out(["wot"]) == knowledge.lexicon.spell_out(["wot"])
