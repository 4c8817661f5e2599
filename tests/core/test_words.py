"""Text made comparable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answering import Answerer
from bot.core.index import LONGEST_WORD, MOST_WORDS
from bot.core.knowledge import Knowledge
from bot.core.words import char_ngrams, clean, split, stem


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("what\u200b is\u200b MA\u200bPP\u200bA", "what is MAPPA"),
        ("\U0001d416\U0001d421\U0001d41a\U0001d42d is ROSH", "What is ROSH"),
        ("w\u0336\u0322h\u0337\u0321a\u0334t is an IMR", "what is an IMR"),
        ("rec 1\u2028rec 2\x00rec 3", "rec 1 rec 2 rec 3"),
        ("a lone \ud800 surrogate", "a lone surrogate"),
        ("\u202egnirts\u202c", "gnirts"),
        ("it\u2019s", "it's"),
    ],
)
def test_what_people_paste_is_read_as_they_saw_it(raw: str, read: str) -> None:
    assert clean(raw) == read


@given(st.text(st.characters(), max_size=200))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_a_dotted_acronym_is_one_word_and_a_possessive_is_cut() -> None:
    assert split("the V.O.O. and MAPPA's panel") == ["the", "voo", "and", "mappa", "panel"]


@pytest.mark.parametrize("word", ["IT", "DA", "OM", "VOOs", "IMRs"])
def test_an_acronym_that_looks_like_a_stop_word_stays(word: str, knowledge: Knowledge) -> None:
    lexicon = knowledge.lexicon
    assert lexicon.stems(lexicon.spell_out(split(word))) == [word.rstrip("s").lower()]


def test_text_speak_is_spelled_out(knowledge: Knowledge) -> None:
    assert knowledge.lexicon.spell_out(["wot", "b4", "release"]) == ["what", "before", "release"]


@pytest.mark.parametrize(
    ("british", "american"),
    [("organise", "organize"), ("licence", "license"), ("behaviour", "behavior")],
)
def test_both_spellings_have_one_stem(british: str, american: str) -> None:
    assert stem(british) == stem(american)


def test_character_n_grams_stay_inside_words() -> None:
    assert char_ngrams(["voo"]) == [" vo", "voo", "oo ", " voo", "voo ", " voo "]


def test_what_is_read_of_a_message_has_an_end(answerer: Answerer) -> None:
    """The encoders see so many letters at most: 8,000 digits in a row took them a second."""
    for text in ("0123456789" * 2_000, "word " * 4_000, "a'b" * 6_600):
        words = answerer.matcher.reader.words(text)
        assert len(words) <= MOST_WORDS
        assert max(map(len, words)) <= LONGEST_WORD
