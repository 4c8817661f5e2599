"""Dates of birth in many spellings; other dates that could point to somebody."""

import re
from collections.abc import Collection

from bot.core.spans import Sieve

_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|january|february|march|april|june|july"
    r"|august|sept|september|october|november|december)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:(?:19|20)\d{2}|'?\d{2})"
_WRITTEN = (
    rf"{_DAY}(?: of)?[ .,/-]{{0,2}}{_MONTH}\b\.?,?[ ./-]{{0,2}}{_YEAR}"
    rf"|{_MONTH}\.? {_DAY},? {_YEAR}"
)
_FIGURES = (
    r"\d{1,2}(?: ?[/.-] ?)\d{1,2}(?: ?[/.-] ?)(?:19|20)?\d{2}"
    r"|(?:19|20)\d{2}[/.-]\d{1,2}[/.-]\d{1,2}"
)
_BORN = re.compile(
    r"\b(?:d\.? ?o\.? ?b\.?|date of birth|born|birth ?(?:day|date)|bday|b\.|d/o/b)"
    r"(?: (?:is|was|on|the|of|he|she|in))*[ :=-]*"
    rf"({_WRITTEN}|{_FIGURES}|\d{{6}}(?:\d{{2}})?\b|\d{{1,2}} \d{{1,2}} (?:19|20)?\d{{2}}"
    rf"|{_DAY}(?: of)? {_MONTH}\b|{_MONTH} {_DAY})(?!\d)",
    re.I,
)
_IN_WORDS = re.compile(rf"(?<![\w/.-])(?:{_WRITTEN})(?![\w/-])", re.I)
_IN_FIGURES = re.compile(rf"(?<![\w/.-])(?:{_FIGURES})(?![\w/-]|\.\d)", re.I)
_LATE = 2012  # a written date from here on is more often an event than a birth


def find_dates(sieve: Sieve, years: Collection[int]) -> None:
    """Hide dates of birth, and full dates outside the years that the knowledge speaks of."""
    sieve.take("date", _BORN, group=1)
    sieve.take("date", _IN_WORDS, lambda m: _points(m[0], years, written=True))
    sieve.take("date", _IN_FIGURES, lambda m: _points(m[0], years, written=False))


def _points(date: str, years: Collection[int], *, written: bool) -> bool:
    figures = [int(part) for part in re.findall(r"\d+", date)]
    year = next((n for n in figures if n > 99), figures[-1])
    year += 0 if year > 99 else (2000 if year <= 30 else 1900)
    if year in years:
        return False
    if written:
        return year < _LATE
    small = sorted(n for n in figures if n <= 99)[:2]
    return bool(small) and small[0] <= 12 and small[-1] <= 31
