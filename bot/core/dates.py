"""Dates of birth in many spellings; other dates that could point to somebody."""

import re
from collections.abc import Collection

from bot.core.spans import Sieve

Day = tuple[int, int, int]  # year, month, day
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?:january|february|march|april|june|july|august|september|october|november|december|sept"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_ORDINAL = (
    r"(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
    r"|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth"
    r"|nineteenth|twentieth|thirtieth)"
)
_DAY = r"\d{1,2} ?(?:st|nd|rd|th)?"
_SOME_DAY = rf"(?:the )?(?:{_DAY}|{_ORDINAL})"
_YEAR = r"(?:(?:19|20)\d{2}|'?\d{2})"
_ANY_YEAR = (
    rf"(?:{_YEAR}|(?:nineteen[ -])?(?:thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|two thousand(?: and \w{3,9})?)"
)
_WRITTEN = (
    rf"{_DAY}(?: of)?[ .,/-]{{0,2}}{_MONTH}\b\.?,?[ ./-]{{0,2}}{_YEAR}"
    rf"|{_MONTH}\.? {_DAY},? {_YEAR}"
)
_FIGURES = (
    r"\d{1,2}(?: ?[/.-] ?)\d{1,2}(?: ?[/.-] ?)(?:19|20)?\d{2}"
    r"|(?:19|20)\d{2}[/.-]\d{1,2}[/.-]\d{1,2}"
    r"|\d{1,2} \d{1,2} (?:19|20)\d{2}"
)
_SHORT = rf"{_SOME_DAY}(?: of)? ?{_MONTH}\b|{_MONTH} (?:the )?{_DAY}"
_BIRTH = (
    rf"{_SOME_DAY}(?: day)?(?: of)?[ .,/-]{{0,2}}{_MONTH}\b\.?,?[ ./-]{{0,2}}{_ANY_YEAR}\b"
    rf"|{_MONTH}\.? (?:the )?{_DAY},? {_YEAR}|{_FIGURES}"
    r"|\d{1,2}(?:st|nd|rd|th)?[ ./-]\d{1,2}(?:st|nd|rd|th)?[ ./-]\d{1,4}"
    r"|\d{1,2}[ ./-]{1,2}[ivx]{1,4}[ ./-]{1,2}(?:19|20)?\d{2}"
    rf"|\d{{6}}(?:\d{{2}})?\b|{_SOME_DAY} of the {_DAY}(?:,? (?:of )?{_YEAR}\b)?"
    rf"|{_SHORT}|{_MONTH},? (?:of )?(?:(?:19|20)\d{{2}}|'?\d{{2}}\b)"
    r"|(?:christmas|xmas|boxing|new years?'?s?|valentine'?s?)(?: day| eve)(?:,? (?:19|20)?\d{2})?"
    r"|\d{1,2}[/.]\d{1,2}\b"
)
_BIRTHS = re.compile(r"d\.? ?/?o\.? ?/?b|born|birth|b'?day|\bb[. ]", re.I)
_BORN = re.compile(
    r"(?<!\w)(?:d\.? ?o\.? ?b\.?|date of birth|born|birth ?date|b'?(?:irth)?-?day|d/o/b|b\."
    r"|b(?= \d))"
    r"(?:'?s\b)?(?:[ :=,.?(-]{1,3}(?:(?:is|was|on|of|he|she|they|in|given as|recorded as|coming up"
    r"|next \w{3,8}|this \w{3,8}|in (?:19|20)?\d{2},?|around|about|mum|dad|child|baby)\b)?){0,4}"
    r"[ :=,.?(-]{0,2}"
    rf"({_BIRTH})(?![\d/])",
    re.I,
)
_TURNS = re.compile(
    r"\b(?:turn(?:s|ed|ing)?|(?:will|'ll|to|only|just) be|(?:s?he|they)'?s|is|are|her|his|their)"
    r" (?:only |just )?\d{1,2}(?:(?:st|nd|rd|th)(?: birthday)?(?: is|'s)?)?"
    r"(?: (?:next|this) \w{3,9}| tomorrow| today| soon)?"
    rf" ?[(,]? ?(?:(?:on|from) )?({_WRITTEN}|{_SHORT})(?! ?\d)",
    re.I,
)
_SO_OLD = re.compile(
    rf"(?<![\w/.-])({_WRITTEN}|{_FIGURES}|{_MONTH} (?:19|20)\d{{2}}),?"
    r"(?= (?:so|making|which makes|means|meaning|and so) (?:(?:is|now|that|just|only|still|means"
    r"|they|she|he|him|her|it|turned)(?:'s|s| is| was|'ll be)? ){0,3}(?:under |over )?\d{1,2}\b"
    r"(?! ?(?:%|days?|weeks?|months?|hours?|(?:years?|yrs?) (?:ago|later|after|on))))",
    re.I,
)
_THEN_BORN = re.compile(
    rf"(?<![\w/.-])({_BIRTH})(?= (?:(?:is|was|as|for) )?(?:(?:her|his|the|their) )?"
    r"(?:d\.?o\.?b|date of birth|b'?(?:irth)?day)\b)",
    re.I,
)
_IN_WORDS = re.compile(rf"(?<![\w/.-])(?:{_WRITTEN})(?![\w/-])", re.I)
_IN_FIGURES = re.compile(rf"(?<![\w/.-])(?:{_FIGURES})(?![\w/-]|\.\d)", re.I)
_FULL = re.compile(rf"\b(\d{{1,2}}) ({_MONTH}) ((?:19|20)\d{{2}})\b", re.I)
_LATE = 2012  # a full date from here on is more often an event than a birth


def days_in(text: str) -> frozenset[Day]:
    """The days that a text names in full, such as 3 August 2009."""
    return frozenset(
        (int(year), _MONTHS.index(month[:3].lower()) + 1, int(day))
        for day, month, year in _FULL.findall(text)
    )


def find_dates(sieve: Sieve, years: Collection[int], days: Collection[Day]) -> None:
    """Hide dates of birth, and full dates that the knowledge does not speak of.

    years: from 2012 on, any day of these may stay.  days: these stay, of whatever year.
    """
    if _BIRTHS.search(sieve.text):
        sieve.take("date", _BORN, group=1)
        sieve.take("date", _THEN_BORN, group=1)
    sieve.take("date", _TURNS, group=1)
    sieve.take("date", _SO_OLD, group=1)
    sieve.take("date", _IN_WORDS, lambda m: _points(m[0], years, days, written=True))
    sieve.take("date", _IN_FIGURES, lambda m: _points(m[0], years, days, written=False))


def _points(
    date: str, years: Collection[int], days: Collection[Day], *, written: bool
) -> str | bool:
    figures = [int(part) for part in re.findall(r"\d+", date)]
    year = next((n for n in figures if n > 99), figures[-1])
    year += 0 if year > 99 else (2000 if year <= 30 else 1900)
    if written:
        name = re.search(_MONTH, date, re.I)
        month = _MONTHS.index(name[0][:3].lower()) + 1 if name else 0
        day = next((n for n in figures if n <= 31), 0)
        return year < _LATE and (year, month, day) not in days
    small = [n for n in figures if n <= 99][:2]
    if len(small) < 2 or min(small) > 12 or max(small) > 31:
        return False
    known = (year, small[0], small[1]) in days or (year, small[1], small[0]) in days
    return "keep" if known else not (year >= _LATE and year in years)
