"""A group as a trainer sees it, and its buttons; a reply to it is an answer.

Button data is "v:<what>:<group>"; what comes of an answer is "q:<what>:...".
"""

from html import escape

from telegram.error import TelegramError

from bot.chat.context import Turn
from bot.chat.render import Keyboard, button, list_keyboard
from bot.core.grouping import Group
from bot.flows.owning import owner_of
from bot.flows.people import short_day
from bot.flows.reviewing import group_words
from bot.store.groups import CLAIM
from bot.texts import say

AGAIN = "v"
OPEN, CLAIM_IT, TAKE_OVER, LET_GO, HAND_OVER, GIVE, ANSWER = "o", "c", "k", "l", "h", "w", "x"
BACK = "v:p:-:-:0:1:0"


async def show_card(turn: Turn, number: int, edit: bool) -> None:
    """The card of a group as it stands now, in the place of a message or as a new one."""
    service = turn.service
    group = await service.reviewing.one(number, service.shelf.answerer, turn.now)
    if group is None:
        await turn.say(await closed_words(turn, number))
        return
    knowledge = service.shelf.answerer.knowledge
    words = group_words(group, knowledge, await holder(turn, number))
    if "not_helpful" in group.why:
        words = "\n".join([words, *(await _owners(turn, group))])
    keyboard = card_keyboard(turn, group)
    waiting = await service.publishing.answers.waiting(number)
    if waiting is not None:
        words = "\n\n".join([words, say("answer.waits", text=waiting.text)])
        look = button(say("answer.button.look"), f"q:{AGAIN}:{waiting.id}")
        publish = button(say("answer.button.publish"), f"q:y:{waiting.id}")
        send_back = button(say("answer.button.send_back"), f"q:b:{waiting.id}")
        if waiting.written_by != turn.person.key:
            keyboard = Keyboard([[look], [publish, send_back], *keyboard.inline_keyboard])
    drafted = await service.publishing.answers.drafted(number, turn.person.key)
    if drafted is not None:
        again = button(say("answer.button.mine"), f"q:{AGAIN}:{drafted.id}")
        keyboard = Keyboard([[again], *keyboard.inline_keyboard])
    words = escape(words)
    if edit:
        await turn.change(words[:4000], keyboard)
        message = turn.message.message_id
    else:
        message = (await turn.say(words[:4000], keyboard)).message_id
    await service.reviewing.groups.shown(turn.chat, message, number, turn.now)


async def _owners(turn: Turn, group: Group) -> list[str]:
    """Who answers for the entries that did not help, and whether they have joined."""
    knowledge, lines = turn.service.shelf.answerer.knowledge, []
    reported = [each.near[0] for each in group.questions if each.kind == "not_helpful"]
    for name in dict.fromkeys(reported):
        if name in knowledge.by_id:
            owner = owner_of(knowledge.by_id[name], knowledge)
            known = await turn.service.owning.people(owner, turn.now)
            key = "review.owner" if known else "review.owner_away"
            lines.append(say(key, title=knowledge.by_id[name].title, owner=owner))
    return lines


async def holder(turn: Turn, number: int) -> str:
    """Who works on a group, in one line."""
    claim = await turn.service.reviewing.groups.find(number, turn.now)
    if claim is None or claim.claimed_by is None or claim.claimed_at is None:
        return say("review.free")
    until = short_day((claim.claimed_at + CLAIM).date())
    if claim.claimed_by == turn.person.key:
        return say("review.yours", until=until)
    return say("review.theirs", name=await name_of(turn, claim.claimed_by), until=until)


async def name_of(turn: Turn, key: int) -> str:
    """A colleague by name, where one is kept."""
    names = await turn.service.membership.people.names([key])
    if key in names:
        return names[key]
    try:  # whom the settings name has no row; Telegram knows them, once they have written
        return (await turn.bot.get_chat(key)).first_name or say("review.colleague")
    except TelegramError:
        return say("review.colleague")


async def closed_words(turn: Turn, number: int) -> str:
    """What to say of a group that no longer waits."""
    claim = await turn.service.reviewing.groups.find(number, turn.now)
    if claim is None or claim.outcome is None:
        return say("review.gone")
    return say("review.closed", outcome=say(f"review.outcome.{claim.outcome}"))


def card_keyboard(turn: Turn, group: Group) -> Keyboard:
    """What can be done with a group by whoever looks at it."""
    number, mine = group.id, group.claimed_by == turn.person.key
    if group.claimed_by is not None and not mine:
        buttons = [(say("review.take_over"), f"v:{TAKE_OVER}:{number}")]
    elif not mine:
        buttons = [
            (say("review.answer"), f"v:{ANSWER}:{number}"),
            (say("review.claim"), f"v:{CLAIM_IT}:{number}"),
        ]
    else:
        buttons = [
            (say("review.answer"), f"v:{ANSWER}:{number}"),
            (say("review.hand_over"), f"v:{HAND_OVER}:{number}"),
            (say("review.let_go"), f"v:{LET_GO}:{number}"),
        ]
    if group.claimed_by is None or mine:
        buttons.append((say("review.aside"), f"q:s:{number}"))
    keyboard = list_keyboard([*buttons, (say("review.back"), BACK)], columns=2)
    by_id = turn.service.shelf.answerer.knowledge.by_id
    near = [name for name in group.near if name in by_id] if len(buttons) > 1 else []
    rows = [
        [button(say("review.belongs", title=by_id[name].title), f"q:q:{number}:{name}")]
        for name in near[:2]
    ]
    return Keyboard([*keyboard.inline_keyboard, *rows])
