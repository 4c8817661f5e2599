"""Asking in chat: words, buttons under an answer, and everything that is not words."""

from html import escape

from bot.chat.attachments import left_out
from bot.chat.context import Turn
from bot.chat.draft_buttons import draft_html, draft_keyboard
from bot.chat.render import (
    MOST_COPIED,
    Keyboard,
    answer_keyboard,
    choices_keyboard,
    html,
    joined,
    list_keyboard,
)
from bot.core.answering import Answerer
from bot.core.reply import Answered, Choices, Small, Unanswered, Urgent
from bot.core.safety import EMERGENCY_NUMBER
from bot.flows.asking import Asked
from bot.flows.owning import owner_of
from bot.flows.reading import readable
from bot.flows.wording import citation, page
from bot.texts import say

_WHY = {"w": "wrong", "u": "unclear", "o": "old", "c": "conflicts", "l": "long"}


async def hello(turn: Turn) -> None:
    """/start by itself: what this is, and what to leave out."""
    await turn.say(say("welcome", emergency=EMERGENCY_NUMBER))


async def opens_link(turn: Turn) -> None:
    """/start from a link that names an entry: the entry at once, the greeting in a line."""
    entry = turn.payload
    if entry not in _answerer(turn).knowledge.by_id:
        await turn.say(say("link.unknown"))
        await hello(turn)
        return
    if await turn.service.asking.is_new(turn.chat):
        await turn.say(say("link.welcome", emergency=EMERGENCY_NUMBER))
    await _open(turn, entry)


async def guide(turn: Turn) -> None:
    """/help: how to use it."""
    await _show(turn, Asked(Small("help")))


async def question(turn: Turn) -> None:
    """Free text, or the words under a picture: the answer, or whether to ask the trainers."""
    asked = await turn.service.asking.ask(
        _answerer(turn),
        turn.person,
        turn.chat,
        turn.words,
        turn.now,
        turn.message.message_id,
    )
    if asked.gone is not None and asked.gone.shown_in is not None:
        await turn.rekey(message=asked.gone.shown_in)
    kind = left_out(turn.message)
    if kind is None or isinstance(asked.reply, Urgent):
        await _show(turn, asked)
        return
    _first_of_album(turn)
    await _show(turn, asked, say(f"no_words.only_words.{kind}"))


async def no_words(turn: Turn) -> None:
    """A photo, sticker, voice note, contact, place or file: nothing of it is kept.

    An album is told of once, and a place that moves only when it is first sent.
    """
    if turn.update.edited_message is None and _first_of_album(turn):
        kind = left_out(turn.message) or "other"
        await turn.say(say(f"no_words.nothing_kept.{kind}", emergency=EMERGENCY_NUMBER))


def _first_of_album(turn: Turn) -> bool:
    album, seen = turn.message.media_group_id, turn.service.albums
    if album is None:
        return True
    first = album not in seen
    seen.append(album)
    return first


async def no_such_command(turn: Turn) -> None:
    """A command that does not exist."""
    await turn.say(say("chat.no_such_command"))


async def opens_entry(turn: Turn) -> None:
    """A related entry was tapped: "e:<entry>"."""
    await _open(turn, turn.data.partition(":")[2])


async def chooses(turn: Turn) -> None:
    """One of the choices was tapped: "c:<draft>:<entry>"."""
    _, number, entry = turn.data.split(":", 2)
    await _open(turn, entry, int(number))


async def rates(turn: Turn) -> None:
    """Helpful or not was tapped: "h:<0 or 1>:<entry>"."""
    _, helpful, name = turn.data.split(":", 2)
    entry = _answerer(turn).knowledge.by_id.get(name)
    if entry is None:
        await _old(turn)
        return
    await turn.service.asking.questions.rate(name, helpful == "1", turn.now)
    await turn.note(say("chat.rated" if helpful == "1" else "chat.rated_not"))
    shown = _answerer(turn).show(entry)
    below = _under(turn, shown, rated=True)
    if helpful == "0":
        below = Keyboard([*below.inline_keyboard, *_reasons(name).inline_keyboard])
    await turn.message.edit_reply_markup(below)


async def says_why(turn: Turn) -> None:
    """Why an answer did not help was tapped: "x:<reason>:<entry>"; it reaches the trainers."""
    _, letter, name = turn.data.split(":", 2)
    entry = _answerer(turn).knowledge.by_id.get(name)
    if entry is None:
        await _old(turn)
        return
    words = say("rate.report", title=entry.title, why=say(f"rate.why.{_WHY[letter]}"))
    service = turn.service
    first = await service.asking.questions.not_helpful(name, words, turn.person, turn.now)
    await turn.note(say("rate.noted"))
    await turn.message.edit_reply_markup(_under(turn, _answerer(turn).show(entry), rated=True))
    owner = owner_of(entry, _answerer(turn).knowledge)
    for key in await service.owning.heeding(owner, turn.now) if first else ():
        await turn.tell(key, escape(say("rate.told_owner", report=words, owner=owner)))


def _reasons(entry: str) -> Keyboard:
    buttons = [(say(f"rate.why.{why}"), f"x:{letter}:{entry}") for letter, why in _WHY.items()]
    return list_keyboard(buttons, columns=2)


async def asks_again(turn: Turn) -> None:
    """The answer to an interrupted question was asked for: "r:<update>"."""
    update = await turn.service.inbox.reopened(int(turn.data.partition(":")[2]))
    if update is None:
        await _old(turn)
        return
    await turn.note()
    await turn.message.edit_reply_markup(None)
    turn.service.again(update)


async def unknown_button(turn: Turn) -> None:
    """A button that this version does not know, or forged data."""
    await _old(turn)


async def _old(turn: Turn) -> None:
    await turn.note(say("chat.old_button"))


def _answerer(turn: Turn) -> Answerer:
    return turn.service.shelf.answerer


async def _open(turn: Turn, entry: str, number: int | None = None) -> None:
    reply = await turn.service.asking.open_entry(
        _answerer(turn), turn.person, turn.chat, entry, turn.now, number
    )
    if reply is None:
        await _old(turn)
        return
    await turn.note()
    await _show(turn, Asked(reply))


def _under(turn: Turn, reply: Answered, rated: bool = False) -> Keyboard:
    """The buttons under an answer."""
    opened = readable(reply.entry, turn.service.passages)
    cited_as = citation(reply.entry, _answerer(turn).knowledge, MOST_COPIED)
    return answer_keyboard(reply.entry, reply.related, opened, rated, cited_as=cited_as)


async def _show(turn: Turn, asked: Asked, before: str = "") -> None:
    """Say a reply: text in as few messages as it needs, buttons under the last."""
    reply = asked.reply
    keyboard = None
    if isinstance(reply, Answered):
        keyboard = _under(turn, reply)
    elif isinstance(reply, Choices):
        number = asked.draft.id if asked.draft else 0 if asked.emptied else None
        keyboard = choices_keyboard(reply.options, number)
    person = turn.person
    shown = page(reply, _answerer(turn).knowledge, person.agency, person.nation)
    messages = html(shown)
    if isinstance(reply, Unanswered) and asked.draft is not None:
        messages, keyboard = draft_html(asked.draft, messages[0]), draft_keyboard(asked.draft)
    elif isinstance(reply, Unanswered) and asked.emptied:
        messages = [f"{messages[0]}\n\n{say('draft.nothing_left')}"]
    messages = joined([before, *messages]) if before else messages
    for text in messages[:-1]:
        await turn.say(text)
    await turn.say(messages[-1], keyboard)
