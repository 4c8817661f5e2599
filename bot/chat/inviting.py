"""Links in the hands of managers: a card to make one, typed ones, the list, ending one.

The card keeps nothing: each button carries the whole offer, as it would be after the tap.
"""

from dataclasses import replace
from html import escape
from typing import cast

from bot.chat.context import Turn
from bot.chat.render import Keyboard, list_keyboard
from bot.core.entry import Agency
from bot.core.inviting import MANAGER_DAYS, Offer, OfferFault, fault_of, read_offer
from bot.core.people import AGENCIES, NATIONS, ROLES, Nation, Role
from bot.flows.inviting import fault_words, link_words, offer_words
from bot.flows.people import NOTHING, role_words
from bot.texts import say

_USES = (1, 5, 20, 50)
_DAYS = (1, 7, 30, 90)
_PAGE = 8
VIEW, MAKE = "v", "m"


async def invite(turn: Turn) -> None:
    """/invite: the card; with words behind it, the link at once."""
    typed = turn.words.partition(" ")[2].strip()
    if not typed:
        await turn.say(_card(turn, Offer()), _keyboard(Offer()))
        return
    offer = read_offer(typed, turn.now.date())
    if isinstance(offer, OfferFault):
        await turn.say(escape(fault_words(offer)))
        return
    await _make(turn, offer, edit=False)


async def taps(turn: Turn) -> None:
    """The card was tapped: "i:<view or make>:<role>:<agency>:<nation>:<uses>:<days>"."""
    offer = _unpacked(turn)
    if offer is None:
        await turn.note(say("chat.old_button"))
        return
    await turn.note()
    if turn.data.startswith(f"i:{MAKE}:"):
        await _make(turn, offer, edit=True)
    else:
        await turn.change(_card(turn, offer), _keyboard(offer))


async def links(turn: Turn) -> None:
    """/links: every link, newest first, a button each."""
    await turn.say(*(await _page(turn, 0)))


async def opens_links(turn: Turn) -> None:
    """The list was tapped: "l:<page, open, ask to revoke, revoke>:<number>"."""
    _, what, given = turn.data.split(":")
    number = int(given)
    if what == "p":
        await turn.note()
        await turn.change(*(await _page(turn, number)))
        return
    links = turn.service.inviting.invites
    if what == "y" and await links.revoke(number, turn.person.key, turn.now):
        await turn.note(say("links.revoked"))
    card = await turn.service.inviting.card(number, turn.now.date())
    if card is None:
        await turn.note(say("chat.old_button"))
        return
    words, is_open = card
    if what != "y":
        await turn.note()
    await turn.change(escape(words), _link_keyboard(number, is_open, asked=what == "r"))


async def _make(turn: Turn, offer: Offer, edit: bool) -> None:
    """Make it; the link is a message of its own, to be passed on as it is."""
    made = await turn.service.inviting.make(turn.person, offer, turn.now)
    if isinstance(made, OfferFault):
        await turn.say(escape(fault_words(made)))
        return
    words = say("invite.made", number=made.number, offer=offer_words(offer, turn.now.date()))
    if edit:
        await turn.change(escape(words))
    else:
        await turn.say(escape(words))
    url = f"https://t.me/{turn.bot.username}?start={made.payload}"
    await turn.say(escape(say("invite.pass_on", url=url)))


def _card(turn: Turn, offer: Offer) -> str:
    words = offer_words(offer, turn.now.date())
    return escape(say("invite.card", offer=words, example=say("invite.example")))


def _keyboard(offer: Offer) -> Keyboard:
    """What can be chosen, three in a row; what holds stands in brackets."""
    buttons = []
    for role in ROLES:
        buttons.append((role_words(role), replace(offer, role=role)))
    for agency in AGENCIES:
        buttons.append((say(f"agency.{agency}"), replace(offer, agency=agency)))
    for uses in _USES:
        buttons.append((say("invite.uses", count=uses), replace(offer, uses=uses)))
    for days in _DAYS:
        buttons.append((say("invite.days", count=days), replace(offer, days=days)))
    buttons.append((say("invite.any"), replace(offer, agency=None)))
    shown = [(_mark(label, new == offer), _packed(VIEW, new)) for label, new in buttons]
    shown.append((say("invite.make"), _packed(MAKE, offer)))
    return list_keyboard(shown, columns=3)


def _mark(label: str, holds: bool) -> str:
    label = label[:1].upper() + label[1:]
    return say("me.chosen", name=label) if holds else label


def _packed(what: str, offer: Offer) -> str:
    """An offer as a button carries it; a manager's link is made narrow at once."""
    if offer.role is Role.MANAGER:
        offer = replace(offer, uses=1, days=min(offer.days, MANAGER_DAYS))
    agency, nation = offer.agency or NOTHING, offer.nation or NOTHING
    return f"i:{what}:{offer.role}:{agency}:{nation}:{offer.uses}:{offer.days}"


def _unpacked(turn: Turn) -> Offer | None:
    """The offer of a button; None when no card of ours could carry it."""
    _, _, role, agency, nation, uses, days = turn.data.split(":")
    if (
        role not in ROLES
        or agency not in (*AGENCIES, NOTHING)
        or nation not in (*NATIONS, NOTHING)
    ):
        return None
    offer = Offer(
        role=Role(role),
        agency=None if agency == NOTHING else cast(Agency, agency),
        nation=None if nation == NOTHING else cast(Nation, nation),
        uses=int(uses),
        days=int(days),
    )
    return None if fault_of(offer, turn.now.date()) else offer


async def _page(turn: Turn, number: int) -> tuple[str, Keyboard | None]:
    today = turn.now.date()
    found = await turn.service.inviting.invites.listed()
    shown = found[number * _PAGE : (number + 1) * _PAGE]
    if not shown:
        return say("links.none"), None
    rows = [say("links.row", number=link.number, line=link_words(link, today)) for link in shown]
    buttons = [(say("links.open_one", number=link.number), f"l:o:{link.number}") for link in shown]
    if number > 0:
        buttons.append((say("browse.earlier"), f"l:p:{number - 1}"))
    if (number + 1) * _PAGE < len(found):
        buttons.append((say("browse.more"), f"l:p:{number + 1}"))
    words = say("links.list", count=len(found), rows="\n".join(rows))
    return escape(words), list_keyboard(buttons, columns=4)


def _link_keyboard(number: int, is_open: bool, asked: bool) -> Keyboard:
    buttons = []
    if is_open and asked:
        buttons.append((say("links.revoke_sure"), f"l:y:{number}"))
    elif is_open:
        buttons.append((say("links.revoke"), f"l:r:{number}"))
    return list_keyboard([*buttons, (say("links.all"), "l:p:0")])
