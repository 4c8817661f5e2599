"""Where somebody lives: house numbers and streets, flats, named houses."""

import re
from collections.abc import Callable

from bot.core.spans import HIDDEN, Sieve

_SURE = (
    "street road rd avenue ave lane ln crescent cres terrace terr gardens gdns grove mews cottages"
)
_LIKELY = """
    st close cl drive dr court ct way row walk place pl square sq hill rise house view park green
    parade quay wharf croft fold mount heights lodge cottage farm villas towers tower yard
    fields hall mill meadow meadows vale approach bank end paddock paddocks orchard orchards
    bridge brow common cross field circus precinct estate
"""
_THROUGH = """
    street road rd avenue ave lane crescent terrace gardens grove mews drive close way approach row
    rise walk square
"""
_NOT_STREETS = """
    a an the of in on to his her their my your our its days day weeks week months month years year
    hours hour mins minutes times kids kid children child women woman men man people victims victim
    offenders residents am pm and or for is was at by with from section level category step part
    who what when we i he she they it that this these do does not no can has have had be been
    crown magistrates county youth high family supreme appeal care safe approved only per off
"""
_SURE_TYPES = frozenset(_SURE.split())
_ALL_TYPES = _SURE_TYPES | frozenset(_LIKELY.split())
_BAD = frozenset(_NOT_STREETS.split())
_TYPES = "|".join(sorted((*_SURE.split(), *_LIKELY.split()), key=len, reverse=True))
_ROOM = r"(?i:(?:flat|apt|apartment|unit|rm|room)\.? ?\w{1,4},? )"
_WORDS = r"((?:[A-Za-z][A-Za-z'.-]{0,24} ){1,3})"
_CAP = r"[A-Z][A-Za-z'-]{1,24}"
_HOUSE = r"(?:no\.? ?)?\d{1,4}[a-z]?(?:[-/]\d{1,4})?,? "
_NUMBERED = re.compile(
    rf"(?<![\w.,/£-])(?:{_ROOM}(?:{_HOUSE})?|{_HOUSE}){_WORDS}({_TYPES})\b", re.I
)
_NAMED = re.compile(
    rf"\b({_ROOM}?)((?:(?:The )?(?:{_CAP} ){{0,2}}{_CAP}, )?)((?:{_CAP} ){{1,2}})(?i:({_TYPES}))\b"
)
_SMALL = re.compile(
    rf"\b{_ROOM}?([a-z][a-z'-]{{2,24}}) ({'|'.join(_SURE_TYPES)}|house|court)\b", re.I
)
_LIVES = re.compile(
    r"(?i:\b(?:lives?|living|staying|stays|address|addr|moved|home|mums|dads|nans|at|of|from|c/o"
    r"|no|number)(?:'s)?(?: (?:is|at|in|to|on|now|of|no|number)){0,3}\.?[ :]{1,2})"
    r"(\d{1,4}[A-Za-z]?,? ((?:[Tt]he )?)([A-Za-z][A-Za-z'-]{3,24})(?: [A-Z][A-Za-z'-]+){0,2})"
    r"(?!\w)"
)
_ON = re.compile(
    rf"\b(?i:on|in|at|off|down|near|from|to|of|and) "
    rf"((?:{_CAP} ){{1,2}}(?:(?i:{'|'.join(_THROUGH.split())})|St(?! [A-Z])))\b"
)
_TOWN = re.compile(rf"{HIDDEN},? ({_CAP}(?:[ -]{_CAP}){{0,2}})(?![\w'])")
_MOMENTS = re.compile(
    r"(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)"
)


def find_addresses(sieve: Sieve, knows: Callable[[str], bool]) -> None:
    """Hide street addresses; a court, a level or a number of weeks is none."""
    sieve.take("address", _NUMBERED, lambda m: _numbered(m, knows))
    sieve.take("address", _NAMED, lambda m: _named(m, knows))
    sieve.take("address", _SMALL, lambda m: not knows(m[1].lower()))
    sieve.take("address", _LIVES, lambda m: _lives(m, knows), group=1)
    sieve.take("address", _ON, lambda m: _on(m[1]), group=1)
    if any(span.kind in ("address", "postcode") for span in sieve.spans):
        sieve.take("address", _TOWN, lambda m: _strange(m[1], knows), group=1)


def _numbered(match: re.Match[str], knows: Callable[[str], bool]) -> bool:
    words = match[1].split()
    if any(word.lower() in _BAD for word in words):
        return False
    sure = match[2].lower() in _SURE_TYPES or match[0][0].isalpha()
    return sure or any(word[0].isupper() or not knows(word.lower()) for word in words)


def _named(match: re.Match[str], knows: Callable[[str], bool]) -> bool:
    """A house or a street by its name alone: capitals, and a word that nobody knows."""
    words = match[3].lower().split()
    if any(word in _BAD for word in words):
        return False
    if not match[4][0].isupper():
        return False
    strange = any(not knows(word.removesuffix("'s")) for word in words)
    return strange or bool(match[1]) or (bool(match[2]) and match[4].lower() in _SURE_TYPES)


def _lives(match: re.Match[str], knows: Callable[[str], bool]) -> bool:
    """A number and one name after "lives at", "of" or "from", such as 41 Hollybush."""
    word = match[3]
    if word.lower() in _BAD or _MOMENTS.match(word):
        return False
    if match[2] and word.lower() in _ALL_TYPES:
        return True
    return not knows(word.lower()) or (bool(match[2]) and word[0].isupper())


def _on(street: str) -> bool:
    """A street by its name alone, in capitals throughout."""
    words = street.split()
    return all(word[0].isupper() for word in words) and _BAD.isdisjoint(street.lower().split())


def _strange(name: str, knows: Callable[[str], bool]) -> bool:
    return not all(knows(word) for word in re.split("[ -]", name.lower()))
