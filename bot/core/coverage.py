"""What the entries rest on, held against the passages of the published report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.core.entry import Entry, cited, full_text
from bot.core.figures import unfounded, without_list_marks, without_references
from bot.core.knowledge import Knowledge
from bot.core.twins import Twins, twins


@dataclass(frozen=True, slots=True)
class Coverage:
    """Locators by what became of them, and everything that is wrong or worth a look."""

    cited: tuple[str, ...]
    left_out: tuple[str, ...]
    uncovered: tuple[str, ...]
    unknown: tuple[tuple[str, str], ...]  # entry (or pack) and a locator that does not exist
    unfounded: tuple[tuple[str, str], ...]  # entry and a figure that stands in no cited passage
    twins: tuple[Twins, ...]
    overdue: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether everything is covered, founded and there; twins and dates are only told."""
        return not (self.uncovered or self.unknown or self.unfounded)


def coverage(knowledge: Knowledge, passages: Mapping[str, str], today: date) -> Coverage:
    """Hold the knowledge against the passages: locator -> text."""
    pack = knowledge.pack
    used = {locator for entry in knowledge.entries for locator in cited(entry)}
    unknown = [
        (entry.id, locator)
        for entry in knowledge.entries
        for locator in cited(entry)
        if locator not in passages
    ]
    unknown += [(pack.id, locator) for locator in pack.left_out if locator not in passages]
    return Coverage(
        tuple(name for name in passages if name in used),
        tuple(name for name in passages if name in pack.left_out and name not in used),
        tuple(name for name in passages if name not in pack.left_out and name not in used),
        tuple(unknown),
        tuple(
            (entry.id, figure)
            for entry in knowledge.entries
            for figure in unfounded_in(entry, knowledge, passages)
        ),
        tuple(_twins(knowledge)),
        tuple(entry.id for entry in knowledge.entries if entry.review_by < today),
    )


def unfounded_in(entry: Entry, knowledge: Knowledge, passages: Mapping[str, str]) -> list[str]:
    """The figures of an entry that stand in no passage it cites, nor in its dated facts."""
    pack = knowledge.pack
    cites = cited(entry)
    facts = [knowledge.facts[key] for key in entry.since]
    known = [
        *(passages.get(locator, "") for locator in cites),
        *pack.title_page,
        pack.number,
        pack.published,
        *(f"{fact.then or ''} {fact.now} {fact.as_of}" for fact in facts),
    ]
    due = ". ".join(step.due for step in entry.steps if step.due)
    text = without_list_marks(f"{entry.title}. {full_text(entry)}. {due}")
    text = without_references(text, cites)
    return unfounded(text, known, entry.counts)


def _twins(knowledge: Knowledge) -> list[Twins]:
    phrasings = [(entry.id, text) for entry in knowledge.entries for text in entry.asks]
    phrasings += [(gap.id, text) for gap in knowledge.gaps for text in gap.asks]
    return twins(phrasings)
