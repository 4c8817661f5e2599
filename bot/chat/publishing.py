"""Answering from the card: a trainer's words, the preview and the tests, then one tap.

Button data is "q:<what>:<answer or group>", with an entry or a reason behind it.
"""

import sqlite3
from html import escape

from bot.chat.context import Turn
from bot.chat.previews import Preview, diff_html, preview, tests_html
from bot.chat.render import Keyboard, list_keyboard
from bot.chat.review_cards import AGAIN, ANSWER, OPEN, show_card
from bot.chat.telling import deliver
from bot.core.errors import RefusedError
from bot.core.people import Right
from bot.core.reply import Answered, Urgent
from bot.flows.making import owner_of
from bot.flows.reading import typed_locator
from bot.flows.telling import REASONS
from bot.store.answers import Answer, What
from bot.texts import say

_ACTS: dict[str, What] = {"n": "entry", "p": "phrasing", "d": "change", "g": "gap", "t": "told"}
LOOK, SECOND, BACK, ASIDE, REASON, BELONGS = "c", "y", "b", "s", "a", "q"


async def takes(turn: Turn) -> bool:
    """Take words that answer a group; False when they are something else.

    A reply to a card always is an answer.  Words typed after "Answer" are, unless they speak of
    danger, name a passage to read, or ask what has an answer.
    """
    if not turn.private or not turn.person.may(Right.REVIEW):
        return False
    groups, quoted = turn.service.reviewing.groups, turn.message.reply_to_message
    group = await groups.group_of(turn.chat, quoted.message_id) if quoted else None
    if group is None:
        group = await groups.awaited(turn.chat, turn.now)
        if group is None or typed_locator(turn.words) is not None:
            return False
        reply = turn.service.shelf.answerer.answer(turn.words)
        asks = turn.words.rstrip().endswith("?") and isinstance(reply, Answered)
        if asks or isinstance(reply, Urgent):
            return False
    await _written(turn, group)
    return True


async def _written(turn: Turn, group: int) -> None:
    service = turn.service
    try:
        answer = await service.publishing.write(
            group, turn.person, turn.words, service.shelf, service.passages, turn.now
        )
    except (OSError, sqlite3.Error):
        raise RefusedError("answer.no_room") from None
    except RefusedError as refusal:
        if refusal.key != "review.taken_reply":
            raise
        await turn.say(escape(say(refusal.key)))
        await show_card(turn, group, edit=False)
        return
    await _offer(turn, answer)


async def _offer(turn: Turn, answer: Answer) -> None:
    """The preview of what was written, as the act that it most likely is to become."""
    flow, answerer = turn.service.publishing, turn.service.shelf.answerer
    owner = owner_of(await flow.group_of(answer, answerer, turn.now), answerer.knowledge)
    if owner is not None and not answer.cites:
        raise RefusedError("answer.no_citation")
    if owner is not None:
        await _show(turn, answer, "change", owner)
    else:
        await _show(turn, answer, "entry" if answer.cites else "gap", None)


async def taps(turn: Turn) -> None:
    """A button under a preview or a card was tapped."""
    _, what, given, *rest = turn.data.split(":")
    number, target = int(given), rest[0] if rest else None
    if what in _ACTS:
        await _publish(turn, number, _ACTS[what], target)
    elif what == SECOND:
        await _publish(turn, number, "told", None)
    elif what == LOOK:
        await _difference(turn, number, target or "")
    elif what == AGAIN:
        await turn.note()
        await _again(turn, number)
    elif what == BACK:
        await _send_back(turn, number)
    elif what == ASIDE:
        await turn.note()
        await turn.rekey(_reasons(number))
    elif what == REASON and target in REASONS:
        await turn.note()
        service = turn.service
        answer = await service.publishing.set_aside(
            number, target, turn.person, service.shelf, turn.now
        )
        await turn.change(escape(await _done_words(turn, answer, "aside")))
    elif what == BELONGS:
        await turn.note()
        answer = await turn.service.publishing.take_wordings(
            number, turn.person, turn.service.shelf, turn.now
        )
        await _show(turn, answer, "phrasing", target)


async def _again(turn: Turn, number: int) -> None:
    """What was written once more: to its writer, or to a second trainer who may publish it."""
    answer = await turn.service.publishing.answers.find(number)
    if answer is None or answer.state != "waiting":
        await _offer(turn, await _draft(turn, number))
        return
    shown = await preview(turn, answer, answer.act or "told", answer.target)
    for text in shown.pages:
        await turn.say(text)
    mine = answer.written_by == turn.person.key
    keyboard = list_keyboard([_card_button(answer)]) if mine else _second_keyboard(answer)
    await turn.say(tests_html(shown, turn), keyboard)


async def _draft(turn: Turn, number: int) -> Answer:
    """An answer that is still to be published."""
    answer = await turn.service.publishing.answers.find(number)
    if answer is None or answer.state != "draft":
        raise RefusedError("answer.late")
    return answer


async def _show(turn: Turn, answer: Answer, act: What, target: str | None) -> None:
    """What staff would see, then what stands beside it and what it would take from others."""
    shown = await preview(turn, answer, act, target)
    await turn.say(say("answer.preview"))
    for text in shown.pages:
        await turn.say(text)
    await turn.say(tests_html(shown, turn), _keyboard(turn, answer, shown, act, target))
    await turn.service.publishing.answers.based_on(answer.id, shown.base)


def _keyboard(
    turn: Turn, answer: Answer, shown: Preview, act: What, target: str | None
) -> Keyboard:
    """The acts that this answer may become.  The preview has said what each would take."""
    number, by_id = answer.id, turn.service.shelf.answerer.knowledge.by_id
    if act == "phrasing" and target in by_id:
        button = say("answer.button.phrasing", title=by_id[target].title)
        return list_keyboard([(button, f"q:p:{number}:{target}"), _card_button(answer)])
    near = shown.near
    fresh = bool(answer.cites) and act != "change"
    buttons = [(say("answer.button.entry"), f"q:n:{number}")] if fresh else []
    for entry in near if act != "change" else ():
        label = say("answer.button.phrasing", title=entry.title)
        buttons.append((label, f"q:p:{number}:{entry.id}"))
    for entry in near[:2] if answer.cites else ():
        label = say("answer.button.change", title=entry.title)
        buttons.append((label, f"q:{LOOK}:{number}:{entry.id}"))
    if act != "change":
        buttons.append((say("answer.button.gap"), f"q:g:{number}"))
    if answer.cites:
        buttons.append((say("answer.button.told"), f"q:t:{number}"))
    buttons.append((say("answer.button.again"), f"v:{ANSWER}:{answer.group_id}"))
    return list_keyboard([*buttons, _card_button(answer)])


def _card_button(answer: Answer) -> tuple[str, str]:
    return say("answer.button.card"), f"v:{OPEN}:{answer.group_id}"


async def _difference(turn: Turn, number: int, target: str) -> None:
    """Before an entry is changed: what goes and what comes."""
    service = turn.service
    answer = await _draft(turn, number)
    made = await service.publishing.made(
        answer, "change", target, service.shelf.answerer, turn.now
    )
    await turn.note()
    sure = (say("answer.button.change_sure"), f"q:d:{number}:{target}")
    words = escape(say("answer.difference", title=made.knowledge.by_id[target].title))
    shown = f"{words}\n{diff_html(made.before, made.file.after)}"
    await turn.say(shown, list_keyboard([sure, _card_button(answer)]))


async def _publish(turn: Turn, number: int, act: What, target: str | None) -> None:
    service = turn.service
    done = await service.publishing.answers.find(number)
    if done is not None and done.state == "published" and done.published_by == turn.person.key:
        await turn.note()  # a tap that is handled once more, as after a crash
        await turn.change(escape(await _done_words(turn, done, done.act or act)))
        return
    outcome = await service.publishing.publish(
        number, act, target, turn.person, service.shelf, turn.now
    )
    answer = await service.publishing.answers.find(number)
    if outcome == "late" or answer is None:
        await turn.note(say("answer.late"))
        await turn.rekey()
        return
    await turn.note()
    if outcome == "waiting":
        await turn.change(escape(say("answer.waiting")))
        await _ask_others(turn, answer)
        return
    await turn.change(escape(await _done_words(turn, answer, answer.act or act)))
    if answer.written_by != turn.person.key:
        await turn.tell(answer.written_by, escape(say("answer.told_published")))


async def _done_words(turn: Turn, answer: Answer, act: What) -> str:
    """Published: what it became, and how many have been told."""
    await deliver(turn.bot, turn.service)
    counts = await turn.service.telling.tellings.counts(answer.id)
    lines = [say("answer.done", outcome=say(f"review.outcome.{act}"))]
    by_id = turn.service.shelf.answerer.knowledge.by_id
    if act in ("entry", "phrasing", "change") and answer.target in by_id:
        lines.append(say("answer.done_entry", title=by_id[answer.target].title))
    if act not in ("told", "aside"):
        lines.append(say("answer.in_use"))
    told = [say("answer.told.sent", count=counts["sent"])]
    for state, count in (
        ("paused", counts["paused"]),
        ("blocked", counts["blocked"] + counts["gone"] + counts["failed"]),
        ("pending", counts["pending"] + counts["sending"]),
    ):
        if count:
            told.append(say(f"answer.told.{state}", count=count))
    return "\n".join([*lines, " ".join(told)])


async def _ask_others(turn: Turn, answer: Answer) -> None:
    """Every other trainer sees it exactly as staff would, with a button each way."""
    shown = await preview(turn, answer, answer.act or "told", answer.target)
    keyboard = _second_keyboard(answer)
    for other in await turn.service.membership.with_menus(turn.now):
        if other.may(Right.PUBLISH) and other.key != answer.written_by:
            await turn.tell(other.key, escape(say("answer.second_asked")))
            for text in shown.pages:
                await turn.tell(other.key, text)
            await turn.tell(other.key, tests_html(shown, turn), keyboard)


def _second_keyboard(answer: Answer) -> Keyboard:
    return list_keyboard(
        [
            (say("answer.button.publish"), f"q:{SECOND}:{answer.id}"),
            (say("answer.button.send_back"), f"q:{BACK}:{answer.id}"),
        ]
    )


async def _send_back(turn: Turn, number: int) -> None:
    answer = await turn.service.publishing.send_back(number, turn.person)
    await turn.note()
    await turn.change(escape(say("answer.sent_back")))
    words = say("answer.told_back", number=answer.group_id)
    await turn.tell(answer.written_by, escape(words))


def _reasons(group: int) -> Keyboard:
    buttons = [
        (say(f"review.reason.{reason}"), f"q:{REASON}:{group}:{reason}") for reason in REASONS
    ]
    return list_keyboard([*buttons, (say("review.keep"), f"v:{OPEN}:{group}")])
