"""Figures in a text: numbers, times, dates and ordinals, made comparable however written."""

import re
from collections.abc import Iterable, Mapping

_ONES = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
"""
_NTHS = """
    zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
    thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
"""
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {
    **{word: i for i, word in enumerate(_ONES.split())},
    **{word: i for i, word in enumerate(_NTHS.split())},
    "twice": 2,
    "dozen": 12,
}
_ROUND = {
    **{word: 10 * i for i, word in enumerate(_TENS, 2)},
    **{f"{word[:-1]}ieth": 10 * i for i, word in enumerate(_TENS, 2)},
}
_LARGE = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
_UNIT_NAMES = """
    minute minutes hour hours day days week weeks month months year years percent per
"""
_UNITS = frozenset(_UNIT_NAMES.split())
_LOOSE = frozenset(("one", "first"))  # count only before a unit: "one of", "first, ask"
_MONTHS = """
    January February March April May June July August September October November December
"""
_MONTH = {name: str(i) for i, name in enumerate(_MONTHS.split(), 1)}
_TOKEN = re.compile(
    r"(?P<date>\b\d{1,2}[./]\d{1,2}[./]\d{4}\b)"
    r"|(?P<clock>\b\d{1,2}(?:[:.]\d{2})? ?[ap]\.?m\b)"
    r"|(?P<time>\b\d{1,2}:\d{2}\b)"
    r"|(?P<number>\b\d[\d,]*(?:\.\d+)?)"
    r"|(?P<word>[A-Za-z]+)"
)
_NAMED = re.compile(
    r"\b(?P<kind>recommendation|lesson|footnote|paragraph)s? "
    r"(?P<list>[\w.]+(?:(?:, | and | to | or )\d[\w.]*)*)",
    re.I,
)
_KINDS = {"recommendation": "rec-", "lesson": "lesson-", "footnote": "footnote-", "paragraph": ""}
_MARK = re.compile(r"(?<![\d.])(\d{1,2})[.:]\s+(?=\w)")
_PARAGRAPH = re.compile(r"\b\d{1,2}\.\d{1,2}\b(?!%)")


def figures(text: str, *, loose: bool = False) -> dict[str, str]:
    """The figures of a text: comparable form -> as written.

    Times are read as four digits ("9.15 pm" is 2115), months as "month 5".  loose: "one" and
    "first" count wherever they stand, as they should in what a claim is compared with.
    """
    tokens = list(_TOKEN.finditer(text))
    found: dict[str, str] = {}
    place = 0
    while place < len(tokens):
        used, values = _figure(tokens, place, loose)
        shown = text[tokens[place].start() : tokens[place + max(used, 1) - 1].end()]
        for value in values:
            found.setdefault(value, shown)
        place += max(used, 1)
    return found


def unfounded(text: str, known: Iterable[str], counts: Mapping[str, str]) -> list[str]:
    """The figures of a text, as written, that stand in none of the known texts.

    counts: figures that count what the text itself lists.
    """
    sound: set[str] = set()
    for one in known:
        sound |= set(figures(one, loose=True))
    for count in counts:
        sound |= set(figures(count, loose=True))
    return [shown for value, shown in figures(text).items() if value not in sound]


def without_references(text: str, cited: Iterable[str]) -> str:
    """The text without "recommendation 4" and "11.18" where these passages are cited."""
    cites = frozenset(cited)

    def _kept(found: re.Match[str]) -> str:
        kind = _KINDS[found["kind"].lower()]
        numbers = [n for n in re.split(r", | and | to | or ", found["list"].rstrip(".")) if n]
        named = {f"{kind}{_digits(number)}" for number in numbers}
        return " " if named <= cites else found.group()

    left = _NAMED.sub(_kept, text)
    return _PARAGRAPH.sub(lambda one: " " if one.group() in cites else one.group(), left)


def without_list_marks(text: str) -> str:
    """The text without the marks of its own numbered list: "1. ... 2. ..." or "1: ... 2: ..."."""
    marks: list[tuple[int, int]] = []
    for found in _MARK.finditer(text):
        if int(found[1]) == len(marks) + 1:
            marks.append(found.span())
    if len(marks) < 2:
        return text
    for start, end in reversed(marks):
        text = f"{text[:start]} {text[end:]}"
    return text


def _digits(word: str) -> str:
    return str(_SMALL.get(word.lower(), word))


def _figure(tokens: list[re.Match[str]], place: int, loose: bool) -> tuple[int, list[str]]:
    """How many tokens the figure there takes, and its comparable forms."""
    token = tokens[place]
    shown = token.group()
    if token["date"]:
        day, month, year = (int(part) for part in re.split(r"[./]", shown))
        return 1, [str(day), f"month {month}", str(year)]
    if token["clock"]:
        return 1, [_clock(shown)]
    if token["time"]:
        return 1, [str(int(shown.replace(":", "")))]
    if token["number"]:
        return 1, [_plain(shown)]
    if shown in _MONTH and (loose or shown != "May" or not _begins(token)):
        return 1, [f"month {_MONTH[shown]}"]
    return _in_words(tokens, place, loose)


def _in_words(tokens: list[re.Match[str]], place: int, loose: bool) -> tuple[int, list[str]]:
    """A number in words: "twenty one", "sixteen", "two hundred"."""
    word = tokens[place].group().lower()
    after = tokens[place + 1].group().lower() if place + 1 < len(tokens) else ""
    if word in _ROUND:
        if 0 < _SMALL.get(after, 0) < 10 and _adjoins(tokens, place):
            return 2, [str(_ROUND[word] + _SMALL[after])]
        return 1, [str(_ROUND[word])]
    if word not in _SMALL or (word in _LOOSE and not loose and after not in _UNITS):
        return 0, []
    if after in _LARGE:
        return 2, [str(_SMALL[word] * _LARGE[after])]
    return 1, [str(_SMALL[word])]


def _adjoins(tokens: list[re.Match[str]], place: int) -> bool:
    gap = tokens[place].string[tokens[place].end() : tokens[place + 1].start()]
    return gap in (" ", "-")


def _begins(token: re.Match[str]) -> bool:
    """Whether a word begins a sentence, where "May" is no month."""
    before = token.string[: token.start()].rstrip()
    return not before or before[-1] in ".!?"


def _plain(shown: str) -> str:
    number = shown.rstrip(",").replace(",", "")
    return number if "." in number else str(int(number))


def _clock(shown: str) -> str:
    """A twelve-hour time as twenty-four-hour digits."""
    hour, _, minute = shown[:-1].rstrip("apAP. ").replace(":", ".").partition(".")
    late = 12 if "p" in shown.lower() else 0
    return str((int(hour) % 12 + late) * 100 + int(minute or 0))
