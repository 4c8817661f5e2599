"""Places in a text that are to be taken out, found one kind after the other."""

import re
from collections.abc import Callable
from dataclasses import dataclass

HIDDEN = "\x1f"  # stands for every character that is already dealt with


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters start to end of a text, and the kind of identifier they are."""

    start: int
    end: int
    kind: str


class Sieve:
    """A text with what was found so far hidden, so that nothing is found twice."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: list[Span] = []

    def take(
        self,
        kind: str,
        pattern: re.Pattern[str],
        wanted: Callable[[re.Match[str]], str | bool] = lambda _: True,
        group: int = 0,
    ) -> None:
        """Take out every match that is wanted; `wanted` may also name another kind.

        "keep" as a kind hides the match from later patterns and leaves it in the text.
        """
        found = []
        for match in pattern.finditer(self.text):
            answer = wanted(match)
            if answer and match.start(group) < match.end(group):
                named = answer if isinstance(answer, str) else kind
                found.append(Span(match.start(group), match.end(group), named))
        self._hide(found)

    def _hide(self, found: list[Span]) -> None:
        if not found:
            return
        parts, at = [], 0
        for span in found:
            parts += [self.text[at : span.start], HIDDEN * (span.end - span.start)]
            at = span.end
        self.text = "".join(parts) + self.text[at:]
        self.spans += [span for span in found if span.kind != "keep"]
