"""The buttons of a brief's card, for who drafts, confirms and sends: each tap asks its right."""

from collections.abc import Awaitable, Callable, Collection
from html import escape

from bot.chat.brief_buttons import WORKING, brief_keyboard, parts_html, rights_for
from bot.chat.brief_card import as_text, card, correctable, knowledge_of, show_text
from bot.chat.brief_evidence import evidence, file, for_board, remind, unreached
from bot.chat.brief_sending import (
    ask_sure,
    cancel,
    go_on,
    morning,
    now,
    open_again,
    pause,
    round_,
    withdraw,
)
from bot.chat.briefing import keep
from bot.chat.context import Turn
from bot.chat.render import joined, list_keyboard
from bot.core.errors import RefusedError
from bot.core.people import Right
from bot.flows.brief_reading import part_names, written_part
from bot.flows.brief_wording import brief_parts
from bot.store.kept_brief import KeptBrief
from bot.texts import say


async def taps(turn: Turn) -> None:
    """A button of a card: "k:<what>:<brief>", of the list "k:B:0", of an entry "k:i:0:<id>"."""
    _, what, number, *rest = turn.data.split(":")
    if what == "B":
        await for_board(turn)
        return
    if what == "i":
        await _from_entry(turn, rest)
        return
    _needs_any(turn, rights_for(what))
    kept = await turn.service.briefing.briefs.find(int(number))
    act = _ACTS.get(what)
    here = rights_for(what, kept.state) if kept else set()
    if kept is None or act is None or not here:
        await turn.note(say("chat.old_button"))
        return
    _needs_any(turn, here)
    await act(turn, kept)


def _needs_any(turn: Turn, rights: Collection[Right]) -> None:
    """Refuse whoever has none of them; where there are none, whoever does not work on briefs."""
    if not any(turn.person.may(right) for right in rights or WORKING):
        raise RefusedError("refused.role")


async def _from_entry(turn: Turn, names: list[str]) -> None:
    turn.needs(Right.BRIEF_DRAFT)
    made = turn.service.briefing.from_entries(names, knowledge_of(turn))
    await turn.note("" if made else say("chat.old_button"))
    if made:
        await keep(turn, made, shown=True)


async def _open(turn: Turn, kept: KeptBrief) -> None:
    await turn.note()
    await turn.change(*(await card(turn, kept)))


async def _test(turn: Turn, kept: KeptBrief) -> None:
    """To oneself, exactly as others will get it; it counts nowhere."""
    knowledge = knowledge_of(turn)
    if turn.service.briefing.faults(kept.id, kept.brief, knowledge):
        await turn.note(say("brief.first_put_right"))
    else:
        await turn.note()
    words = parts_html(brief_parts(kept.id, kept.brief, knowledge, kept.version))
    for text in joined([words]):
        await turn.say(text, brief_keyboard(kept.id, kept.brief, knowledge))
    if kept.file:
        await turn.service.sender.posting.send(kept, turn.chat)


async def _part_list(turn: Turn, kept: KeptBrief) -> None:
    """Which part shall change?"""
    await turn.note()
    names = part_names(kept.brief)
    buttons = [(name, f"k:z:{kept.id}:{at}") for at, name in enumerate(names)]
    buttons.append((say("button.manage.back"), f"k:o:{kept.id}"))
    await turn.change(escape(say("brief.which_part", number=kept.id)), list_keyboard(buttons))


async def _part(turn: Turn, kept: KeptBrief) -> None:
    """One part as text, to be copied, changed and sent back."""
    at = turn.data.split(":")[3:]
    if not at or not at[0].isdigit() or int(at[0]) >= len(part_names(kept.brief)):
        await turn.note(say("chat.old_button"))
        return
    await turn.note()
    await show_text(turn, kept, written_part(kept.brief, int(at[0])), "change_part")


async def _take_off(turn: Turn, kept: KeptBrief) -> None:
    flow = turn.service.briefing
    done = await flow.enclosures.take_off(kept.id, turn.person.key, turn.now)
    await turn.note("" if done else say("chat.old_button"))
    await open_again(turn, kept)


async def _stop_rounds(turn: Turn, kept: KeptBrief) -> None:
    flow = turn.service.briefing
    done = await flow.corrections.stop_rounds(kept.id, turn.person.key, turn.now)
    await turn.note(say("brief.rounds_stopped") if done else say("chat.old_button"))
    await open_again(turn, kept)


async def _ambiguous(turn: Turn, kept: KeptBrief) -> None:
    await turn.service.briefing.briefs.repeat(kept.id, not kept.again)
    await turn.note(say("brief.ambiguous_listed" if kept.again else "brief.ambiguous_again"))
    await open_again(turn, kept)


async def _confirm(turn: Turn, kept: KeptBrief) -> None:
    flow = turn.service.briefing
    done = await flow.confirm(kept, turn.person, knowledge_of(turn), turn.now)
    others = await flow.confirmers(turn.person, turn.now) if done == "second" else []
    key = "second_nobody" if done == "second" and not others else done
    await turn.note(say(f"brief.confirm.{key}", above=turn.service.settings.brief_two_above))
    opens = list_keyboard([(say("button.manage.see"), f"k:o:{kept.id}")])
    for other in others:
        await turn.tell(other.key, say("brief.please_confirm", number=kept.id), opens)
    if done == "done" and kept.made_by != turn.person.key:
        await turn.tell(kept.made_by, say("brief.told_confirmed", number=kept.id), opens)
    await open_again(turn, kept)


Button = Callable[[Turn, KeptBrief], Awaitable[None]]
_ACTS: dict[str, Button] = {
    "o": _open, "m": as_text, "t": _test, "r": _ambiguous, "c": _confirm,
    "n": now, "d": morning, "v": round_, "p": pause, "g": go_on, "x": ask_sure,
    "X": cancel, "w": ask_sure, "W": withdraw, "e": evidence, "u": unreached,
    "h": remind, "f": file, "y": _part_list, "z": _part, "j": _take_off,
    "s": _stop_rounds, "l": correctable,
}  # fmt: skip
