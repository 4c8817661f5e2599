"""A brief in words, laid out but without mark-up, and every line about how it fares."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.core.audience import Audience, Chosen
from bot.core.brief import Brief, BriefFault, sources_of, telegram_length
from bot.core.knowledge import Knowledge
from bot.core.ladder import Totals
from bot.flows.people import role_words
from bot.flows.wording import locator_words
from bot.store.kept_brief import KeptBrief
from bot.texts import say

Tag = Literal["line", "title", "head", "text", "small"]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a page and what it is."""

    tag: Tag
    text: str


def headings(given: Sequence[str] = ()) -> list[str]:
    """The headings of a new brief: those of the settings, or the field's own."""
    return list(given) or [
        say(f"brief.heading.{name}") for name in ("matters", "happened", "learned", "do")
    ]


def fixed_questions() -> list[str]:
    """The three questions that end every seven-minute briefing."""
    return [say(f"brief.fixed.{name}") for name in ("reflections", "embed", "plans")]


def brief_parts(number: int, brief: Brief, knowledge: Knowledge, version: int = 1) -> list[Part]:
    """All that a recipient reads; the first line gives nothing away on a locked screen."""
    first = say("brief.first" if version == 1 else "brief.first_again", number=number)
    parts = [Part("line", first), Part("title", brief.title)]
    for heading, text in brief.sections.items():
        if text:
            parts += [Part("head", heading), Part("text", text)]
    if brief.discuss:
        asked = [f"{i}. {text}" for i, text in enumerate(brief.discuss, 1)]
        parts += [Part("head", say("brief.discuss")), Part("text", "\n".join(asked))]
    source = source_words(brief, knowledge)
    return [*parts, Part("small", source)] if source else parts


def source_words(brief: Brief, knowledge: Knowledge) -> str:
    """Where all of it stands."""
    locators = sources_of(brief, knowledge.by_id.get)
    lines = [brief.source] if brief.source else []
    if locators:
        words = ", ".join(locator_words(locator) for locator in locators)
        lines.append(say("page.sources", cite_as=knowledge.pack.cite_as, locators=words))
    return "\n".join(lines)


def plain(parts: Sequence[Part]) -> str:
    """The parts as plain text; a heading stands on the line above its text."""
    out = ""
    for before, part in zip([None, *parts], parts, strict=False):
        gap = "" if before is None else "\n" if before.tag == "head" else "\n\n"
        out += gap + part.text
    return out


def length_of(number: int, brief: Brief, knowledge: Knowledge) -> int:
    """How long it is as Telegram counts."""
    return telegram_length(plain(brief_parts(number, brief, knowledge, version=2)))


def fault_words(fault: BriefFault) -> str:
    """What is wrong with a draft, and what to do."""
    return say(f"brief.fault.{fault.problem}", where=fault.where, found=fault.found)


def audience_words(audience: Audience) -> str:
    """To whom, in one line."""
    agencies = [say(f"agency.{name}") for name in audience.agencies]
    roles = [role_words(role) for role in audience.roles]
    parts = [", ".join(each) for each in (agencies, roles, audience.teams, audience.areas) if each]
    if audience.people:
        parts.append(say("brief.to.list", count=len(audience.people)))
    return "; ".join(parts) or say("brief.to.everybody")


def chosen_words(found: Chosen) -> str:
    """Who is meant: in numbers, and a few by name."""
    agencies = [
        say(
            "brief.to.count",
            name=say(f"agency.{name}") if name else say("brief.no_agency"),
            count=n,
        )
        for name, n in found.by_agency.items()
    ]
    names = [person.name or say("people.no_name") for person in found.samples()]
    lines = [say("brief.to.numbers", count=len(found.people), agencies="; ".join(agencies) or "0")]
    if names:
        lines.append(say("brief.to.samples", names=", ".join(names)))
    if found.outside:
        lines.append(say("brief.to.outside", count=found.outside))
    return "\n".join(lines)


def progress_words(
    kept: KeptBrief, now: Totals, left: timedelta | None, waits: str = "", title: bool = True
) -> str:
    """The one message that shows how far it is: state, numbers, reason and next try."""
    state = say(f"brief.state.{kept.state}")
    lines = [say("brief.progress.title", number=kept.id, state=state)] if title else []
    lines.append(say("brief.progress.sent", sent=now.sent, listed=now.joined, pending=now.pending))
    if now.blocked or now.failed or now.unknown:
        lines.append(
            say("brief.progress.not", blocked=now.blocked, failed=now.failed, unknown=now.unknown)
        )
    if waits:
        lines.append(waits)
    elif left is not None and kept.state == "sending":
        lines.append(duration_words(left))
    return "\n".join(lines)


def duration_words(left: timedelta) -> str:
    """A rough length of time."""
    seconds = round(left.total_seconds())
    if seconds < 90:
        return say("brief.progress.seconds")
    return say("brief.progress.minutes", count=round(seconds / 60))


def ladder_words(number: int, now: Totals) -> str:
    """Every rung, in numbers and as a share of everybody listed."""

    def line(key: str, count: int) -> str:
        return say("evidence.rung", name=say(key), count=count, percent=now.percent(count))

    lines = [
        say("evidence.title", number=number),
        say("evidence.listed", count=now.listed),
        line("evidence.name.joined", now.joined),
        line("evidence.name.sent", now.sent),
        say("evidence.rest", blocked=now.blocked, failed=now.failed, unknown=now.unknown,
            pending=now.pending, outside=now.outside),
        line("evidence.name.acknowledged", now.acknowledged),
        line("evidence.name.checked", now.checked),
        line("evidence.name.right", now.right),
        say("evidence.discussed", discussions=now.discussions, present=now.present),
        say("evidence.changed", weeks=now.changed_weeks, months=now.changed_months),
    ]  # fmt: skip
    return "\n".join(lines)


def waits_words(why: str, until: datetime, zone: ZoneInfo) -> str:
    """Why nothing goes out now, and when it does."""
    return say(f"brief.waits.{why}", moment=local_words(until, zone))


def local_words(moment: datetime, zone: ZoneInfo) -> str:
    """A moment in the recipients' day, as it was typed: 1 December 2026, 10:15 (Europe/London)."""
    local = moment.astimezone(zone)
    day, hour = f"{local.day} {local:%B %Y}", f"{local:%H:%M}"
    return say("brief.moment", day=day, time=hour, zone=zone.key)


def reason_words(reason: str) -> str:
    """Why a copy did not arrive."""
    return say(f"brief.reason.{reason}")
