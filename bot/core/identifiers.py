"""Identifiers that have a form: numbers with check digits, references, dates of birth, handles."""

import re
from collections.abc import Callable
from ipaddress import ip_address

from stdnum.gb import nhs

from bot.core.spans import Sieve

Knows = Callable[[str], bool]
_PLACEHOLDER = re.compile(
    r"\[(?:person|email|link|handle|insurance|postcode|date|vehicle|phone|nhs|number|reference"
    r"|pnc|bank|ip|address)\]"
)
_HELPLINE = re.compile(r"(?<![\w+])(?<!\d[ -])(?:0800 ?11 ?11|116 ?\d{3})(?!\w|[ -]?\d)")
_EMAIL = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
    r"|\b[\w.+-]{1,64} (?:at|@) ?[\w-]{2,40} ?(?:dot |\. ?)(?:com|co|org|net|uk|gov|nhs)\b"
    r"(?: ?(?:dot |\. ?)uk\b)?",
    re.I,
)
_LINK = re.compile(r"\bhttps?://\S+|\bwww\.\S+", re.I)
_PROFILE = re.compile(
    r"\b(?:m\.)?(?:facebook|fb|instagram|tiktok|twitter|x|snapchat|linkedin|t|reddit)"
    r"\.(?:com|me|it)/\S*\w|\bu/[\w-]{3,}",
    re.I,
)
_AT = re.compile(r"(?<![\w@])@[\w.-]{2,}\w")
_PLATFORM = re.compile(
    r"\b(?:insta(?:gram)?|ig|snap(?:chat)?|tik ?tok|fb|facebook|twitter|discord|kik|telegram"
    r"|vinted|user ?name|screen ?name|handle|gamertag|profile|onlyfans|grindr|tinder|hinge|psn"
    r"|xbox|reddit|whatsapp)(?!\w)(?: (?:is|as|called|named|under|user|username|account|acc|page"
    r"|profile|name|handle|at)){0,3} ?[:=]? ?@?([A-Za-z0-9][\w.-]{2,}\w)",
    re.I,
)
_IP = re.compile(
    r"(?<![\w.])(?:\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)|(?=[\da-f]*:)[\da-f:]{6,39})", re.I
)
_PNC = re.compile(r"(?<![\w/])(?:19|20)?\d{2} ?/ ?\d{1,7}[A-HJ-NP-RT-Z](?!\w)", re.I)
_INSURANCE = re.compile(r"\b[A-Z]{2}([ -]?)\d{2}\1\d{2}\1\d{2}\1[A-D]\b", re.I)
_POSTCODE = re.compile(
    r"\b(?!(?:[A-Z]\d{1,2} \d(?:st|nd|rd|th|yr|wk|hr)\b))"
    r"[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b",
    re.I,
)
_PLATE = re.compile(r"\b([A-Z]{2}\d{2}) ?([A-Z]{3})\b", re.I)
_OLD_PLATE = re.compile(r"\b(?:[A-Z]\d{1,3} ?([A-Z]{3})|([A-Z]{3}) ?\d{1,3}[A-Z])\b", re.I)
_ANY_PLATE = re.compile(
    r"\b(?:reg|registration|vrm|number ?plate|plate|car reg|index)(?: (?:is|no|number))?[ :#]*"
    r"((?=[A-Z ]{0,4}\d)(?=[\d ]{0,4}[A-Z])[A-Z\d]{2,4} ?[A-Z\d]{3,4})\b",
    re.I,
)
_SORT_CODE = re.compile(r"(?<![\w/-])\d{2}([ -])\d{2}\1\d{2}(?![\w/-])")
_SORT_LEAD = re.compile(
    r"\bsort(?:[ -]?code)?\b[ :]*(?:is )?(\d{2}[ -]?\d{2}[ -]?\d{2})(?!\d)", re.I
)
_ACCOUNT = re.compile(
    r"\b(?:a/c|acc|acct|account|iban)(?: (?:no|num|number|is))*\.?[ :#]*"
    r"([A-Z]{0,4}\d[\dA-Z ]{4,30}\d)\b",
    re.I,
)
_DIGITS = re.compile(r"(?<![\w/.,£$€+(-])(?:\+ ?)?\(?\d(?:[ ()./-]{0,3}\d){5,}(?![\w/])")
_SPELT = re.compile(
    r"\b(?:(?:oh|o|zero|nought|naught|one|two|three|four|five|six|seven|eight|nine|double|triple"
    r"|treble)[ ,.-]{1,3}){4,}(?:oh|o|zero|nought|one|two|three|four|five|six|seven|eight|nine)\b",
    re.I,
)
_NAMED_REFERENCE = re.compile(
    r"\b(?:crn|urn|ref|reference|log|incident|crime|custody|case|noms|nomis|pnc|mosaic|liquidlogic"
    r"|carefirst|rio|emis|delius|oasys|file|claim|court|prison|id|pt|patient|hospital|licence)"
    r"(?: (?:no|num|number|ref|id|is|code))*\.?[ :#]*"
    r"((?=[A-Z/-]*\d[A-Z/-]*\d[A-Z/-]*\d)[A-Z\d]+(?:[/-][A-Z\d]+)*)(?!\w)",
    re.I,
)
_MIXED = re.compile(r"(?<![\w£$€.,/-])[A-Za-z\d]+(?:[._/-]+[A-Za-z\d]+)*_*(?!\w)")
_YEARS = re.compile(
    r"999|10[15]|11[12]|"
    r"(?:19|20)\d{2}(?:s|ish)?(?:[-/](?:(?:19|20)?\d{2})s?)?|\d{1,9}(?:hrs?|h|am|pm|s|k|m|th|st|nd|rd|p|mg|ml|kg|g|%)"
    r"|\d{1,2}/\d{1,2}(?:/\d{1,3})?",
    re.I,
)


def find(text: str, knows: Knows) -> Sieve:
    """The text with every identifier of a known form hidden.

    knows: whether a word in lower case is one that may stay.
    """
    sieve = Sieve(_folded(text))
    sieve.take("keep", _PLACEHOLDER)
    sieve.take("keep", _HELPLINE)
    sieve.take("email", _EMAIL)
    sieve.take("handle", _PROFILE)
    sieve.take("link", _LINK)
    sieve.take("handle", _AT)
    sieve.take("handle", _PLATFORM, lambda m: not _all_known(m[1], knows), group=1)
    sieve.take("ip", _IP, _is_ip)
    sieve.take("insurance", _INSURANCE)
    sieve.take("postcode", _POSTCODE)
    sieve.take("bank", _SORT_LEAD, group=1)
    _plates(sieve, knows)
    return sieve


def find_numbers(sieve: Sieve, knows: Knows, kept: Knows) -> None:
    """Then what is mostly digits, after dates have been taken out.

    kept: whether something with digits belongs to the trade, such as the number of the review.
    """
    sieve.take("pnc", _PNC)
    sieve.take("bank", _SORT_CODE)
    sieve.take("bank", _ACCOUNT, group=1)
    sieve.take("phone", _DIGITS, lambda match: _number_kind(match[0]))
    sieve.take("phone", _SPELT)
    sieve.take(
        "reference",
        _NAMED_REFERENCE,
        lambda m: not (_YEARS.fullmatch(m[1]) or kept(m[1])),
        group=1,
    )
    sieve.take("reference", _MIXED, lambda m: "" if kept(m[0]) else _mixed_kind(m[0], knows))


def _folded(text: str) -> str:
    """Every digit of every script as an ASCII digit, and the letter O in a number as a zero."""
    if not text.isascii():
        text = "".join(str(int(c)) if c.isdecimal() else c for c in text)
    return re.sub(r"(?<=\d)[oO]+(?=\d)|\b[oO](?=\d{4})", lambda m: "0" * len(m[0]), text)


def _all_known(token: str, knows: Knows) -> bool:
    parts = re.findall(r"[a-z]+|\d+", token.lower())
    return all(part.isdigit() or knows(part) for part in parts) and "_" not in token


def _is_ip(match: re.Match[str]) -> bool:
    try:
        ip_address(match[0].strip())
    except ValueError:
        return False
    return True


def _plates(sieve: Sieve, knows: Knows) -> None:
    sieve.take("vehicle", _ANY_PLATE, group=1)
    sieve.take("vehicle", _PLATE, lambda m: m[0].isupper() or not knows(m[2].lower()))
    sieve.take(
        "vehicle", _OLD_PLATE, lambda m: m[0].isupper() and not knows((m[1] or m[2]).lower())
    )


def _number_kind(raw: str) -> str:
    """What a run of digits is; empty when it may stay, "keep" for a service that anyone rings."""
    groups = re.findall(r"\d+", raw)
    digits = "".join(groups)
    longest = max(map(len, groups))
    if len(digits) == 10 and digits[0] != "0" and ("/" not in raw):
        shape = [len(group) for group in groups]
        if nhs.is_valid(digits) or shape in ([10], [3, 3, 4]):
            return "nhs"
    if len(digits) >= 9 and (digits[0] == "0" or "+" in raw or digits[:2] == "44"):
        return _phone_kind(("+" if "+" in raw or digits[0] != "0" else "") + digits)
    if len(digits) == 8 and longest == 8:
        return "bank"
    return "number" if longest >= 6 or (longest == 5 and len(digits) >= 7) else ""


def _phone_kind(digits: str) -> str:
    import phonenumbers  # 30 ms at the start of every command, and few messages hold a number

    services = phonenumbers.PhoneNumberType
    try:
        number = phonenumbers.parse(digits[:20], "GB")
    except phonenumbers.NumberParseException:
        return "number"
    kept = (services.TOLL_FREE, services.UAN, services.SHARED_COST, services.PREMIUM_RATE)
    return "keep" if phonenumbers.number_type(number) in kept else "phone"


def _mixed_kind(token: str, knows: Knows) -> str:
    """What a word with digits, dots or underscores in it is; empty when it may stay."""
    digits = sum(char.isdigit() for char in token)
    letters = sum(char.isalpha() for char in token)
    if not digits and "_" not in token:
        return ""
    if _YEARS.fullmatch(token):
        return ""
    if not letters:
        groups = re.findall(r"\d+", token)
        long = max(map(len, groups)) >= 6 or (len(groups) >= 3 and digits >= 7)
        return "reference" if long and "." not in token else ""
    words = re.findall(r"[a-z]+", token.lower())
    if "_" in token:
        return "handle"
    if letters >= 4 and not all(map(knows, words)) and digits < 5:
        return "handle" if digits > 1 or "." in token else ""
    year = re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", token)
    return "reference" if digits >= 4 and not (year and digits == 4) else ""
