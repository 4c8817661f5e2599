"""Reading a passage itself, where the report is to be had."""

import re
from collections.abc import Mapping

from bot.core.cutting import Passage
from bot.core.entry import Entry, cited
from bot.core.knowledge import Knowledge
from bot.flows.wording import Page, held_words, locator_words
from bot.settings import Settings
from bot.store.passages import read_passages
from bot.texts import say

Passages = Mapping[str, Passage]
_MOST_BUTTONS = 4
_TYPED = re.compile(
    r"(?:para(?:graph)?\.? |section )?(\d{1,2}\.\d{1,2})\.?"
    r"|((?:rec|lesson|footnote)-\d{1,2}|glossary:\w{1,12}|appendix-b:[a-z-]{1,40}-\d{1,2})",
    re.I,
)


def open_source(settings: Settings, knowledge: Knowledge) -> Passages:
    """The passages of the report that the settings name; none without it.

    FaultyError when the file cannot be used.
    """
    if settings.source is None:
        return {}
    return read_passages(settings.source, knowledge.pack.agencies)


def typed_locator(text: str) -> str | None:
    """The locator that a message consists of, as "11.18" or "rec-4"."""
    found = _TYPED.fullmatch(" ".join(text.split()))
    return (found[1] or found[2]) if found else None


def find(locator: str, passages: Passages) -> str | None:
    """The locator as the report writes it, whatever the case typed."""
    return next((name for name in passages if name.lower() == locator.lower()), None)


def readable(entry: Entry, passages: Passages) -> list[str]:
    """The first passages of an entry that can be opened."""
    return [locator for locator in cited(entry) if locator in passages][:_MOST_BUTTONS]


def passage_page(locator: str, passages: Passages, knowledge: Knowledge) -> Page:
    """A passage under its section heading, and how to cite it."""
    passage, shown = passages[locator], locator_words(locator)
    return Page(
        lead=passage.heading or knowledge.pack.short_title,
        title=say("reading.title", locator=shown),
        fold=(passage.text,),
        sources=say("page.sources", cite_as=knowledge.pack.cite_as, locators=shown),
    )


def typed_page(locator: str, passages: Passages, knowledge: Knowledge) -> Page:
    """What to show for a locator that somebody typed."""
    if knowledge.held_until is not None:
        return Page(held_words(knowledge.held_until))
    if not passages:
        shown = locator_words(locator)
        return Page(say("reading.no_source", cite_as=knowledge.pack.cite_as, locator=shown))
    name = find(locator, passages)
    if name is None:
        return Page(say("reading.no_passage", locator=locator))
    return passage_page(name, passages, knowledge)
