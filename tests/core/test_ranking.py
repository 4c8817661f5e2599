"""The fast ranking says what the textbook says."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.features import Weights, parts_of
from bot.core.kin import Kin
from bot.core.ranking import Blend, Postings, Texts, textbook
from bot.core.vectors import Vectors
from bot.core.words import Lexicon, split

LEXICON = Lexicon({"voo": "", "it": ""}, {}, frozenset())
SENTENCES = st.lists(
    st.sampled_from(
        [
            "voo",
            "order",
            "panel",
            "who",
            "signs",
            "the",
            "transfer",
            "it",
            "licence",
            "ends",
            "release",
        ]
    ),
    min_size=1,
    max_size=7,
).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(SENTENCES, min_size=1, max_size=4), min_size=2, max_size=5), SENTENCES)
def test_fast_and_textbook_agree_on_any_texts(groups: list[list[str]], asked: str) -> None:
    parts = [parts_of(split(text), LEXICON) for group in groups for text in group]
    classes = [str(i) for i, group in enumerate(groups) for _ in group]
    words = Weights.learn(each.word_grams for each in parts)
    chars = Weights.learn(each.char_grams for each in parts)
    blend = Blend.without_meaning()
    texts = Texts(
        words,
        chars,
        Postings.build([words.of(each.word_grams) for each in parts], len(words.codes)),
        Postings.build([chars.of(each.char_grams) for each in parts], len(chars.codes)),
        Vectors.of(np.zeros((len(parts), 0), np.float32)),
        np.cumsum([0, *map(len, groups)])[:-1],
        blend,
    )
    message = parts_of(split(asked), LEXICON)
    best, mean = texts.by_class(texts.likeness(message, np.zeros(0, np.float32)))
    slow = textbook(message, parts, classes, (words, chars), blend)
    assert np.allclose((best + mean) / 2, [slow[str(i)] for i in range(len(groups))], atol=1e-5)


def test_many_weak_phrasings_do_not_beat_one_that_is_just_right() -> None:
    weak = ["who decides on a release", "who decides on a panel", "who decides on a date"] * 10
    groups = {"weak": weak, "right": ["who signs the transfer"]}
    parts = [parts_of(split(text), LEXICON) for group in groups.values() for text in group]
    classes = [name for name, group in groups.items() for _ in group]
    weights = (
        Weights.learn(each.word_grams for each in parts),
        Weights.learn(each.char_grams for each in parts),
    )
    message = parts_of(split("who signs a transfer"), LEXICON)
    scores = textbook(message, parts, classes, weights, Blend.without_meaning())
    assert scores["right"] > scores["weak"]


def test_a_word_that_nobody_knows_lowers_every_likeness() -> None:
    weights = Weights.learn([["transfer"], ["order"]])
    assert weights.of(["transfer", "xyzzy"]).values < weights.of(["transfer"]).values


def test_cosines_from_bytes_are_those_of_floats_nearly() -> None:
    rows = np.random.default_rng(2).normal(size=(700, 96)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    vectors = Vectors.of(rows)
    exact = np.maximum(rows[:5] @ rows.T, 0)
    assert np.abs(vectors.cosines(rows[:5]) - exact).max() < 4e-3
    assert np.allclose(vectors.cosines(rows[0]), vectors.cosines(rows[:5])[0], atol=1e-6)
    kept = np.array([3, 600])
    assert (vectors.part(kept).rows(np.array([1])) == vectors.rows(np.array([600]))).all()


def test_kin_are_entries_that_rest_on_a_common_passage() -> None:
    kin = Kin.of([("rec-1", "2.1"), ("2.1",), ("rec-9",), ("rec-1", "3.4")])
    assert [kin.group(i).tolist() for i in range(4)] == [[0, 1, 3], [0, 1], [2], [0, 3]]
    assert kin.are(np.array([0, 1, 2]), np.array([3, 3, 2])).tolist() == [True, False, True]
