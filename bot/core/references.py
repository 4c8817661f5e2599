"""Passages that a message names by number: "rec 4", "lesson three", "paragraph 11.18"."""

from collections.abc import Sequence

_CARDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_AFTER = {
    **{str(n): n for n in range(1, 10)},
    **{name: n for n, name in enumerate(_CARDINALS, 1)},
}
_BEFORE = {
    **{name: n for n, name in enumerate(_ORDINALS, 1)},
    **{f"{n}{end}": n for n, end in enumerate(("st", "nd", "rd", *["th"] * 5), 1)},
}
_NAMED = {"recommendation": "rec", "rec": "rec", "lesson": "lesson"}


def named_passages(words: Sequence[str]) -> set[str]:
    """Locators that the words name: rec-4, lesson-3.

    A number before its noun counts only as an ordinal, so that "eight recommendations" names none.
    """
    found = set()
    for i, word in enumerate(words):
        kind = _NAMED.get(word)
        if kind is None:
            continue
        after = words[i + 1] if i + 1 < len(words) else ""
        before = words[i - 1] if i else ""
        if after == "number" and i + 2 < len(words):
            after = words[i + 2]
        if after in _AFTER:
            found.add(f"{kind}-{_AFTER[after]}")
        elif before in _BEFORE:
            found.add(f"{kind}-{_BEFORE[before]}")
    return found
