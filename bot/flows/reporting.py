"""Figures in words, and the queue as a table: small numbers withheld, and nobody in it."""

import csv
import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.core.exporting import LEAST, is_small, safe_cell
from bot.core.knowledge import Knowledge
from bot.core.tallies import Tally, tally
from bot.store.tallies import Tallies
from bot.texts import say

_MOST = 8
COLUMNS = ("group", "state", "asked", "wording", "agencies", "first", "last", "nearest")


@dataclass(frozen=True, slots=True)
class Export:
    """The queue as rows of cells, and what to know about it."""

    about: str
    header: list[str]
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class Reporting:
    """What is reported, from what is counted."""

    tallies: Tallies

    async def figures(self, knowledge: Knowledge) -> Tally:
        """Everything that is reported."""
        topics = {entry.id: entry.topic for entry in knowledge.entries}
        return tally(
            await self.tallies.counted(),
            await self.tallies.sent(topics),
            await self.tallies.ratings(),
            len(knowledge.entries),
        )

    async def export(self, knowledge: Knowledge, now: datetime) -> Export:
        """The queue with what was done about it; says when the last export was good."""
        last = await self.tallies.last_export()
        groups: dict[int, list[dict[str, object]]] = {}
        for row in await self.tallies.queue():
            groups.setdefault(int(row["id"]), []).append(row)
        rows = [_export_row(group, knowledge) for group in groups.values()]
        about = say(
            "report.about",
            now=f"{now:%Y-%m-%d %H:%M}",
            last=last[:16].replace("T", " ") if last else say("report.never"),
            count=len(rows),
        )
        return Export(about, [say(f"report.column.{name}") for name in COLUMNS], rows)


def number(count: int) -> str:
    """A number, or that it is too small to be shown."""
    return say("report.few", least=LEAST) if is_small(count) else str(count)


def report_words(found: Tally, knowledge: Knowledge) -> str:
    """The whole report as text."""
    counts = found.outcomes
    lines = [
        say(
            "report.outcomes",
            asked=number(found.asked),
            answered=number(counts["answered"]),
            choices=number(counts["choices"]),
            unanswered=number(counts["unanswered"]),
        ),
        say("report.coverage", share=share(found.coverage)),
        say("report.helpful", yes=number(found.helpful), no=number(found.not_helpful)),
        say("report.sent", sent=number(found.sent), waiting=number(found.waiting)),
        say("report.hours", hours=_hours(found.hours)),
        say("report.used", used=found.used, entries=found.entries),
    ]
    lines += _gaps(found, knowledge)
    lines += ["", say("report.months"), *_months(found)]
    lines += ["", say("report.agencies")]
    lines += [
        say("report.agency_row", what=agency_name(name), line=_line(row))
        for name, row in found.agencies.items()
    ]
    return "\n".join(lines)


def _gaps(found: Tally, knowledge: Knowledge) -> list[str]:
    """What was sent to the trainers, by topic, agency and month."""
    lines = []
    for key, counts in (
        ("report.by_topic", {topic_name(n, knowledge): c for n, c in found.gaps_by_topic.items()}),
        ("report.by_agency", {agency_name(n): c for n, c in found.gaps_by_agency.items()}),
        ("report.by_month", dict(found.gaps_by_month)),
    ):
        rows = Counter(counts).most_common(_MOST)
        lines += ["", say(key)]
        lines += [say("report.row", what=name, count=number(count)) for name, count in rows]
    return lines


def _months(found: Tally) -> list[str]:
    return [
        say("report.agency_row", what=month, line=_line(row))
        for month, row in found.months.items()
    ]


def _line(row: Mapping[str, int]) -> str:
    return say(
        "report.line",
        answered=number(row["answered"]),
        choices=number(row["choices"]),
        unanswered=number(row["unanswered"]),
    )


def share(part: float | None) -> str:
    """A share in words."""
    return say("report.too_few") if part is None else f"{100 * part:.0f} %"


def _hours(hours: float | None) -> str:
    if hours is None:
        return say("report.too_few")
    return say("report.in_hours", count=f"{hours:.0f}")


def topic_name(name: str, knowledge: Knowledge) -> str:
    """A topic as people read it."""
    return knowledge.pack.topics.get(name) or say("report.no_topic")


def agency_name(name: str) -> str:
    """An agency as people read it."""
    return say(f"agency.{name}") if name else say("review.no_agency")


def as_csv(export: Export) -> bytes:
    """The table for any spreadsheet; what to know about it stands in the first line."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([export.about])
    writer.writerow(export.header)
    writer.writerows(export.rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(export: Export) -> bytes:
    """The same as a workbook."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append([export.about])
    sheet.append(export.header)
    for row in export.rows:
        sheet.append(row)
    for letter, width in zip("ABCDEFGH", (8, 24, 8, 60, 30, 12, 12, 40), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A3"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _export_row(group: list[dict[str, object]], knowledge: Knowledge) -> list[str]:
    import json

    first = group[0]
    agencies = Counter(str(row["agency"] or "") for row in group)
    near = Counter(name for row in group for name in json.loads(str(row["near"])))
    titles = [
        knowledge.by_id[name].title for name, _ in near.most_common(1) if name in knowledge.by_id
    ]
    state = say("report.waiting")
    if first["state"] == "closed" and first["outcome"]:
        state = say(f"review.outcome.{first['outcome']}")
    shown = [
        say("review.counted", what=agency_name(name), count=count)
        for name, count in agencies.most_common()
        if not is_small(count)
    ]
    cells = [
        str(first["id"]),
        state,
        str(len(group)),
        str(first["text"]),
        ", ".join(shown) or say("report.few", least=LEAST),
        str(first["asked_at"])[:10],
        str(group[-1]["asked_at"])[:10],
        titles[0] if titles else "",
    ]
    return [safe_cell(cell) for cell in cells]
