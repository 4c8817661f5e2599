"""What a sentence says of a word: whether one that could be a name is meant as one."""

import re

from bot.core.names import Allowed
from bot.core.positions import KIN, closes, only_a_person
from bot.core.words import STOP_WORDS
from bot.core.writing import Text, Word


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_AGE = re.compile(
    r"(?:'s)?(?:,? ?\(|, | (?:is|was|aged?|now|who's|whos) (?:now |only )?|, aged? )"
    r"(?:[fm][, ]{1,2})?\d{1,2}(?!\w)"
    r"(?! ?(?:days?|weeks?|wks?|months?|mths?|years? (?!old)|hours?|hrs|mins|%|or|to|kids|times)"
    r"\b)",
    re.I,
)
_STANDS = re.compile(
    r" in (?:flat|room|rm|unit|bed|number|no|reception|tears)\b| on the (?:phone|line|fone)\b"
    r"| (?:is|was) (?:scared|frightened|pregnant|back|out|due|asking|refusing|living|staying"
    r"|worried|terrified|crying|upset|missing|drunk|outside|here|being)\b",
    re.I,
)


TITLES = _set("mr mrs ms miss mx dr prof rev sgt pc dc ds di dci dcs insp cllr sir dame sister")
_DOTTED = _set("mr mrs ms dr prof rev")
_PLAIN_TITLES = _set("mr mrs ms")
_ALSO_WORDS = _set("sister rev dame")
LEADS = _set("""
    called named aka alias nickname nicknamed client resident patient pt partner husband wife
    tenant victim vic perp offender lad girl lady bloke son daughter brother sister mum mom dad
    nan gran uncle auntie aunt cousin neighbour colleague baby child boyfriend girlfriend bf gf
    ex stepdad stepson grandson friend mate re told asked ask tell with for about
""")
_SURE_LEADS = _set("called named aka alias nickname nicknamed re told")
_NAMING_ANY = re.compile(
    r"\b(?:goes by|nicknamed?|aka|alias|(?:street|real|first|fst|last|middle|pet|given|family"
    r"|maiden) name|surname)(?:,? (?:is|of|as))?[ :]{1,2}['\"]?$",
    re.I,
)
_NAMING = re.compile(
    r"(?:goes by|known(?: to \w{2,8})? as|(?:call|calls|called) (?:him|her|them)|aka|a\.k\.a\.?"
    r"|alias|(?:nicknamed?|(?:street|real|first) name|surname)"
    r"(?: is)?|(?:his|her|their|my) name(?: is|'s|s)|calls (?:him|her)self|now called"
    r"|changed (?:his|her) name to) ['\"]?$",
    re.I,
)
_SAYING = _set("""
    says said told tells rang rings phoned phones texted texts wants wanted keeps kept lives
    lived thinks thought feels felt refuses refused disclosed discloses admitted admits denies
    denied reckons asked asks called messaged messages hits punched strangled threatened
    threatens comes knows cries cried isn't isnt doesn't doesnt won't wont hasn't hasnt didn't
    didnt wasn't wasnt needs likes hates loves reckoned whispered screamed begged
""")
_OWNED = _set("""
    ex exes mum mom dad nan gran partner husband wife boyfriend girlfriend bf gf kids kid baby
    son daughter brother sister flat house address phone mobile number case file licence
    solicitor mother father family stepdad stepmum boyf hubby carer gp cpn room car statement
    new old
""")
VERBS = _set("will may hope mark chase grant rob sue pat drew bill love can rush trace skip bless")
_NOT_BEFORE = _set("""
    a an the this that these those every each any some no our my your his her their its very
    more of in on at to i we you they he she it not and or
""")
ARTICLES = _set("""
    a an the this that these those any some no every each my your our their his her its such of
    much many more most very so too really quite less enough pure sheer be been being
""")
_INFLECTED = _set("sue pat rob frank tiff")  # verbs and adjectives, by what goes before them
_BEFORE_VERBS = _set("""
    to i we you they he she it who and or not n't dont don't didnt can could will would should
    shall may might must did does do then please is are was were have had having cant can't won't
    wont
""")
_LETTERED = _set("category cat level part section appendix type band class option plan block wing")
_TITLED = _set("the a an this that every our in of last next")
_MODALS = _set("will may can")


def after_title(text: Text, i: int, allowed: Allowed) -> bool:
    """After "Mrs", "Dr", "Sgt": a surname, though it be an ordinary word."""
    word, title = text.words[i], text.before(i)
    if title not in TITLES or word.low in TITLES:
        return False
    if not (text.gap(i) == " " or (text.gap(i) == ". " and title in _DOTTED)):
        return False
    named = allowed.wordy(word.low)
    if word.low in STOP_WORDS and not named:
        return False
    if title in _PLAIN_TITLES:
        return named or word.capital
    if word.capital:
        return not word.shout and (named or text.words[i - 1].capital)
    likely = word.low in allowed.wordy_given or word.low in allowed.strong
    called = likely if title == "miss" else named and title not in _ALSO_WORDS
    return called and word.low not in VERBS and closes(text, i)


def rare(word: Word, allowed: Allowed) -> bool:
    """Whether a word with a capital is one that the trade has no use for."""
    plain = word.capital and not word.shout and word.base.isalpha()
    return plain and not allowed.of_the_trade(word.base)


def introduced(text: Text, i: int, allowed: Allowed) -> bool:
    """After "goes by", "real name" and the like, whatever the word."""
    word = text.words[i]
    if word.capital:
        return bool(_NAMING.search(text.led(i)))
    named = word.base in allowed.wordy_given or not allowed.of_the_trade(word.base)
    return named and bool(_NAMING_ANY.search(text.led(i)))


def after_initial(text: Text, i: int, allowed: Allowed) -> bool:
    """ "L Fairweather" and "M. Hill", but not "Level B Programme" or "Category A"."""
    word = text.words[i]
    if i < 1 or not word.capital or word.shout or word.low in STOP_WORDS:
        return False
    initial = text.words[i - 1]
    if len(initial.raw) != 1 or not initial.capital or initial.raw in "AI":
        return False
    if text.gap(i) == ". ":
        return True
    plain = text.gap(i) == " " and text.before(i - 1) not in _LETTERED
    return plain and (initial.first or not allowed(word.low))


def one_letter(text: Text, i: int) -> bool:
    """ "Mrs K" and "baby T", but not "part B" or "baby I saw"."""
    word, before = text.words[i], text.before(i)
    if before in _PLAIN_TITLES or before in ("miss", "dr"):
        return text.gap(i) in (" ", ". ") and (word.capital or word.low not in "aiunrx")
    if not word.capital or word.raw in "AI":
        return False
    aged = before not in _LETTERED and re.match(r" \(\d{1,2}[),]|, \d{1,2},", text.rest(i))
    return bool(aged) or (before in KIN and text.gap(i) == " ")


def initials(text: Text, i: int, allowed: Allowed) -> bool:
    """ "initials RM" and "victim LB"; an abbreviation of the trade is none."""
    word, before = text.words[i], text.before(i)
    if not word.shout or len(word.raw) > 3:
        return False
    named = before == "initials" or text.before(i - 1) == "initials"
    return named or (before in KIN and len(word.raw) == 2 and not allowed(word.low))


def full_name(text: Text, i: int, allowed: Allowed) -> bool:
    """ "Mark Green": two ordinary words, each with a capital, that are a name together."""
    if not text.joined(i + 1) or text.words[i].base not in allowed.wordy_given:
        return False
    word, name = text.words[i], text.words[i + 1]
    both = word.capital and name.capital and word.shout == name.shout
    return both and not name.kept and name.base in allowed.names.wordy_surnames


def surname_of_many(text: Text, i: int, allowed: Allowed) -> bool:
    """ "the Smiths next door"."""
    word = text.words[i]
    if text.before(i) != "the" or not rare(word, allowed) or word.low[-1] != "s":
        return False
    name = word.low[:-1]
    return name in allowed.names.surnames or name in allowed.names.wordy_surnames


def owned_plural(text: Text, i: int, allowed: Allowed) -> bool:
    """ "jades ex": a name in the possessive without its apostrophe."""
    word = text.words[i].low
    if word[-1] != "s" or text.after(i) not in _OWNED or text.before(i) in _NOT_BEFORE:
        return False
    name = word[:-1]
    known = name in allowed.wordy_given or name in allowed.strong
    return known and name not in allowed.kept_names


def says_name(text: Text, i: int, allowed: Allowed) -> bool:
    """Whether an ordinary word that is also a given name is one here."""
    word, before, after = text.words[i], text.before(i), text.after(i)
    free = before not in _NOT_BEFORE
    if word.base in allowed.names.likely_given and not _meant_as_word(word.base, before):
        return True
    if word.raw.endswith("'s") and after in _OWNED:
        return free or word.capital
    if _AGE.match(text.rest(i)) and (word.capital or word.first or before in LEADS):
        return True
    if free and (after in _SAYING or _STANDS.match(text.rest(i))):
        return True
    if word.capital and _stands_out(text, i, allowed):
        return True
    if only_a_person(text, i):
        return True
    return before in _SURE_LEADS and (word.base in VERBS or after not in ("of", "in"))


def _meant_as_word(base: str, before: str) -> bool:
    return before in ARTICLES or (base in _INFLECTED and before in _BEFORE_VERBS)


def says(text: Text, i: int) -> bool:
    """Whether a word in capitals does what only a person does."""
    free = text.before(i) not in _NOT_BEFORE
    return text.words[i].capital and free and text.after(i) in _SAYING


def _stands_out(text: Text, i: int, allowed: Allowed) -> bool:
    """A capital that the start of a sentence or the title of something does not explain."""
    word = text.words[i]
    if word.shout and len(word.base) > 2:
        return word.base not in _MODALS
    if word.first or text.before(i) in _TITLED:
        return False
    return not any(_part_of_title(other, allowed) for other in text.beside(i))


def _part_of_title(word: Word, allowed: Allowed) -> bool:
    named = word.low in allowed.wordy_given or word.low in TITLES or word.raw == "I"
    return word.capital and not (word.first or word.hit or named) and allowed(word.low)
