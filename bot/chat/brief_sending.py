"""From a confirmed brief to a sent one: now, in the morning, in rounds; pause, go on, cancel."""

from datetime import datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

from bot.chat.brief_buttons import manage_keyboard
from bot.chat.brief_card import card, knowledge_of
from bot.chat.context import Turn
from bot.chat.render import list_keyboard
from bot.store.kept_brief import KeptBrief
from bot.texts import say

_MORNING = 9
_ROUND_DAYS = 28


async def now(turn: Turn, kept: KeptBrief) -> None:
    """At once."""
    await send(turn, kept)


async def morning(turn: Turn, kept: KeptBrief) -> None:
    """Tomorrow morning, in the recipients' day."""
    zone = ZoneInfo(turn.service.settings.brief_zone)
    day = turn.now.astimezone(zone) + timedelta(days=1)
    await send(turn, kept, day.replace(hour=_MORNING, minute=0, second=0, microsecond=0))


async def round_(turn: Turn, kept: KeptBrief) -> None:
    """Now, and again every four weeks."""
    await send(turn, kept, every=_ROUND_DAYS)


async def send(
    turn: Turn, kept: KeptBrief, at: datetime | None = None, every: int | None = None
) -> None:
    """Let it go, and leave the one message in which its progress is shown."""
    flow = turn.service.briefing
    done = await flow.send(kept, turn.person.key, knowledge_of(turn), turn.now, at, every)
    if done != "done":
        await turn.note(say(f"brief.confirm.{done}", above=0))
        if not turn.tapped:
            await turn.say(say(f"brief.confirm.{done}", above=0))
        return
    await turn.note()
    after = await flow.briefs.find(kept.id) or kept
    shown = await turn.say(
        escape(await turn.service.sender.progress.words(after)), manage_keyboard(after)
    )
    await flow.briefs.progress(kept.id, turn.chat, shown.message_id)
    turn.service.sender.wake.set()


async def pause(turn: Turn, kept: KeptBrief) -> None:
    """Nothing more goes out."""
    await turn.service.briefing.briefs.pause(kept.id, turn.person.key, turn.now)
    await turn.note()
    await open_again(turn, kept)


async def go_on(turn: Turn, kept: KeptBrief) -> None:
    """After a pause."""
    await turn.service.briefing.briefs.go_on(kept.id, turn.person.key, turn.now)
    turn.service.sender.wake.set()
    await turn.note()
    await open_again(turn, kept)


async def ask_sure(turn: Turn, kept: KeptBrief) -> None:
    """Cancelling and withdrawing ask back first."""
    what = "W" if turn.data.startswith("k:w:") else "X"
    await turn.note()
    sure = (say(f"button.manage.{what}"), f"k:{what}:{kept.id}")
    keep = (say("button.manage.keep"), f"k:o:{kept.id}")
    await turn.change(say(f"brief.sure.{what}", number=kept.id), list_keyboard([sure, keep]))


async def cancel(turn: Turn, kept: KeptBrief) -> None:
    """Nobody else gets it."""
    done = await turn.service.briefing.briefs.cancel(kept.id, turn.person.key, turn.now)
    await turn.note("" if done else say("chat.old_button"))
    await open_again(turn, kept)


async def withdraw(turn: Turn, kept: KeptBrief) -> None:
    """Every copy says so."""
    flow = turn.service.briefing
    done = await flow.corrections.withdraw(kept.id, turn.person.key, turn.now)
    await turn.note("" if done else say("chat.old_button"))
    turn.service.sender.wake.set()
    await open_again(turn, kept)


async def open_again(turn: Turn, kept: KeptBrief) -> None:
    """The card as it is now."""
    after = await turn.service.briefing.briefs.find(kept.id)
    await turn.change(*(await card(turn, after or kept)))
