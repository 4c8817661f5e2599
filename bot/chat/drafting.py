"""Send, rephrase, don't send: the buttons under a question that has no answer."""

from bot.chat.context import Turn
from bot.chat.draft_buttons import DROP, REPHRASE, SEND, draft_html, draft_keyboard
from bot.store.drafts import Draft, State
from bot.texts import say

_DONE: dict[State, str] = {
    "sent": "draft.already_sent",
    "dropped": "draft.already_dropped",
    "replaced": "draft.already_replaced",
    "rephrasing": "draft.already_rephrasing",
}


async def none_fits(turn: Turn) -> None:
    """ "None of these" was tapped: "n:<draft>", or "n:0" where nothing would be left to send."""
    number = int(turn.data.partition(":")[2])
    lead = say("draft.none_fits")
    if number == 0:
        await turn.note()
        await turn.change(f"{lead} {say('draft.nothing_left')}")
        return
    draft = await turn.service.drafting.none_fits(turn.person, number)
    if draft is None or draft.state != "asked":
        await _settled(turn, draft)
        return
    await turn.note()
    first, *rest = draft_html(draft, lead)
    await turn.change(first, None if rest else draft_keyboard(draft))
    for text in rest:
        await turn.say(text, draft_keyboard(draft) if text is rest[-1] else None)


async def taps(turn: Turn) -> None:
    """A button under a draft was tapped: "d:<what>:<draft>"."""
    _, what, number = turn.data.split(":")
    drafting, person = turn.service.drafting, turn.person
    if what == SEND:
        await _answer(turn, await drafting.send(person, int(number)), "draft.sent")
    elif what == DROP:
        await _answer(turn, await drafting.drop(person, int(number)), "draft.dropped")
    elif what == REPHRASE:
        draft = await drafting.rephrase(person, int(number), turn.message.message_id)
        await _answer(turn, draft, "draft.rephrase")


async def _answer(turn: Turn, draft: Draft | None, key: str) -> None:
    """Say what came of it, once; its words stay above, where they can be read again."""
    if draft is None or not draft.moved:
        await _settled(turn, draft)
        return
    await turn.note()
    await turn.rekey(draft_keyboard(draft) if draft.state == "rephrasing" else None)
    await turn.say(say(key))


async def _settled(turn: Turn, draft: Draft | None) -> None:
    """A second tap, or one that came too late: one line, and the buttons go."""
    key = _DONE.get(draft.state, "draft.gone") if draft else "draft.gone"
    await turn.note(say(key))
    if draft is None or draft.state != "rephrasing":
        await turn.rekey()
