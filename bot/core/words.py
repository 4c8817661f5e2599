"""Text made comparable: cleaned, cut into words, stemmed, with acronyms kept whole."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import Stemmer

_STEMMER = Stemmer.Stemmer("english")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}[a-z]?\b\.?", re.I)
_SPACES = re.compile(r"\s+")
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "`": "'"})

# Filler carries no topic; "it" is here, but acronyms are kept before this is read.
_FILLER = """
    a about after all also am an and any are as at be because been before being but by can cause
    could cos did do does doing done dont don't either else ever for from further get gets getting
    give given go going gonna got had has have having he her here hers herself him himself his how
    i i'd i'll i'm i've if im in into is it it's its itself just know let like lot m me mean means
    might more most much must my myself need needed no nor not now of off on once only or other our
    out over own please pls plz quick question r really s same say says see shall she should so
    some such t tell tells than that that's the their theirs them themselves then there these they
    thing this those through to too u under until up ur us very want was we we're well were what
    what's whats when where wheres which while who who's whom whos whose why will with would wot
    ya yeah yes yet you you're your yours yourself remind anyone anybody someone something one
"""
STOP_WORDS = frozenset(_FILLER.split())

_SPELLINGS = (
    (re.compile(r"isation"), "ization"),
    (re.compile(r"(?<=[a-z]{3})ise(?=d|r|s|$)"), "ize"),
    (re.compile(r"(?<=[a-z]{3})ising$"), "izing"),
    (re.compile(r"licenc"), "licens"),
    (re.compile(r"practis"), "practic"),
    (re.compile(r"programme"), "program"),
    (re.compile(r"(?<=[a-z]{3})our(?=s|ed|ing|al|$)"), "or"),
)


def clean(text: str) -> str:
    """Readable text only: NFKC, no marks stacked on letters, no control or format characters."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    composed = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES)
    if not composed.isascii():
        apart = unicodedata.normalize("NFKD", composed)
        composed = "".join(_readable(char) for char in apart)
    return _SPACES.sub(" ", "".join(c if c.isprintable() else " " for c in composed)).strip()


def _readable(char: str) -> str:
    category = unicodedata.category(char)
    return "" if category in ("Mn", "Me", "Cf", "Co") or char == "\ufffd" else char


def split(text: str) -> list[str]:
    """The words of a cleaned text in lower case; V.O.O. is one word, possessives are cut."""
    joined = _DOTTED.sub(lambda found: found.group().replace(".", "") + " ", text)
    return [word.removesuffix("'s") for word in _WORD.findall(joined.lower())]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of words before any entry is read.

    acronyms: each in lower case with what it stands for.  shorthand: text-speak and slang
    in plain words.  english: common English, never corrected.  renamed: names of today, as
    words, with the review's name for the same.
    """

    acronyms: Mapping[str, str]
    shorthand: Mapping[str, str]
    english: frozenset[str]
    renamed: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)

    @property
    def new_words(self) -> frozenset[str]:
        """The words of today's names, which stand in no entry."""
        return frozenset(word for name in self.renamed for word in name)

    def spell_out(self, words: Iterable[str]) -> list[str]:
        """Text-speak in plain words; an acronym stays, also in the plural."""
        out: list[str] = []
        for word in words:
            single = word.removesuffix("s")
            if word in self.acronyms:
                out.append(word)
            elif single in self.acronyms and word not in self.english:
                out.append(single)
            else:
                out.extend(self.shorthand.get(word, word).split())
        return out

    def stems(self, words: Iterable[str]) -> list[str]:
        """The stems that carry meaning: acronyms always, stop words never."""
        return [
            word if word in self.acronyms else stem(word)
            for word in words
            if word in self.acronyms or word not in STOP_WORDS
        ]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of one word, the same for British and American spelling."""
    for pattern, other in _SPELLINGS:
        word = pattern.sub(other, word)
    return str(_STEMMER.stemWord(word))


def char_ngrams(words: Iterable[str], low: int = 3, high: int = 5) -> list[str]:
    """Character n-grams inside each word, the word padded by one blank on either side."""
    grams: list[str] = []
    for word in words:
        padded = f" {word} "
        for size in range(low, min(high, len(padded)) + 1):
            grams.extend(padded[i : i + size] for i in range(len(padded) - size + 1))
    return grams
