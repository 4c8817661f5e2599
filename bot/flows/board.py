"""For a board: per recommendation or finding, what was done about it and what was not."""

import csv
import io
from dataclasses import dataclass
from typing import Any

from bot.core.entry import Entry
from bot.core.exporting import safe_cell
from bot.core.knowledge import Knowledge
from bot.core.ladder import Totals, withheld
from bot.flows.brief_export import cell
from bot.store.briefs import Briefs
from bot.store.evidence import Evidence, Reached
from bot.store.kept_brief import CURRENT, KeptBrief
from bot.texts import say

_KINDS = ("recommendation", "finding", "lesson", "agency-action")
_COLUMNS = (
    "entry", "briefs", "counted", "listed", "sent", "acknowledged", "right", "talks", "present",
    "weeks", "months", "actions", "missing",
)  # fmt: skip
_SHOWN = ("listed", "sent", "acknowledged", "right", "talks", "present", "weeks", "months")


@dataclass(frozen=True, slots=True)
class Done:
    """One recommendation or finding, its briefs and what their leaders wrote."""

    entry: Entry
    briefs: tuple[KeptBrief, ...]
    totals: tuple[Totals, ...]
    people: Reached | None  # each once; None where only deliveries can be counted
    actions: tuple[str, ...]
    unchanged: int

    def count(self, rung: str) -> int:
        """People where each can be counted once, or else a sum over the briefs."""
        if self.people is not None and len(self.briefs) > 1 and hasattr(self.people, rung):
            return int(getattr(self.people, rung))
        return sum(getattr(each, rung) for each in self.totals)

    @property
    def are_people(self) -> bool:
        """Whether nobody counts twice."""
        return len(self.briefs) == 1 or self.people is not None


async def board(briefs: Briefs, evidence: Evidence, knowledge: Knowledge) -> list[Done]:
    """Every recommendation, finding, lesson and action in the order of the knowledge."""
    kept = await briefs.listed((*CURRENT, "withdrawn", "cancelled"))
    found = []
    for entry in knowledge.entries:
        about = tuple(one for one in kept if _is_about(one, entry))
        if entry.kind not in _KINDS and not about:
            continue
        actions, unchanged = [], 0
        for one in about:
            talks = await evidence.discussions(one.id)
            actions += [talk.actions for talk in talks if talk.actions]
            answers = await evidence.practice(one.id)
            unchanged += sum(row["count"] for row in answers if row["answer"] == "no")
        sums = tuple([await evidence.totals(one.id) for one in about])
        people = await evidence.reached([one.id for one in about])
        found.append(Done(entry, about, sums, people, tuple(actions), unchanged))
    return found


def _is_about(kept: KeptBrief, entry: Entry) -> bool:
    return entry.id in kept.brief.entries


def table(done: list[Done]) -> list[list[str]]:
    """Headings and a row each; numbers under three are withheld."""
    return [[say(f"board.{name}") for name in _COLUMNS], *(_row(one) for one in done)]


def _row(one: Done) -> list[str]:
    def total(name: str) -> str:
        return cell(withheld(one.count(name)))

    names = ("listed", "sent", "acknowledged", "right", "discussions", "present")
    counts = [*map(total, names), total("changed_weeks"), total("changed_months")]
    briefs = ", ".join(say("export.title", number=each.id) for each in one.briefs)
    if one.briefs:
        counts.insert(0, say("board.people" if one.are_people else "board.deliveries"))
    return [
        safe_cell(one.entry.title),
        briefs,
        *(counts if one.briefs else [""] * (len(counts) + 1)),
        safe_cell("; ".join(one.actions)),
        _missing(one),
    ]


def _missing(one: Done) -> str:
    """What is not there yet, so that a gap shows and is not passed over."""
    if not one.briefs:
        return say("board.no_brief")
    if not any(each.discussions for each in one.totals):
        return say("board.no_talk")
    return say("board.unchanged", count=cell(withheld(one.unchanged))) if one.unchanged else ""


def as_csv(done: list[Done]) -> bytes:
    """The table as CSV, marked as UTF-8."""
    out = io.StringIO()
    csv.writer(out).writerows([*table(done), [say("export.withheld")]])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(done: list[Done]) -> bytes:
    """The table as a workbook, its heading fixed."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book: Any = Workbook()
    sheet = book.active
    sheet.title = say("board.sheet")
    for row in table(done):
        sheet.append(row)
    for head in sheet[1]:
        head.font = Font(bold=True)
    for row in sheet.iter_rows():
        for each in row:
            each.alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in (("A", 48), ("B", 14), ("C", 22), ("L", 48), ("M", 32)):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "B2"
    sheet.append([say("export.withheld")])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_pdf(done: list[Done], title: str, moment: str) -> bytes:
    """The same for reading: what was done first, each with a bar of how many have tapped."""
    from bot.flows.board_page import Block, board_page

    touched = [one for one in done if one.briefs]
    summary = say(
        "board.summary",
        moment=moment,
        count=len(done),
        briefs=len(touched),
        talks=sum(any(each.discussions for each in one.totals) for one in touched),
    )
    blocks = [
        Block(one.entry.title, _row(one)[1], _share(one), _numbers(one), _notes(one))
        for one in touched
    ]
    return board_page(title, summary, blocks, [one.entry.title for one in done if not one.briefs])


def _numbers(one: Done) -> list[tuple[str, str]]:
    row = dict(zip(_COLUMNS, _row(one), strict=True))
    return [(say(f"board.short.{name}"), row[name]) for name in _SHOWN]


def _notes(one: Done) -> list[str]:
    """What was agreed, what is missing, and what the numbers count where that is not people."""
    notes = [say("board.agreed") + "".join(f"\n- {action}" for action in one.actions)]
    lines = [] if one.are_people else [say("board.note.deliveries")]
    return [*(notes if one.actions else []), *filter(None, [_missing(one)]), *lines]


def _share(one: Done) -> float | None:
    listed, acknowledged = one.count("listed"), one.count("acknowledged")
    if not listed or withheld(acknowledged) is None or withheld(listed) is None:
        return None
    return acknowledged / listed
