"""The buttons of a brief's card, for who drafts, confirms and sends: each tap asks its right."""

from collections.abc import Awaitable, Callable
from html import escape

from bot.chat.brief_buttons import NEEDS, brief_keyboard, manage_keyboard, parts_html
from bot.chat.brief_card import as_text, card, knowledge_of
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
from bot.chat.render import joined
from bot.core.audit import Act
from bot.core.errors import RefusedError
from bot.core.people import Right
from bot.flows.brief_wording import (
    brief_parts,
    ladder_words,
    reason_words,
)
from bot.flows.wording import moment_words
from bot.store.briefs import KeptBrief
from bot.texts import say


async def taps(turn: Turn) -> None:
    """A button of a card: "k:<what>:<brief>"."""
    _, what, number, *rest = turn.data.split(":")
    if what in NEEDS:
        turn.needs(NEEDS[what])
    elif not any(
        turn.person.may(right)
        for right in (Right.BRIEF_DRAFT, Right.BRIEF_CONFIRM, Right.BRIEF_SEND)
    ):
        raise RefusedError("refused.role")
    if what == "i":
        made = turn.service.briefing.from_entries(rest, knowledge_of(turn))
        await turn.note("" if made else say("chat.old_button"))
        if made:
            await keep(turn, made, shown=True)
        return
    kept = await turn.service.briefing.briefs.find(int(number))
    act = _ACTS.get(what)
    if kept is None or act is None:
        await turn.note(say("chat.old_button"))
        return
    await act(turn, kept)


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


async def _ambiguous(turn: Turn, kept: KeptBrief) -> None:
    await turn.service.briefing.briefs.repeat(kept.id, not kept.again)
    await turn.note(say("brief.ambiguous_listed" if kept.again else "brief.ambiguous_again"))
    await open_again(turn, kept)


async def _confirm(turn: Turn, kept: KeptBrief) -> None:
    flow = turn.service.briefing
    done = await flow.confirm(kept, turn.person, knowledge_of(turn), turn.now)
    await turn.note(say(f"brief.confirm.{done}", above=turn.service.settings.brief_two_above))
    if done == "second":
        for other in await turn.service.membership.managers(turn.now):
            if other != turn.person.key:
                await turn.tell(other, say("brief.please_confirm", number=kept.id))
    await open_again(turn, kept)


async def _evidence(turn: Turn, kept: KeptBrief) -> None:
    await turn.note()
    totals = await turn.service.briefing.evidence.totals(kept.id)
    await turn.change(
        escape(ladder_words(kept.id, totals)), manage_keyboard(kept, turn.person.rights)
    )


async def _unreached(turn: Turn, kept: KeptBrief) -> None:
    """By name, for whoever may see it, and only those who did not get it or did not tap."""
    await turn.note()
    flow = turn.service.briefing
    rows = await flow.outbox.rows(kept.id)
    missing = [row for row in rows if row["state"] != "sent"]
    silent = [row for row in rows if row["state"] == "sent" and not row["acked_at"]]
    names = await flow.membership.people.names([row["person"] for row in (*missing, *silent)])

    def who(row: dict[str, object]) -> str:
        return names.get(int(str(row["person"])), say("people.no_name"))

    lines = [say("brief.unreached", count=len(missing))]
    lines += [
        say("brief.unreached_row", name=who(r), why=reason_words(r["reason"] or r["state"]))
        for r in missing
    ]
    lines.append(say("brief.silent", count=len(silent)))
    lines += [say("brief.silent_row", name=who(row)) for row in silent]
    for text in joined([escape("\n".join(lines))]):
        await turn.say(text)


async def _remind(turn: Turn, kept: KeptBrief) -> None:
    count = await turn.service.briefing.remind(kept, turn.person.key, turn.now)
    await turn.note(say("brief.reminded", count=count) if count else say("brief.nobody_to_remind"))
    turn.service.sender.wake.set()


async def _file(turn: Turn, kept: KeptBrief) -> None:
    """The figures as a file, small numbers withheld."""
    from bot.flows.brief_export import export_csv

    await turn.note()
    content = await export_csv(turn.service.briefing, kept)
    await turn.service.briefing.record(kept.id, Act.BRIEF_EXPORTED, turn.person.key, turn.now)
    caption = say("export.caption", number=kept.id, moment=moment_words(turn.now))
    await turn.send_file(say("export.file", number=kept.id), content, caption)


Button = Callable[[Turn, KeptBrief], Awaitable[None]]
_ACTS: dict[str, Button] = {
    "o": _open, "m": as_text, "t": _test, "r": _ambiguous, "c": _confirm,
    "n": now, "d": morning, "v": round_, "p": pause, "g": go_on, "x": ask_sure,
    "X": cancel, "w": ask_sure, "W": withdraw, "e": _evidence, "u": _unreached,
    "h": _remind, "f": _file,
}  # fmt: skip
