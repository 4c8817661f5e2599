"""To whom a draft goes, by buttons: agencies, roles, teams and areas, on and off."""

from collections.abc import Sequence
from hashlib import sha256
from html import escape

from bot.chat.context import Turn
from bot.chat.render import Keyboard, list_keyboard
from bot.core.audience import Audience
from bot.core.people import AGENCIES, ROLES
from bot.core.people import Right as Right_
from bot.flows.brief_wording import audience_words, chosen_words
from bot.flows.people import role_words
from bot.store.kept_brief import KeptBrief
from bot.texts import say

_MOST_SHOWN = 12
_FIELDS = {"a": "agencies", "r": "roles", "t": "teams", "z": "areas"}


async def taps(turn: Turn) -> None:
    """One was tapped: "y:<brief>:<field>:<which>"; a team or an area is named by a mark."""
    turn.needs(Right_.BRIEF_DRAFT)
    _, number, field, which = turn.data.split(":")
    kept = await turn.service.briefing.briefs.find(int(number))
    if kept is None or kept.state != "draft":
        await turn.note(say("chat.old_button"))
        return
    if field == "o":
        await turn.note()
        await turn.change(*(await audience_page(turn, kept)))
        return
    known = await _values(turn)
    value = next((each for each in known[field] if _mark(field, each) == which), None)
    if value is None:
        await turn.note(say("chat.old_button"))
        return
    name = _FIELDS[field]
    now: tuple[str, ...] = getattr(kept.audience, name)
    changed = tuple(each for each in now if each != value) if value in now else (*now, value)
    audience = Audience.model_validate({**kept.audience.model_dump(), name: changed})
    await turn.service.briefing.briefs.address(kept.id, audience, turn.person.key, turn.now)
    await turn.note()
    after = await turn.service.briefing.briefs.find(kept.id)
    await turn.change(*(await audience_page(turn, after or kept)))


async def audience_page(turn: Turn, kept: KeptBrief) -> tuple[str, Keyboard]:
    """Who is meant now, in numbers and samples, and what can be chosen."""
    found = await turn.service.briefing.chosen(kept.audience, turn.now)
    lines = [
        say("brief.to.title", number=kept.id),
        say("brief.to.line", to=audience_words(kept.audience)),
        chosen_words(found),
        say("brief.to.how"),
    ]
    buttons = []
    for field, values in (await _values(turn)).items():
        holds = getattr(kept.audience, _FIELDS[field])
        for value in values[:_MOST_SHOWN]:
            label = _label(field, value)
            shown = say("me.chosen", name=label) if value in holds else label
            buttons.append((shown, f"y:{kept.id}:{field}:{_mark(field, value)}"))
    buttons.append((say("button.manage.back"), f"k:o:{kept.id}"))
    return escape("\n".join(lines)), list_keyboard(buttons, columns=3)


async def _values(turn: Turn) -> dict[str, Sequence[str]]:
    people = await turn.service.membership.everybody(turn.now)
    return {
        "a": AGENCIES,
        "r": [str(role) for role in ROLES],
        "t": sorted({person.team for person in people if person.team}),
        "z": sorted({person.area for person in people if person.area}),
    }


def _label(field: str, value: str) -> str:
    if field == "a":
        return say(f"agency.{value}")
    return role_words(next(r for r in ROLES if r == value)) if field == "r" else value


def _mark(field: str, value: str) -> str:
    """A name as a button carries it: within the letters and the length that a button allows."""
    return value if field in "ar" else sha256(value.encode()).hexdigest()[:12]
