"""A brief as people type it: read whole or by parts, with what is wrong said in plain words."""

from typing import Any

from pydantic import ValidationError

from bot.core.brief import Brief
from bot.core.brief_text import NotABriefError, read_markdown, write_markdown, write_parts
from bot.core.errors import Fault, FaultyError
from bot.texts import say


def read_brief(text: str, where: str) -> Brief:
    """A brief typed or kept as Markdown; FaultyError with every fault."""
    return _checked(_raw(text, where), where)


def reworded(brief: Brief, text: str, where: str) -> Brief:
    """The brief with other words: a title with headings below it is a new whole; anything less
    changes only what it names."""
    raw = _raw(text, where)
    if "title" in raw and len(raw) > 1 and raw.keys() & {"sections", "discuss", "check"}:
        return _checked(raw, where)
    headings = {head.casefold(): head for head in brief.sections}
    given = {headings.get(h.casefold(), h): body for h, body in raw.get("sections", {}).items()}
    before = brief.model_dump()
    return _checked({**before, **raw, "sections": {**before["sections"], **given}}, where)


def written(brief: Brief) -> str:
    """The brief as Markdown, to be changed and given back."""
    return write_markdown(brief, say("brief.discuss"), say("brief.check"))


def part_names(brief: Brief) -> list[str]:
    """The parts that can be changed one by one, in their order."""
    return [say("brief.part.title"), *brief.sections, say("brief.discuss"), say("brief.check")]


def written_part(brief: Brief, at: int) -> str:
    """One of these parts as Markdown."""
    return write_parts(brief, say("brief.discuss"), say("brief.check"))[at]


def _raw(text: str, where: str) -> dict[str, Any]:
    try:
        return read_markdown(text, say("brief.discuss"), say("brief.check"))
    except NotABriefError as error:
        cure = say("brief.read.cure")
        raise FaultyError([Fault(where, error.line, say("brief.read.line"), cure)]) from None


def _checked(raw: dict[str, Any], where: str) -> Brief:
    try:
        return Brief.model_validate(raw)
    except ValidationError as error:
        said = [_rule(one["loc"]) for one in error.errors(include_url=False, include_input=False)]
        raise FaultyError([Fault(where, None, each) for each in dict.fromkeys(said)]) from None


def _rule(place: tuple[int | str, ...]) -> str:
    """The rule that a place of a brief must keep."""
    kind, *rest = place
    which = rest[0] if rest else ""
    if kind == "sections" and rest:
        kind = "heading" if rest[-1] == "[key]" else "section"
    elif rest:
        kind, which = f"{kind}_one", which + 1 if isinstance(which, int) else which
    return say(f"brief.rule.{kind}", which=which)
