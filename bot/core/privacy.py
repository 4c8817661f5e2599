"""What may be kept of a message: identifiers are taken out before anything is stored."""

import re
from collections import Counter
from dataclasses import dataclass

from bot.core.words import clean

_PATTERNS = (
    ("email", re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")),
    ("link", re.compile(r"\bhttps?://\S+|\bwww\.\S+", re.I)),
    ("handle", re.compile(r"(?<!\w)@\w{3,}")),
    ("insurance", re.compile(r"\b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b", re.I)),
    (
        "postcode",
        re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[ABD-HJLNP-UW-Z]{2}\b", re.I),
    ),
    ("date", re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d{2}\b")),
    ("plate", re.compile(r"\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b", re.I)),
    ("number", re.compile(r"(?:\+?\d[\s().-]{0,2}){7,}\d\b")),
    (
        "address",
        re.compile(
            r"\b\d{1,4}[a-z]?\s+(?:[A-Za-z'-]+\s+){1,3}"
            r"(?:street|st|road|rd|avenue|ave|lane|ln|close|drive|court|way|crescent|terrace)\b",
            re.I,
        ),
    ),
    (
        "person",
        re.compile(
            r"\b(?:Mr|Mrs|Ms|Miss|Dr|PC|DC|DS|DI)\.?\s+[A-Z][a-z'-]+(?:\s+[A-Z][a-z'-]+)?"
            r"|(?<=called\s)[A-Z][a-z'-]+(?:\s+[A-Z][a-z'-]+)?"
            r"|(?<=named\s)[A-Z][a-z'-]+(?:\s+[A-Z][a-z'-]+)?"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Redacted:
    """What is left of a message, and how many identifiers of each kind were taken out."""

    text: str
    removed: dict[str, int]


def redact(text: str) -> Redacted:
    """Take out what could point to a person; each is replaced by its kind in brackets."""
    left = clean(text)
    removed: Counter[str] = Counter()
    for kind, pattern in _PATTERNS:
        left, times = pattern.subn(f"[{kind}]", left)
        if times:
            removed[kind] += times
    return Redacted(left, dict(removed))
