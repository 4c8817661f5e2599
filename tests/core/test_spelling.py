"""Spelling repair."""

import pytest

from bot.core.knowledge import Knowledge
from bot.core.meaning import NoEncoder
from bot.core.preparing import reader_of
from bot.core.spelling import Speller


@pytest.fixture
def speller(knowledge: Knowledge) -> Speller:
    return Speller(knowledge.vocabulary, knowledge.lexicon.english)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("trasnfer", "transfer"),
        ("mapa", "mappa"),
        ("visr", "visor"),
        ("discloshure", "disclosure"),
    ],
)
def test_an_unknown_word_becomes_the_nearest_of_the_knowledge(
    typed: str, meant: str, speller: Speller
) -> None:
    assert speller.repair([typed]) == [meant]


@pytest.mark.parametrize("word", ["weather", "table", "999", "voo", "xyzzyqqq", "the"])
def test_common_english_numbers_and_nonsense_are_left_alone(word: str, speller: Speller) -> None:
    assert speller.repair([word]) == [word]


def test_repair_keeps_every_word_in_its_place(knowledge: Knowledge) -> None:
    reader = reader_of(knowledge, NoEncoder())
    assert reader.words("who wrote off teh trasnfer") == ["who", "wrote", "off", "teh", "transfer"]


def test_a_flood_of_unknown_words_is_not_repaired_for_ever(speller: Speller) -> None:
    words = [f"trasnfe{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"] * 4
    assert len(speller.repair(words)) == len(words)
