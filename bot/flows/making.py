"""What an answer would make of the knowledge: a file, checked like the curated ones, and more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from bot.core.answering import Answerer
from bot.core.composing import key_of, new_wordings, short
from bot.core.entry import Entry, Gap
from bot.core.errors import FaultyError, RefusedError
from bot.core.fresh import made_of as fresh_made_of
from bot.core.grouping import Group
from bot.core.knowledge import Knowledge
from bot.core.reply import Answered, Reply, Unanswered
from bot.core.retrying import Change, changed, taken
from bot.flows.authoring import a_year_on, new_id
from bot.store.answers import Answer, NewFile, What
from bot.store.library import GAPS
from bot.store.overlay import Overlay, entry_text

_MOST_NEAR = 3
_MOST_PAST = 150


@dataclass(frozen=True, slots=True)
class Made:
    """A file, the knowledge with it, and what staff would be shown.

    before: the text of the entry that is changed, for a readable difference; empty for a new one.
    """

    file: NewFile
    knowledge: Knowledge
    reply: Reply
    before: str


def made_of(
    answer: Answer,
    act: What,
    target: str | None,
    group: Group,
    overlay: Overlay,
    answerer: Answerer,
    now: datetime,
) -> Made:
    """What an act makes of an answer; RefusedError says in a sentence why it cannot be."""
    if act in ("entry", "change") and not answer.cites:
        raise RefusedError("answer.no_citation")
    try:
        using = overlay.tried({}, now)  # as the files are now, edited by hand or not
        taken_by = [text for entry in using.learnt for text in entry.asks]
        taken_by += [text for gap in using.gaps for text in gap.asks]
        wordings = new_wordings(group.askable, taken_by)
        if act == "gap":
            file = _gap(answer, wordings, using, overlay)
            before = ""
        else:
            old = using.by_id.get(target or "") if act != "entry" else None
            if act != "entry" and old is None:
                raise RefusedError("answer.no_entry")
            if act == "phrasing" and not wordings:
                raise RefusedError("answer.no_wording")
            entry = _entry(answer, wordings, using, answerer, now) if old is None else old
            if old is not None:
                entry = _with(old, answer if act == "change" else None, wordings, now)
            path = _path(entry, old, using, overlay)
            after = overlay.marked(path, entry_text(entry))
            file = NewFile(entry.id, path, overlay.text(path), after)
            before = entry_text(old) if old else ""
        knowledge = overlay.tried({file.path: file.after}, now)
    except FaultyError as error:
        raise RefusedError("answer.faults", faults=_lines(error)) from None
    except ValidationError as error:
        raise RefusedError("answer.faults", faults=_misshapen(error)) from None
    return Made(file, knowledge, _reply(file.entry, act, knowledge), before)


def near_of(answer: Answer, group: Group, answerer: Answerer) -> list[Entry]:
    """The entries nearest to the question and to the answer: is it a duplicate?"""
    names: list[str] = []
    for text in (group.clearest, f"{answer.title} {answer.text}"):
        message = answerer.matcher.read(text)
        new = answerer.fresh.nearest(message, above=0.0) if answerer.fresh else None
        names += [new[0]] if new else []
        matches = answerer.matcher.match(message).entries
        names += [match.entry for match in matches[:_MOST_NEAR]]
    names = list(dict.fromkeys([*names[:1], *group.near, *names]))
    by_id = answerer.knowledge.by_id
    return [by_id[name] for name in names if name in by_id][:_MOST_NEAR]


def owner_of(group: Group, knowledge: Knowledge) -> str | None:
    """The entry that has all wordings of a group already, as after "it did not answer it"."""
    owners = {key_of(text): entry.id for entry in knowledge.entries for text in entry.asks}
    said = {owners.get(key_of(text)) for text in group.askable}
    return said.pop() if len(said) == 1 else None


def tested(made: Made, group: Group, answerer: Answerer, past: Sequence[str]) -> list[Change]:
    """Test all: phrasings that other entries would lose, past questions that would change."""
    old = answerer.matcher.index
    asks = _asks(made.file.entry, made.knowledge)
    had = set(_asks(made.file.entry, answerer.knowledge))
    rows = [(made.file.entry, text) for text in asks if text not in had]
    if not rows:
        return []
    fresh = fresh_made_of(rows, old, answerer.matcher.reader)
    found = taken(old, answerer, fresh, {made.file.entry})
    own = {key_of(text) for text in group.wordings}
    others = [text for text in past if key_of(text) not in own][:_MOST_PAST]
    return [*found, *changed(answerer, answerer.knowing(made.knowledge), fresh, others)]


def seen_of(overlay: Overlay, made: Made) -> str:
    """How a file is now, so that a change by another is noticed."""
    return overlay.seen(made.file.path)


def _asks(name: str, knowledge: Knowledge) -> tuple[str, ...]:
    if name in knowledge.by_id:
        return knowledge.by_id[name].asks
    return next((gap.asks for gap in knowledge.gaps if gap.id == name), ())


def _entry(
    answer: Answer, wordings: list[str], using: Knowledge, answerer: Answerer, now: datetime
) -> Entry:
    """A new entry, in the topic and of the kind of the one that comes nearest."""
    matches = answerer.matcher.match(answerer.matcher.read(f"{answer.title} {answer.text}"))
    near = [using.by_id[match.entry] for match in matches.entries if match.entry in using.by_id]
    kind = near[0].kind if near and near[0].kind not in ("term", "procedure") else "lesson"
    today = now.date()
    value: dict[str, Any] = {
        "id": new_id(answer.title, using.by_id),
        "kind": kind,
        "title": short(answer.title),
        "answer": answer.text,
        "cites": answer.cites,
        "asks": wordings or [answer.title],
        "related": [entry.id for entry in near[:_MOST_NEAR]],
        "reviewed": today,
        "review_by": a_year_on(today),
        "topic": near[0].topic if near else next(iter(using.pack.topics)),
    }
    return Entry.model_validate(value)


def _with(old: Entry, answer: Answer | None, wordings: list[str], now: datetime) -> Entry:
    """An entry with more phrasings and, where there is one, another answer; none is lost."""
    update: dict[str, Any] = {"asks": (*old.asks, *wordings)}
    if answer is not None:
        today = now.date()
        update |= {"answer": answer.text, "cites": answer.cites, "reviewed": today}
        update |= {"review_by": a_year_on(today)}
    return old.model_copy(update=update)


def _gap(answer: Answer, wordings: list[str], using: Knowledge, overlay: Overlay) -> NewFile:
    names = {*using.by_id, *(gap.id for gap in using.gaps)}
    gap = Gap(
        id=new_id(f"gap {answer.title}", names),
        about=short(answer.title).rstrip("?!. "),
        look=" ".join(answer.text.split()).rstrip(". ") or None,
        asks=tuple(wordings or [answer.title]),
    )
    return NewFile(gap.id, GAPS, overlay.text(GAPS), overlay.gaps_with(gap))


def _path(entry: Entry, old: Entry | None, using: Knowledge, overlay: Overlay) -> str:
    if old is not None:
        return overlay.place_of(using, old.id)
    if not using.learnt:
        return f"{using.pack.id}/{entry.topic}/{entry.id}.yaml"
    pack = overlay.place_of(using, using.learnt[0].id).partition("/")[0]
    return f"{pack}/{entry.topic}/{entry.id}.yaml"


def _reply(name: str, act: What, knowledge: Knowledge) -> Reply:
    if act == "gap":
        gap = next(gap for gap in knowledge.gaps if gap.id == name)
        return Unanswered(gap.about, gap.look)
    shown = knowledge.by_id[name]
    return Answered(
        shown,
        tuple(knowledge.facts[key] for key in shown.since),
        tuple(knowledge.by_id[key] for key in shown.related if key in knowledge.by_id),
        1.0,
    )


def _misshapen(error: ValidationError) -> str:
    found = error.errors(include_url=False, include_input=False)
    return "\n".join(f"{each['loc'][0]}: {each['msg']}" for each in found[:5])


def _lines(error: FaultyError) -> str:
    return "\n".join(str(fault) for fault in error.faults[:5])
