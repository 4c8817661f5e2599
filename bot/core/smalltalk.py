"""Hello, thanks and goodbye: short messages matched whole, so that no question is lost in them."""

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from bot.core.reply import SmallKind
from bot.core.words import clean, split

_MOST_WORDS = 9
_LIKE_ENOUGH = 90.0


class SmallTalk:
    """The known phrases, ready to compare with."""

    def __init__(self, phrases: Mapping[str, tuple[str, ...]]) -> None:
        self._kind: dict[str, SmallKind] = {}
        for kind, texts in phrases.items():
            for text in texts:
                self._kind[" ".join(split(clean(text)))] = kind  # type: ignore[assignment]
        self._known = list(self._kind)

    def kind(self, text: str) -> SmallKind | None:
        """What sort of small talk a message is, or None when it is something else."""
        words = split(clean(text))
        if not 0 < len(words) <= _MOST_WORDS:
            return None
        said = " ".join(words)
        if said in self._kind:
            return self._kind[said]
        if len(said) < 5:
            return None
        near = process.extractOne(said, self._known, scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH)
        return self._kind[near[0]] if near else None
