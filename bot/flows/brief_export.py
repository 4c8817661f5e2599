"""The figures of a brief as they leave the house: rungs and agencies, small numbers withheld."""

import csv
import io
from collections import Counter
from typing import Any

from bot.core.exporting import LEAST, safe_cell
from bot.core.ladder import Totals, withheld, withheld_groups
from bot.flows.brief_wording import reason_words
from bot.flows.briefing import Briefing
from bot.store.kept_brief import KeptBrief
from bot.texts import say

RUNGS = (
    "outside", "joined", "sent", "blocked", "failed", "unknown", "pending", "acknowledged",
    "checked", "right", "discussions", "present", "changed_weeks", "changed_months",
)  # fmt: skip
_OF_TALKS = {"discussions", "present", "changed_weeks", "changed_months"}


def rung_rows(now: Totals) -> list[tuple[str, str, str]]:
    """Each rung: its name, its number, and its share of everybody listed."""
    rows = [(say("evidence.name.listed"), _shown(now.listed), "")]
    for name in RUNGS:
        count = getattr(now, name)
        shown = withheld(count)
        share = "" if name in _OF_TALKS or shown is None else f"{now.percent(count)} %"
        rows.append((say(f"evidence.name.{name}"), _shown(count), share))
    return rows


async def agency_rows(flow: Briefing, number: int) -> list[tuple[str, str, str]]:
    """By agency: listed and acknowledged; never by team or person, and in no order of merit."""
    rows = await flow.outbox.rows(number)
    listed = Counter(row["agency"] or "" for row in rows)
    acked = Counter(dict.fromkeys(listed, 0))
    acked.update(row["agency"] or "" for row in rows if row["acked_at"])
    shown_listed, shown_acked = withheld_groups(listed), withheld_groups(acked)
    return [
        (
            say(f"agency.{name}") if name else say("brief.no_agency"),
            cell(shown_listed[name]),
            cell(None if shown_listed[name] is None else shown_acked[name]),
        )
        for name in sorted(listed)
    ]


async def unreached_words(flow: Briefing, kept: KeptBrief) -> str:
    """By name: who did not get it and why, and who got it and has not tapped."""
    rows = await flow.outbox.rows(kept.id)
    missing = [row for row in rows if row["state"] != "sent"]
    silent = [row for row in rows if row["state"] == "sent" and not row["acked_at"]]
    names = await flow.membership.people.names([row["person"] for row in (*missing, *silent)])

    def who(row: dict[str, Any]) -> str:
        return names.get(row["person"], say("people.no_name"))

    lines = [say("brief.unreached", count=len(missing))]
    lines += [
        say("brief.unreached_row", name=who(row), why=reason_words(row["reason"] or row["state"]))
        for row in missing
    ]
    if kept.outside:
        lines.append(say("brief.to.outside", count=kept.outside))
    lines.append(say("brief.silent", count=len(silent)))
    lines += [say("brief.silent_row", name=who(row)) for row in silent]
    return "\n".join(lines)


async def export_csv(flow: Briefing, kept: KeptBrief) -> bytes:
    """The file, with a mark at its beginning so that spreadsheets read it as UTF-8."""
    out = io.StringIO()
    write = csv.writer(out)
    write.writerow([say("export.title", number=kept.id), safe_cell(kept.brief.title), kept.state])
    write.writerow([say("export.rung"), say("export.count"), say("export.share")])
    write.writerows(rung_rows(await flow.evidence.totals(kept.id)))
    write.writerow([])
    write.writerow(
        [say("export.agency"), say("evidence.name.listed"), say("evidence.name.acknowledged")]
    )
    write.writerows(await agency_rows(flow, kept.id))
    write.writerow([say("export.withheld")])
    return out.getvalue().encode("utf-8-sig")


def _shown(count: int) -> str:
    return cell(withheld(count))


def cell(count: int | None) -> str:
    """A number, or that it is withheld."""
    return say("report.few", least=LEAST) if count is None else str(count)
