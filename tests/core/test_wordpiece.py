"""Text is cut as BERT cuts it, and as SentencePiece cuts it."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.unigram import Unigram
from bot.core.wordpiece import WordPiece

PIECES = ["[CLS]", "[SEP]", "[UNK]", "who", "sign", "##s", "##ed", "'", "cafe", "."]
CUT = WordPiece({piece: i for i, piece in enumerate(PIECES)}, 8)


def test_a_word_is_cut_into_the_longest_pieces_from_the_left() -> None:
    assert CUT("Who signs") == [0, 3, 4, 5, 1]


def test_marks_stand_alone_and_accents_fall() -> None:
    assert CUT("Café. who's") == [0, 8, 9, 3, 7, 2, 1]


def test_a_word_that_no_pieces_make_up_is_one_unknown() -> None:
    assert CUT("signature who") == [0, 2, 3, 1]
    assert CUT("s" * 101) == [0, 2, 1]


@given(st.text())
def test_no_text_gives_more_than_the_most(text: str) -> None:
    found = CUT(text)
    assert (found[0], found[-1]) == (0, 1)
    assert len(found) <= 8


def test_the_likeliest_pieces_win_though_shorter_ones_would_do() -> None:
    pieces = {"\u2581who": 3, "\u2581": 4, "w": 5, "ho": 6, "s": 7}
    chances = [0.0, 0.0, 0.0, -5.0, -1.0, -1.0, -1.0, -1.0]
    assert Unigram(pieces, chances, -20.0, (1, 2))("whos") == [1, 4, 5, 6, 7, 2]
    chances[3] = -2.0
    assert Unigram(pieces, chances, -20.0, (1, 2))("whos") == [1, 3, 7, 2]


def test_an_unknown_letter_is_number_nought_and_no_text_too() -> None:
    cut = Unigram({"\u2581a": 3}, [0.0] * 3 + [-1.0], -20.0, (1, 2))
    assert cut("ab") == [1, 3, 0, 2]
    assert cut("  ") == [1, 0, 2]
