"""/me: what the bot holds of one's place, and one's own choice of agency and nation."""

from html import escape

from bot.chat.context import Turn
from bot.chat.render import Keyboard, list_keyboard
from bot.core.people import AGENCIES, NATIONS, Person
from bot.flows.people import NOTHING, place_words
from bot.texts import say

_WHAT = {"a": "agency", "n": "nation"}


async def me(turn: Turn) -> None:
    """/me: one's own card."""
    await turn.say(_words(turn.person), _keyboard(turn.person))


async def chooses(turn: Turn) -> None:
    """An agency or a nation was tapped: "w:<a or n>:<name>", a dash for none."""
    _, what, name = turn.data.split(":", 2)
    person = await turn.service.membership.choose(turn.person, _WHAT[what], name, turn.now)
    if person is None:
        await turn.note(say("chat.old_button"))
        return
    await turn.note(say("me.kept"))
    await turn.change(_words(person), _keyboard(person))


def _words(person: Person) -> str:
    parts = [say("me.holds"), place_words(person)]
    if person.given:
        parts.append(say("me.given"))
    if "agency" not in person.given:
        parts.append(say("me.choose"))
    return escape("\n\n".join(parts))


def _keyboard(person: Person) -> Keyboard | None:
    """Agencies two in a row, then nations; the one that holds stands in brackets."""
    buttons: list[tuple[str, str]] = []
    if "agency" not in person.given:
        for agency in AGENCIES:
            label = say(f"agency.{agency}")
            buttons.append((_mark(label, agency == person.agency), f"w:a:{agency}"))
    if "nation" not in person.given:
        for nation in NATIONS:
            label = say(f"people.nation.{nation}")
            buttons.append((_mark(label, nation == person.nation), f"w:n:{nation}"))
    if person.agency and "agency" not in person.given:
        buttons.append((say("me.no_agency"), f"w:a:{NOTHING}"))
    if person.nation and "nation" not in person.given:
        buttons.append((say("me.no_nation"), f"w:n:{NOTHING}"))
    return list_keyboard(buttons, columns=2) if buttons else None


def _mark(label: str, holds: bool) -> str:
    label = label[:1].upper() + label[1:]
    return say("me.chosen", name=label) if holds else label
