"""SentencePiece's unigram model (Kudo, 2018): the likeliest way to cut a text into pieces."""

from collections.abc import Mapping, Sequence

_SPACE = "\u2581"


class Unigram:
    """Viterbi's search over the pieces of a vocabulary.

    pieces: each with its number.  chances: the log-chance of each number.  unseen: that of a
    letter that no piece holds.  ends: the numbers that begin and end a text.
    Text comes in words of a-z, 0-9 and ' with single blanks, for which the model's own
    normalisation changes nothing.
    """

    def __init__(
        self,
        pieces: Mapping[str, int],
        chances: Sequence[float],
        unseen: float,
        ends: tuple[int, int],
    ) -> None:
        self._pieces, self._chances = pieces, chances
        self._unseen = unseen
        self._begin, self._end = ends
        self._longest = max(map(len, pieces))

    def __call__(self, text: str) -> list[int]:
        """The numbers of one text, between those that begin and end it; unknown letters are 0."""
        words = text.split()
        marked = _SPACE + _SPACE.join(words) if words else ""
        found = self._cut(marked) if marked else [0]
        return [self._begin, *found, self._end]

    def _cut(self, text: str) -> list[int]:
        # best[i]: the likeliest way to reach i, as (log-chance, where its last piece began, piece)
        best: list[tuple[float, int, int]] = [(0.0, 0, 0)]
        find, chances, longest = self._pieces.get, self._chances, self._longest
        for end in range(1, len(text) + 1):
            way = (best[end - 1][0] + self._unseen, end - 1, 0)
            for start in range(max(0, end - longest), end):
                piece = find(text[start:end])
                if piece is not None and best[start][0] + chances[piece] > way[0]:
                    way = (best[start][0] + chances[piece], start, piece)
            best.append(way)
        found, at = [], len(text)
        while at > 0:
            _, at, number = best[at]
            found.append(number)
        return found[::-1]
