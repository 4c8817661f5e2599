"""What is looked at again and again is encoded once."""

from collections.abc import Sequence

import numpy as np

from bot.core.features import Floats
from bot.core.meaning import Remembering


class Counting:
    """An encoder that counts what it is given."""

    name, width = "counting", 2

    def __init__(self) -> None:
        self.given: list[str] = []

    def encode(self, texts: Sequence[str]) -> Floats:
        self.given += texts
        return np.array([[len(text), 1.0] for text in texts], np.float32).reshape(-1, 2)


def test_nothing_is_encoded_twice_and_all_is_as_the_encoder_has_it() -> None:
    counting = Counting()
    both = Remembering(counting)
    for texts in (["a", "bb", "a"], ["bb", "ccc"], [], ["ccc"]):
        assert np.array_equal(both.encode(texts), Counting().encode(texts))
    assert counting.given == ["a", "bb", "ccc"]


def test_too_many_are_forgotten_and_encoded_anew() -> None:
    counting = Counting()
    both = Remembering(counting)
    many = [str(number) for number in range(5000)]
    assert len(both.encode(many)) == 5000
    assert np.array_equal(both.encode(["x", "7"]), Counting().encode(["x", "7"]))
    assert len(counting.given) == 5003
