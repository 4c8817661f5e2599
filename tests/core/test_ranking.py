"""The fast ranking says what the textbook says."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.features import Weights, parts_of
from bot.core.ranking import Blend, Postings, Texts, textbook
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
        Postings.build([words.of(each.word_grams) for each in parts]),
        Postings.build([chars.of(each.char_grams) for each in parts]),
        np.zeros((len(parts), 0), np.float32),
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
    assert weights.of(["transfer", "xyzzy"])["transfer"] < weights.of(["transfer"])["transfer"]
