"""A brief reads back as it was written, and what is wrong with one is found."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.audience import Audience, chosen, fingerprint
from bot.core.brief import Brief, Check, faults_of, from_entries, telegram_length, template
from bot.core.knowledge import Knowledge
from bot.core.people import Person, Role
from bot.flows.brief_reading import read_brief, written
from bot.flows.brief_wording import fixed_questions, headings, length_of

WORDS = st.text("abcdefgh ", min_size=3, max_size=40).map(str.strip).filter(lambda t: len(t) > 2)
CHECKS = st.builds(
    lambda ask, options, because: Check(
        ask=ask, options=tuple(options), right=len(options), because=because
    ),
    WORDS,
    st.lists(WORDS, min_size=2, max_size=4),
    WORDS,
)
BRIEFS = st.builds(
    Brief,
    title=WORDS,
    sections=st.dictionaries(WORDS, WORDS, max_size=4),
    discuss=st.lists(WORDS, max_size=3).map(tuple),
    check=st.lists(CHECKS, max_size=3).map(tuple),
    entries=st.just(("voo-criteria",)),
)


@given(BRIEFS)
def test_a_brief_reads_back_as_it_was_written(brief: Brief) -> None:
    if {name.casefold() for name in brief.sections} & {"check", "questions to discuss"}:
        return
    assert read_brief(written(brief), "text") == brief


def problems(brief: Brief, knowledge: Knowledge) -> set[str]:
    length = length_of(1, brief, knowledge)
    return {
        fault.problem for fault in faults_of(brief, knowledge, length, 4096, fixed_questions())
    }


def test_a_template_still_lacks_everything(knowledge: Knowledge) -> None:
    assert problems(template("A title", headings()), knowledge) == {
        "empty", "no_check", "no_discuss", "no_source"
    }  # fmt: skip


def test_an_entry_becomes_a_draft_with_its_sources(knowledge: Knowledge) -> None:
    entry = knowledge.by_id["rec-4-voo-when-supervision-ends"]
    brief = from_entries([entry], headings(), fixed_questions())
    assert brief.entries == (entry.id,)
    assert entry.why == brief.sections["What happened"]
    assert problems(brief, knowledge) == {"empty", "no_check"}


def test_length_dead_links_and_embargo_are_found(knowledge: Knowledge) -> None:
    long = Brief(title="Long", sections={f"H {n}" * 2: "a " * 900 for n in range(4)})
    assert "too_long" in problems(long, knowledge)
    dead = Brief(title="Dead", entries=("no-such-entry",))
    assert "dead" in problems(dead, knowledge)
    held = knowledge._holding(True)
    assert "embargo" in problems(Brief(title="Held", entries=("voo-criteria",)), held)


def test_length_is_counted_as_telegram_counts() -> None:
    assert telegram_length("a\N{ROCKET}") == 3


def test_an_audience_is_those_who_fit_every_list_each_once() -> None:
    people = [
        Person(1, agency="police", team="A", admitted=True),
        Person(2, agency="police", team="B", admitted=True),
        Person(3, agency="health", team="A", role=Role.TRAINER, admitted=True),
        Person(4, agency="police", team="A"),
    ]
    found = chosen(Audience(agencies=("police",), teams=("A",), outside=3), [*people, people[0]])
    assert [person.key for person in found.people] == [1]
    assert found.listed == 4
    assert len(chosen(Audience(), people).people) == 3
    assert fingerprint([2, 1]) == fingerprint([1, 2]) != fingerprint([1])
