"""Coverage: what fails, what is only told, and that it stays fast."""

import random
from datetime import date
from time import perf_counter

from bot.core.coverage import coverage
from bot.core.entry import cited
from bot.core.knowledge import Knowledge
from bot.core.twins import twins

TODAY = date(2026, 11, 24)


def passages(knowledge: Knowledge) -> dict[str, str]:
    """Every cited passage, holding the very words of the entries that cite it."""
    found: dict[str, str] = {}
    for entry in knowledge.entries:
        text = entry.model_dump_json()
        for locator in cited(entry):
            found[locator] = found.get(locator, "") + text
    return found


def test_what_is_whole_and_founded_is_good(knowledge: Knowledge) -> None:
    found = coverage(knowledge, passages(knowledge), TODAY)
    assert found.good
    assert found.unfounded == ()


def test_a_passage_that_nobody_cites_fails_until_it_is_left_out(knowledge: Knowledge) -> None:
    more = {**passages(knowledge), "99.1": "a new passage"}
    found = coverage(knowledge, more, TODAY)
    assert found.uncovered == ("99.1",)
    assert not found.good
    pack = knowledge.pack.model_copy(update={"left_out": {"99.1": "only a bibliography"}})
    again = coverage(_with(knowledge, pack=pack), more, TODAY)
    assert again.good
    assert again.left_out == ("99.1",)


def test_a_citation_that_does_not_exist_fails(knowledge: Knowledge) -> None:
    fewer = passages(knowledge)
    del fewer["glossary:VOO"]
    found = coverage(knowledge, fewer, TODAY)
    assert ("term-voo", "glossary:VOO") in found.unknown
    assert not found.good


def test_a_figure_that_no_cited_passage_holds_fails(knowledge: Knowledge) -> None:
    entry = knowledge.by_id["term-voo"]
    wrong = entry.model_copy(update={"answer": f"{entry.answer} Ask within seventeen days."})
    others = tuple(each for each in knowledge.entries if each.id != entry.id)
    found = coverage(_with(knowledge, entries=(*others, wrong)), passages(knowledge), TODAY)
    assert found.unfounded == (("term-voo", "seventeen"),)
    fact = knowledge.pack.model_copy(update={"title_page": ("17",)})
    told = _with(knowledge, entries=(*others, wrong), pack=fact)
    assert coverage(told, passages(knowledge), TODAY).good


def test_an_entry_past_its_review_date_is_told(knowledge: Knowledge) -> None:
    found = coverage(knowledge, passages(knowledge), date(2099, 1, 1))
    assert len(found.overdue) == len(knowledge.entries)
    assert found.good


def test_near_identical_phrasings_of_two_owners_are_found_whatever_their_order() -> None:
    rows = [
        ("a", "who signs off the high risk transfer"),
        ("a", "who signs off the high risk transfers"),
        ("b", "the high risk transfer, who signs it off"),
        ("c", "what is a VOO"),
    ]
    found = twins(rows, least=90)
    assert {pair.owners for pair in found} == {("a", "b")}


def test_fifteen_thousand_phrasings_are_compared_in_seconds() -> None:
    chance = random.Random(7)
    words = ["".join(chance.choices("abcdefgh", k=6)) for _ in range(3000)]
    rows = [
        (str(i % 300), " ".join(chance.choices(words, k=chance.randint(2, 20))))
        for i in range(15_000)
    ]
    started = perf_counter()
    twins(rows)
    assert perf_counter() - started < 20


def _with(knowledge: Knowledge, **changed: object) -> Knowledge:
    from dataclasses import replace

    return replace(knowledge, **changed)  # type: ignore[arg-type]
