"""Names of persons in a text: by lists, by being no known word, and by what stands around."""

from collections.abc import Iterator

from bot.core.contexts import (
    ARTICLES,
    LEADS,
    TITLES,
    VERBS,
    after_initial,
    after_title,
    full_name,
    initials,
    introduced,
    one_letter,
    owned_plural,
    rare,
    says,
    says_name,
    surname_of_many,
)
from bot.core.names import Allowed
from bot.core.positions import MOMENTS, only_a_person
from bot.core.spans import Span
from bot.core.words import STOP_WORDS
from bot.core.writing import Text, Word

_LONGEST_ACRONYM = 6
_PARTICLE_WORDS = """
    al el bin bint ibn de van von der da du la le st abu ur ul mac mc o ap ab
"""
_EPONYM_WORDS = """
    law laws protocol warning warnings competence competent principle principles guidelines
    inquiry foundation helpline police hospital magistrates council mash marac act
"""
_UNPAIRED = frozenset(["will", "may", "can", "hope"])
_PAIRED = (" and ", " & ", " n ", "/", " + ", "&", ", ", " or ")
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_EPONYMS = frozenset(_EPONYM_WORDS.split())


def find_persons(source: str, allowed: Allowed) -> Iterator[Span]:
    """Where persons are named.  What was found before is hidden in the source."""
    text = Text(source)
    _keep_phrases(text, allowed)
    for i, word in enumerate(text.words):
        word.hit = not word.kept and _is_person(text, i, allowed)
    _spread(text, allowed)
    _pair(text, allowed)
    run: list[Word] = []
    for i, word in enumerate(text.words):
        if run and not (word.hit and text.joined(i)):
            yield _span(run)
            run = []
        if word.hit:
            run.append(word)
    if run:
        yield _span(run)


def _span(run: list[Word]) -> Span:
    """The words of one name, without a possessive 's."""
    return Span(run[0].start, run[-1].end - 2 * run[-1].low.endswith("'s"), "person")


def _keep_phrases(text: Text, allowed: Allowed) -> None:
    """Names of bodies stay, and laws, protocols and places that are called after somebody."""
    lows = [word.low for word in text.words]
    for i, word in enumerate(text.words):
        for part in text.words[i : i + allowed.phrase(lows, i)]:
            part.kept = True
        if text.after(i) in _EPONYMS and (word.low[-1] == "s" or word.capital):
            word.kept = True


def _is_person(text: Text, i: int, allowed: Allowed) -> bool:
    word = text.words[i]
    if len(word.low) == 1:
        return one_letter(text, i)
    if initials(text, i, allowed):
        return True
    if any(says(text, i, allowed) for says in (after_title, introduced, after_initial)):
        return True
    if surname_of_many(text, i, allowed) or full_name(text, i, allowed):
        return True
    if word.base in allowed.kept_names:
        month = word.base in MOMENTS and only_a_person(text, i)
        return month or (word.base in allowed.wordy_given and says(text, i))
    if owned_plural(text, i, allowed):
        return True
    if word.base in allowed.wordy_given:
        return says_name(text, i, allowed)
    if allowed(word.low):
        inside = not word.first or text.gap(i).endswith("(")
        return inside and rare(word, allowed) and only_a_person(text, i)
    return any(map(allowed.is_name, word.base.split("-"))) or not _excused(word, allowed)


def _excused(word: Word, allowed: Allowed) -> bool:
    """An unknown word that is an acronym or a misspelling."""
    if word.shout or (word.raw[:-1].isupper() and word.raw[-1] == "s"):
        return len(word.base) <= _LONGEST_ACRONYM
    return not (word.capital and not word.first) and allowed.repaired(word.base)


def _spread(text: Text, allowed: Allowed) -> None:
    """To initials, particles and surnames beside a name, so that none is half removed."""
    for i in range(1, len(text.words)):
        before, word = text.words[i - 1], text.words[i]
        free = not (word.hit or word.kept or before.raw.endswith("'s"))
        if free and before.hit and text.joined(i):
            word.hit = _goes_on(text, i, allowed)
    for i in range(len(text.words) - 1, 0, -1):
        before = text.words[i - 1]
        free = not (before.hit or before.kept or before.raw.endswith("'s"))
        if free and text.words[i].hit and text.joined(i) and before.low not in TITLES:
            before.hit = _begins(text, i - 1, allowed)


def _pair(text: Text, allowed: Allowed) -> None:
    """To what could be a name beside one: "joy and kyle", "Mark/Tia"."""
    for i, word in enumerate(text.words):
        if word.hit or word.kept or word.base not in allowed.wordy_given or word.base in _UNPAIRED:
            continue
        for a, b in ((i, i + 1), (i, i + 2), (i - 1, i), (i - 2, i)):
            if a < 0 or b >= len(text.words) or not text.words[b if a == i else a].hit:
                continue
            between = text.text[text.words[a].end : text.words[b].start].lower()
            if between in _PAIRED and text.before(a) not in ARTICLES:
                word.hit = True


def _goes_on(text: Text, i: int, allowed: Allowed) -> bool:
    """Whether a word belongs to the name before it."""
    name, word = text.words[i - 1], text.words[i]
    if name.low in _PARTICLES:
        return word.capital or word.low in _PARTICLES or not allowed(word.low)
    if word.low.partition("-")[0] in _PARTICLES:
        on = text.words[i + 1] if text.joined(i + 1) else None
        compound = "-" in word.low
        return compound or (on is not None and (on.hit or on.capital or on.low in _PARTICLES))
    if allowed.wordy(word.base) and word.base not in VERBS:
        return word.capital or not name.capital
    if not (word.capital and name.capital) or word.first:
        return False
    if word.shout:
        return name.shout and not allowed(word.base)
    return word.base not in allowed.kept_names


def _begins(text: Text, i: int, allowed: Allowed) -> bool:
    """Whether a word belongs to the name after it."""
    word, name = text.words[i], text.words[i + 1]
    if len(word.raw) == 1:
        return text.gap(i + 1)[0] == "." or (word.capital and word.raw not in "AI")
    given = word.low in allowed.wordy_given
    if word.low in _PARTICLES:
        return True
    if word.shout:
        return given or (name.shout and not allowed(word.low))
    if word.capital and name.capital:
        if given or word.first:
            return given or rare(word, allowed)
        return not (word.low in LEADS or word.low in STOP_WORDS)
    family = name.low in allowed.names.surnames and name.low not in allowed.names.given
    return given and family and not word.capital
