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
_SORT_CODE = re.compile(r"(?<![\w/-])(?<!\d )\d{2}([ -])\d{2}\1\d{2}(?![\w/-])")
_SORT_LEAD = re.compile(
    r"\bsort(?:[ -]?code)?\b[ :]*(?:is )?(\d{2}[ -]?\d{2}[ -]?\d{2})(?!\d)", re.I
)
_ACCOUNT = re.compile(
    r"\b(?:a/c|acc|acct|account|iban)(?: (?:no|num|number|is))*\.?[ :#]*"
    r"([A-Z]{0,4}\d[\dA-Z ]{4,30}\d)\b",
    re.I,
)
_DIGITS = re.compile(r"(?<![\w/.,£$€+(-])(?:\+ ?)?\(?\d(?:[ ()./-]{0,3}\d){5,}(?![\w/])")
_FIGURE = (
    r"(?:oh|o|zero|nought|naught|one|two|three|four|five|six|seven|eight|nine|double|triple|treble"
    r"|hundred)"
)
_SPELT = re.compile(
    rf"(?<![\w/])(?:(?:{_FIGURE}|\d{{1,6}})[ ,.-]{{1,3}}){{2,}}(?:{_FIGURE}|\d{{1,6}})\b", re.I
)
_TIMES = {"double": 2, "triple": 3, "treble": 3}
_LENGTHS = {"hundred": 2}
_FEWEST_SPELT = 7  # digits; "two three four" counts, and a telephone number is longer
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
_INITIALS = re.compile(r"(?<![\w.])((?:[A-Z]\. ?){1,2}[A-Z]\.?)(?![\w.]| [A-Z][a-z])")
_HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])|_")
_HASHTAG = re.compile(r"(?<!\w)#([A-Za-z]\w{2,})")

# Letters that look like figures, in what is mostly figures: "O77OO", "9OO", "077l2".
_MISTYPED = re.compile(r"(?<![^\W\d])(?=[oOlI]{0,3}\d)[\doO]*(?:[lI](?=\d))?[\doO]*(?![^\W\doO])")
_AS_FIGURES = str.maketrans("oOlI", "0011")


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
    sieve.take("handle", _HASHTAG, lambda m: "keep" if _sayable(m[1], knows) else True)
    sieve.take("person", _INITIALS, lambda m: not knows(re.sub("[. ]", "", m[1]).lower()))
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
    sieve.take("phone", _SPELT, lambda match: _spelt_length(match[0]) >= _FEWEST_SPELT)
    sieve.take("phone", _DIGITS, lambda match: _number_kind(match[0]))
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
    return _MISTYPED.sub(lambda m: m[0].translate(_AS_FIGURES), text)


def _all_known(token: str, knows: Knows) -> bool:
    parts = re.findall(r"[a-z]+|\d+", token.lower())
    return all(part.isdigit() or knows(part) for part in parts) and "_" not in token


def _any_known(token: str, knows: Knows) -> bool:
    return any(len(part) > 2 and knows(part) for part in re.findall(r"[a-z]+", token.lower()))


def _sayable(tag: str, knows: Knows) -> bool:
    """Whether a hashtag is a known word, or known words each with a capital."""
    words = re.findall(r"[a-z]+", _HUMPS.sub(" ", tag).lower())
    return knows(tag.lower()) or all(map(knows, words))


def _is_ip(match: re.Match[str]) -> bool:
    try:
        ip_address(match[0].strip())
    except ValueError:
        return False
    return True


def _plates(sieve: Sieve, knows: Knows) -> None:
    sieve.take(
        "vehicle", _ANY_PLATE, lambda m: m[1].isupper() or not _any_known(m[1], knows), group=1
    )
    sieve.take("vehicle", _PLATE, lambda m: m[0].isupper() or not knows(m[2].lower()))
    sieve.take(
        "vehicle", _OLD_PLATE, lambda m: m[0].isupper() and not knows((m[1] or m[2]).lower())
    )


def _number_kind(raw: str) -> str:
    """What a run of digits is; empty when it may stay, "keep" for a service that anyone rings."""
    groups = re.findall(r"\d+", raw)
    digits = "".join(groups)
    longest = max(map(len, groups))
    if len(digits) == 10 and digits[0] == "7" and len(groups[0]) in (4, 5):
        return "phone"
    if len(digits) == 10 and digits[0] != "0" and ("/" not in raw):
        shape = [len(group) for group in groups]
        if nhs.is_valid(digits) or shape in ([10], [3, 3, 4]):
            return "nhs"
    if len(digits) >= 9 and (digits[0] == "0" or "+" in raw or digits[:2] == "44"):
        return _phone_kind(("+" if "+" in raw or digits[0] != "0" else "") + digits)
    if len(digits) == 8 and longest == 8:
        return "bank"
    return "number" if longest >= 6 or (longest == 5 and len(digits) >= 7) else ""


def _spelt_length(raw: str) -> int:
    """How many digits are spoken; 0 where none is spelt out."""
    count, times, spelt = 0, 1, False
    for part in re.findall(r"[a-z]+|\d+", raw.lower()):
        if part in _TIMES:
            times = _TIMES[part]
        else:
            length = _LENGTHS.get(part, 1) if part.isalpha() else len(part)
            count += times - 1 + length
            times = 1
        spelt |= part.isalpha()
    return count if spelt else 0


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
