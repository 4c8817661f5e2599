"""A brief in the hands of who got it: the tap, the check questions, the question weeks later."""

from html import escape
from typing import Any

from bot.chat.brief_buttons import WORKING, brief_keyboard, check_keyboard, parts_html
from bot.chat.context import Turn
from bot.chat.render import list_keyboard
from bot.core.brief import held_until
from bot.core.people import Right
from bot.flows.brief_wording import brief_parts
from bot.flows.wording import held_words
from bot.store.evidence import Stage
from bot.store.kept_brief import CURRENT, KeptBrief
from bot.texts import say

_STAGES: dict[str, Stage] = {"w": "weeks", "m": "months"}
_ANSWERS = {"y": "yes", "p": "partly", "n": "no"}
_MOST_LISTED = 20


async def briefs(turn: Turn) -> None:
    """/briefs: those that are current for oneself; for who works on them, all."""
    flow = turn.service.briefing
    works = any(turn.person.may(right) for right in WORKING)
    if works:
        found, letter = await flow.briefs.listed(), "k"
    else:
        found, letter = await flow.current(turn.person, turn.now), "s"
    if not found:
        await turn.say(say("brief.none_yet" if works else "brief.none"))
        return
    buttons = [(_row(each), f"{letter}:o:{each.id}") for each in found[:_MOST_LISTED]]
    if turn.person.may(Right.EXPORT):
        buttons.append((say("button.board"), "k:B:0"))
    await turn.say(say("brief.list", count=len(found)), list_keyboard(buttons))


def _row(kept: KeptBrief) -> str:
    state = say(f"brief.state.{kept.state}")
    return say("brief.row", number=kept.id, title=kept.brief.title, state=state)


async def taps(turn: Turn) -> None:
    """A button under a brief: "s:<what>:<brief>" and, for an answer, the question and option."""
    _, what, number, *rest = turn.data.split(":")
    kept = await turn.service.briefing.briefs.find(int(number))
    recipient = await turn.service.briefing.evidence.recipient(int(number), turn.person.key)
    until = held_until(kept.brief, turn.service.shelf.answerer.knowledge) if kept else None
    if kept is None or kept.state == "withdrawn":
        await turn.note(say("brief.gone" if kept else "chat.old_button"))
    elif until:
        await turn.note(held_words(until))
    elif what == "o":
        await _show(turn, kept, recipient)
    elif what == "d":
        await _page(turn, kept, recipient)
    elif recipient is None:
        await turn.note(say("brief.only_preview"))
    elif what == "a":
        await _acknowledge(turn, kept, recipient["id"])
    elif what == "k":
        await turn.note()
        await _ask_next(turn, kept, recipient["id"])
    elif what == "q" and len(rest) == 2:
        await _answer(turn, kept, recipient["id"], int(rest[0]), int(rest[1]))
    else:
        await turn.note(say("chat.old_button"))


async def practice(turn: Turn) -> None:
    """Weeks later: "x:<stage>:<discussion>:<answer>"."""
    _, stage, number, answer = turn.data.split(":")
    taken = await turn.service.briefing.evidence.changed(
        int(number), turn.person.key, _STAGES[stage], _ANSWERS[answer], turn.now
    )
    await turn.note(say("practice.taken" if taken else "chat.old_button"))
    if taken:
        await turn.rekey()
        await turn.say(say(f"practice.{_ANSWERS[answer]}"))


async def _show(turn: Turn, kept: KeptBrief, recipient: dict[str, Any] | None) -> None:
    """The brief itself, opened from a list: only for whom it is meant."""
    if kept.state not in CURRENT or not (recipient or _is_for(turn, kept)):
        await turn.note(say("brief.gone"))
        return
    await turn.note()
    knowledge = turn.service.shelf.answerer.knowledge
    parts = brief_parts(kept.id, kept.brief, knowledge, kept.version)
    acked = bool(recipient and recipient["acked_at"])
    keyboard = brief_keyboard(kept.id, kept.brief, knowledge, acked)
    copy = await turn.say(parts_html(parts), keyboard)
    if recipient:
        outbox = turn.service.briefing.outbox
        place = (kept.id, recipient["id"], turn.chat)
        await outbox.opened(*place, copy.message_id, turn.now)
        if file := await turn.service.sender.posting.send(kept, turn.chat):
            await outbox.opened(*place, file, turn.now, "file")


def _is_for(turn: Turn, kept: KeptBrief) -> bool:
    """Meant for them, or theirs to work on."""
    works = any(turn.person.may(right) for right in WORKING)
    return works or (kept.state in CURRENT and kept.audience.has(turn.person))


async def _page(turn: Turn, kept: KeptBrief, recipient: dict[str, Any] | None) -> None:
    """One or two pages for the team leader, made when asked for."""
    from bot.flows.brief_page import brief_page

    if not (recipient or _is_for(turn, kept)):
        await turn.note(say("brief.gone"))
        return
    await turn.note()
    content = brief_page(kept.id, kept.brief, turn.service.shelf.answerer.knowledge, kept.version)
    name = say("brief.page.file", number=kept.id)
    await turn.send_file(name, content, say("brief.page.caption", number=kept.id))


async def _acknowledge(turn: Turn, kept: KeptBrief, recipient: int) -> None:
    first = await turn.service.briefing.evidence.acknowledge(recipient, turn.now)
    await turn.note(say("brief.thanks" if first else "brief.thanked"))
    knowledge = turn.service.shelf.answerer.knowledge
    await turn.rekey(brief_keyboard(kept.id, kept.brief, knowledge, acked=True))
    if first and kept.brief.check:
        await _ask_next(turn, kept, recipient)


async def _ask_next(turn: Turn, kept: KeptBrief, recipient: int) -> None:
    """The first check question that is not yet answered, or thanks for all of them."""
    done = await turn.service.briefing.evidence.answered(recipient)
    open_ = [at for at in range(len(kept.brief.check)) if at not in done]
    if not open_:
        await turn.say(say("brief.check_done"))
        return
    words = escape(_question(kept, open_[0]))
    await turn.say(words, check_keyboard(kept.id, open_[0], kept.brief.check[open_[0]]))


async def _answer(turn: Turn, kept: KeptBrief, recipient: int, at: int, option: int) -> None:
    """The first answer counts; the explanation comes whatever it was."""
    if at >= len(kept.brief.check) or not 0 < option <= len(kept.brief.check[at].options):
        await turn.note(say("chat.old_button"))
        return
    check = kept.brief.check[at]
    right = option == check.right
    counted = await turn.service.briefing.evidence.answer(recipient, at, right, turn.now)
    if not counted:
        await turn.note(say("brief.first_counts"))
        return
    await turn.note(say("brief.right" if right else "brief.wrong"))
    words = say(
        "brief.answered",
        question=_question(kept, at),
        chosen=check.options[option - 1],
        answer=check.options[check.right - 1],
        because=check.because,
    )
    await turn.change(escape(words))
    await _ask_next(turn, kept, recipient)


def _question(kept: KeptBrief, at: int) -> str:
    check = kept.brief.check
    return say("brief.question", at=at + 1, count=len(check), ask=check[at].ask)
