"""What people are called, what looks like a name and is none, and which words may stay."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.core.words import STOP_WORDS

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST_REPAIR = 4
_LONGEST_REPAIR = 20
_ANY_WORD_FROM = 7
_ENDINGS = ("n't", "'s", "'d", "'ll", "'ve", "'re", "'m", "'ing", "'")


@dataclass(frozen=True, slots=True)
class Names:
    """The lists of names.txt, all in lower case without accents.

    given, surnames: always a name.  likely_given: ordinary words too, a name unless the sentence
    says otherwise.  wordy_given, wordy_surnames: ordinary words, a name only where the sentence
    says so.  bodies: phrases that are never a person.  more: words that dictionaries lack.
    """

    given: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()
    likely_given: frozenset[str] = frozenset()
    wordy_given: frozenset[str] = frozenset()
    wordy_surnames: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    more: frozenset[str] = frozenset()


class Allowed:
    """The words that may stay: everything else is taken for a name.

    usual: the words that people of the trade use most; a slip of the finger away from one of
    them is forgiven in shorter words than a slip away from any other.
    """

    def __init__(self, names: Names, words: Iterable[str], usual: Iterable[str]) -> None:
        self.names = names
        self.strong = names.given | names.surnames
        self.wordy_given = names.wordy_given | names.likely_given
        wordy = self.wordy_given | names.wordy_surnames
        bodies = {word for word in names.bodies if " " not in word}
        self.kept_names = bodies & (self.strong | wordy)
        self._words = (frozenset(words) - self.strong) | wordy | names.more | bodies | STOP_WORDS
        self._usual = frozenset(usual) - self.strong
        self._phrases = _by_first_word(names.bodies)
        self.repaired = lru_cache(maxsize=20_000)(self._one_edit_away)

    def __call__(self, word: str) -> bool:
        """Whether a word in lower case may stay; of compounds, every part must."""
        if word in self._words:
            return True
        if "-" in word:
            return all(self(part) for part in word.split("-") if part)
        for ending in _ENDINGS:
            if word.endswith(ending):
                return self(word.removesuffix(ending))
        plural = word[-1:] == "s" and word[:-1] in self._words and word not in self.strong
        return plural or len(word) == 1

    def is_name(self, word: str) -> bool:
        """Whether a word is a name and nothing else, also in the plural of "jades ex"."""
        if word in self._words:
            return False
        return word in self.strong or (word[-1:] == "s" and word[:-1] in self.strong)

    def of_the_trade(self, word: str) -> bool:
        """Whether people of the trade use a word, so that a capital on it says little."""
        return word in self._usual or word in self.names.more or word in STOP_WORDS

    def wordy(self, word: str) -> bool:
        """Whether an ordinary word is also a given name or a surname."""
        return word in self.wordy_given or word in self.names.wordy_surnames

    def phrase(self, words: list[str], at: int) -> int:
        """How many words from here on are a phrase that is never a person."""
        for phrase in self._phrases.get(words[at], ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def _one_edit_away(self, word: str) -> bool:
        """Whether a word is a slip of the finger away from one that may stay."""
        if not _SHORTEST_REPAIR <= len(word) <= _LONGEST_REPAIR:
            return False
        sound = self._words if len(word) >= _ANY_WORD_FROM else self._usual
        return any(
            a + b[1:] in sound
            or (len(b) > 1 and a + b[1] + b[0] + b[2:] in sound)
            or any(a + c + b in sound or a + c + b[1:] in sound for c in _LETTERS)
            for a, b in ((word[:i], word[i:]) for i in range(1, len(word) + 1))
        )


def _by_first_word(bodies: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for body in sorted(bodies, key=len, reverse=True):
        words = tuple(body.split())
        if len(words) > 1:
            found.setdefault(words[0], []).append(words)
    return found
