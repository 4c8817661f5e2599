"""/people, for managers: the list, a card each, another role, an end, a way back."""

from html import escape

from bot.chat.context import Turn
from bot.chat.menus import show_menu
from bot.chat.render import Keyboard, list_keyboard
from bot.core.people import ROLES, Person, Right, Role
from bot.flows.managing import Outcome, card_words
from bot.flows.people import right_words, role_words
from bot.texts import say

_PAGE = 8
# What a button asks for; what cannot be taken back by the same tap asks first.
LIST, REMOVED, OPEN, ASK_REMOVE, REMOVE, ASK_MANAGER, FORGIVE = "p", "d", "o", "r", "y", "k", "a"
_ROLE_OF = {"s": Role.STAFF, "t": Role.TRAINER, "m": Role.MANAGER}
_LETTER_OF = {role: letter for letter, role in _ROLE_OF.items()}
_RIGHT_OF = {"c": Right.BRIEF_CONFIRM, "n": Right.BRIEF_SEND, "x": Right.EXPORT}


async def people(turn: Turn) -> None:
    """/people: everybody who has joined."""
    await turn.say(*(await _page(turn, 0, removed=False)))


async def taps(turn: Turn) -> None:
    """The list or a card was tapped: "u:<what>:<page or person>"."""
    _, what, given = turn.data.split(":")
    number = int(given)
    if what in (LIST, REMOVED):
        await turn.note()
        await turn.change(*(await _page(turn, number, removed=what == REMOVED)))
        return
    outcome = await _act(turn, what, number)
    if outcome == "old":
        await turn.note(say("chat.old_button"))
        return
    await turn.note(say(f"people.outcome.{outcome}") if outcome else "")
    person = await turn.service.managing.one(number, turn.now)
    if outcome == "done":
        await _tell(turn, what, number, person)
    if outcome == "done" and number == turn.person.key:
        await turn.change(say("people.own_done"))
    elif person is None:
        await turn.change(*(await _page(turn, 0, removed=what == FORGIVE)))
    else:
        await turn.change(escape(card_words(person)), _card_keyboard(person, what))


async def _act(turn: Turn, what: str, key: int) -> Outcome | None:
    """Do what a button asks for; None where it only shows something."""
    flow, by = turn.service.managing, turn.person
    if what in _ROLE_OF:
        return await flow.set_role(by, key, _ROLE_OF[what], turn.now)
    if what[0] in "+-":
        return await flow.grant(by, key, _RIGHT_OF[what[1]], what[0] == "+", turn.now)
    if what == REMOVE:
        return await flow.remove(by, key, turn.now)
    if what == FORGIVE:
        return await flow.forgive(by, key, turn.now)
    return None if await flow.one(key, turn.now) else "old"


async def _tell(turn: Turn, what: str, key: int, person: Person | None) -> None:
    """Tell whom it concerns, unless they did it themselves, and change their menu."""
    now = person if person is not None and person.state == "joined" else Person(key)
    await show_menu(turn.bot, now)
    if key == turn.person.key:
        return
    if what in _ROLE_OF:
        await turn.tell(key, say("people.told_role", role=role_words(now.role)))
    elif what == REMOVE:
        await turn.tell(key, say("people.told_removed"))


async def _page(turn: Turn, number: int, removed: bool) -> tuple[str, Keyboard]:
    found = await turn.service.managing.listed(turn.now, removed)
    shown = found[number * _PAGE : (number + 1) * _PAGE]
    buttons = [(_label(each), f"u:{OPEN}:{each.key}") for each in shown]
    here = REMOVED if removed else LIST
    if number > 0:
        buttons.append((say("browse.earlier"), f"u:{here}:{number - 1}"))
    if (number + 1) * _PAGE < len(found):
        buttons.append((say("browse.more"), f"u:{here}:{number + 1}"))
    other = (say("people.joined_all"), LIST) if removed else (say("people.removed_all"), REMOVED)
    buttons.append((other[0], f"u:{other[1]}:0"))
    key = "people.list_removed" if removed else "people.list"
    words, settings = say(key, count=len(found)), turn.service.settings
    if not removed and (settings.managers or settings.trainers):
        managers, trainers = len(settings.managers), len(settings.trainers)
        words += "\n" + say("people.named", managers=managers, trainers=trainers)
    return words, list_keyboard(buttons)


def _label(person: Person) -> str:
    name = person.name or say("people.no_name")
    if person.state == "removed":
        return name
    what = [role_words(person.role)]
    if person.team:
        what.append(person.team)
    if person.state == "ended":
        what.append(say("people.state.ended"))
    return say("people.row", name=name, what=", ".join(what))


def _card_keyboard(person: Person, what: str) -> Keyboard:
    key, back = person.key, (say("people.joined_all"), f"u:{LIST}:0")
    if person.state == "removed":
        return list_keyboard([(say("people.forgive"), f"u:{FORGIVE}:{key}"), back])
    if person.fixed:
        return list_keyboard([back])
    if what == ASK_REMOVE:
        sure = (say("people.remove_sure"), f"u:{REMOVE}:{key}")
        return list_keyboard([sure, (say("people.keep"), f"u:{OPEN}:{key}")])
    if what == ASK_MANAGER:
        sure = (say("people.manager_sure"), f"u:{_LETTER_OF[Role.MANAGER]}:{key}")
        return list_keyboard([sure, (say("people.keep"), f"u:{OPEN}:{key}")])
    buttons = []
    for role in ROLES:
        if role is not person.role:
            letter = ASK_MANAGER if role is Role.MANAGER else _LETTER_OF[role]
            buttons.append((say("people.make", role=role_words(role)), f"u:{letter}:{key}"))
    for letter, right in _RIGHT_OF.items():
        if right in person.grants:
            buttons.append((say("people.take", right=right_words(right)), f"u:-{letter}:{key}"))
        elif not person.may(right):
            buttons.append((say("people.give", right=right_words(right)), f"u:+{letter}:{key}"))
    buttons.append((say("people.remove"), f"u:{ASK_REMOVE}:{key}"))
    return list_keyboard([*buttons, back])
