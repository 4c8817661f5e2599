"""What came of a brief, for managers: the rungs, who was not reached, reminders, files."""

from html import escape

from bot.chat.brief_buttons import manage_keyboard
from bot.chat.brief_card import knowledge_of
from bot.chat.context import Turn
from bot.core.audit import Act
from bot.core.people import Right
from bot.flows.board import as_pdf, as_xlsx, board
from bot.flows.brief_export import export_csv, unreached_words
from bot.flows.brief_wording import ladder_words
from bot.flows.wording import moment_words
from bot.store.kept_brief import KeptBrief
from bot.texts import say

_MOST_IN_CHAT = 4000


async def evidence(turn: Turn, kept: KeptBrief) -> None:
    """Every rung in numbers."""
    await turn.note()
    totals = await turn.service.briefing.evidence.totals(kept.id)
    words = escape(ladder_words(kept.id, totals))
    await turn.change(words, manage_keyboard(kept, turn.person.rights, back=True))


async def unreached(turn: Turn, kept: KeptBrief) -> None:
    """By name, and only those who did not get it or did not tap; a long list comes as a file."""
    await turn.note()
    flow = turn.service.briefing
    words = await unreached_words(flow, kept)
    if len(escape(words)) <= _MOST_IN_CHAT:
        await turn.say(escape(words))
        return
    await flow.record(Act.BRIEF_EXPORTED, turn.person.key, turn.now, kept.id)
    name = say("brief.unreached_file", number=kept.id)
    await turn.send_file(name, words.encode("utf-8-sig"), say("brief.unreached_long"))


async def remind(turn: Turn, kept: KeptBrief) -> None:
    """Whoever has it and has not tapped."""
    count = await turn.service.briefing.remind(kept, turn.person.key, turn.now)
    await turn.note(say("brief.reminded", count=count) if count else say("brief.nobody_to_remind"))
    turn.service.sender.wake.set()


async def file(turn: Turn, kept: KeptBrief) -> None:
    """The figures as a file, small numbers withheld."""
    await turn.note()
    flow = turn.service.briefing
    content = await export_csv(flow, kept)
    await flow.record(Act.BRIEF_EXPORTED, turn.person.key, turn.now, kept.id)
    caption = say("export.caption", number=kept.id, moment=moment_words(turn.now))
    await turn.send_file(say("export.file", number=kept.id), content, caption)


async def for_board(turn: Turn) -> None:
    """What was done about the whole review: for reading, and as a workbook."""
    turn.needs(Right.EXPORT)
    await turn.note()
    flow, knowledge = turn.service.briefing, knowledge_of(turn)
    done = await board(flow.briefs, flow.evidence, knowledge)
    await flow.record(Act.BOARD_EXPORTED, turn.person.key, turn.now)
    moment = moment_words(turn.now)
    caption = say("board.caption", moment=moment)
    page = as_pdf(done, knowledge.pack.title, moment)
    await turn.send_file(say("board.pdf"), page, caption)
    await turn.send_file(say("board.xlsx"), as_xlsx(done), caption)
