"""A trainer's words made into the parts of an entry: title, answer and citations."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_TITLE = re.compile(r"\A\s*title\s*:\s*(?P<title>[^\n]+)\n", re.I)
_BRACKETS = re.compile(r"\s{0,9}[(\[](?P<inside>[^()\[\]]{1,200})[)\]]")
_TAIL = re.compile(
    r"\n\s*(?:source|sources|cites|see)?\s*:?\s*(?P<inside>[^\n]{1,200})\s*\Z", re.I
)
_PART = re.compile(r"\s{0,9}(?:,|;|\band\b|&)\s{0,9}", re.I)
_FORMS = (
    (
        re.compile(r"(?:(?:paragraphs?|paras?|section|source|see)\.?:?\s*)?(\d{1,2}\.\d{1,3})"),
        "{}",
    ),
    (re.compile(r"(?:recommendation|rec)[\s-]*(\d{1,2})"), "rec-{}"),
    (re.compile(r"lesson[\s-]*(\d{1,2})"), "lesson-{}"),
    (re.compile(r"footnote[\s-]*(\d{1,3})"), "footnote-{}"),
    (re.compile(r"appendix[\s-]*b[:\s]+([a-z-]+-\d+)"), "appendix-b:{}"),
)
_GLOSSARY = re.compile(r"glossary[:\s]+(\w+)", re.I)
TITLE_LENGTH = 70


@dataclass(frozen=True, slots=True)
class Written:
    """What a trainer wrote, taken apart; an empty title where none was given."""

    title: str
    text: str
    cites: tuple[str, ...]


def read_answer(raw: str) -> Written:
    """Take the title line and the bracketed citations out of an answer.

    Brackets that hold anything but citations stay as they are.
    """
    titled = _TITLE.match(raw)
    body = raw[titled.end() :] if titled else raw
    cites: list[str] = []

    def taken(found: re.Match[str]) -> str:
        named = locators(found["inside"])
        cites.extend(named or ())
        return "" if named else found.group()

    body = _BRACKETS.sub(taken, body.replace("\r", ""))
    body = _TAIL.sub(taken, body)
    lines = [" ".join(line.split()) for line in body.split("\n")]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    title = " ".join(titled["title"].split()) if titled else ""
    return Written(short(title), text, tuple(dict.fromkeys(cites)))


def locators(text: str) -> list[str] | None:
    """The citations of a text that holds nothing else; None when it holds anything else."""
    found = [locator(part) for part in _PART.split(text.strip()) if part]
    return None if None in found or not found else [each for each in found if each]


def locator(text: str) -> str | None:
    """One citation as entries write it: "rec 4" becomes rec-4."""
    glossary = _GLOSSARY.fullmatch(text.strip())
    if glossary:
        return f"glossary:{glossary[1]}"
    for form, made in _FORMS:
        match = form.fullmatch(text.strip().lower())
        if match:
            return made.format(match[1])
    return None


def short(title: str, most: int = TITLE_LENGTH) -> str:
    """A title cut between words to what a button shows."""
    title = " ".join(title.split())
    if len(title) <= most:
        return title
    return title[: most + 1].rpartition(" ")[0].rstrip(" ,;:") or title[:most]


def key_of(text: str) -> str:
    """A phrasing as it is compared: two that differ in nothing else are one."""
    return " ".join(text.lower().split()).rstrip("?!. ")


def new_wordings(wordings: Iterable[str], taken: Iterable[str], most: int = 300) -> list[str]:
    """The wordings that may become phrasings: nothing was taken out, and nobody has them yet."""
    seen = {key_of(text) for text in taken}
    found = []
    for text in wordings:
        if "[" in text or len(text) > most or not key_of(text) or key_of(text) in seen:
            continue
        seen.add(key_of(text))
        found.append(text)
    return found
