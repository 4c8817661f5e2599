"""A trainer's words made into the parts of an entry: title, answer and citations."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_TITLE = "title:"
_BRACKETS = re.compile(r"[(\[](?P<inside>[^()\[\]]{1,200})[)\]]")
_AHEAD = ("sources:", "source:", "sources", "source", "cites:", "see:", "see")
_PART = re.compile(r",|;|&|\band\b", re.I)
_FORMS = (
    (re.compile(r"(?:(?:paragraph|paragraphs|para|paras|section)\.? )?(\d{1,2}\.\d{1,3})"), "{}"),
    (re.compile(r"(?:recommendation|rec)[ -]?(\d{1,2})"), "rec-{}"),
    (re.compile(r"lesson[ -]?(\d{1,2})"), "lesson-{}"),
    (re.compile(r"footnote[ -]?(\d{1,3})"), "footnote-{}"),
    (re.compile(r"appendix[ -]?b:? ?([a-z-]{2,40}-\d{1,3})"), "appendix-b:{}"),
)
_GLOSSARY = re.compile(r"glossary:? ?(\w{1,40})", re.I)
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
    first, _, rest = raw.replace("\r", "").strip().partition("\n")
    titled = first.strip().lower().startswith(_TITLE)
    title = first.strip()[len(_TITLE) :] if titled else ""
    body = rest if titled else raw.replace("\r", "")
    cites: list[str] = []

    def taken(found: re.Match[str]) -> str:
        named = locators(found["inside"])
        cites.extend(named or ())
        return "" if named else found.group()

    lines = [" ".join(line.split()) for line in _BRACKETS.sub(taken, body).strip().split("\n")]
    last = lines[-1].rstrip(".")
    ahead = next((word for word in _AHEAD if last.lower().startswith(word)), "")
    named = locators(last[len(ahead) :])
    if named:
        cites += named
        lines.pop()
    text = "\n".join(line.replace(" .", ".").replace(" ,", ",") for line in lines)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return Written(short(title), text.strip(), tuple(dict.fromkeys(cites)))


def locators(text: str) -> list[str] | None:
    """The citations of a text that holds nothing else; None when it holds anything else."""
    found = [locator(part) for part in _PART.split(text[:1000]) if part.strip()]
    return None if None in found or not found else [each for each in found if each]


def locator(text: str) -> str | None:
    """One citation as entries write it: "rec 4" becomes rec-4."""
    text = " ".join(text.split())
    glossary = _GLOSSARY.fullmatch(text)
    if glossary:
        return f"glossary:{glossary[1]}"
    for form, made in _FORMS:
        match = form.fullmatch(text.lower())
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
