"""/figures, for trainers: how it goes, in words and pictures; the queue as a table by right."""

import asyncio
from html import escape

from bot.chat.context import Turn
from bot.chat.render import joined, list_keyboard
from bot.core.people import Right
from bot.flows.pictures import months_png, topics_png
from bot.flows.reporting import as_csv, as_xlsx, report_words
from bot.texts import say


async def figures(turn: Turn) -> None:
    """/figures: the report, and two pictures for a slide."""
    knowledge = turn.service.shelf.answerer.knowledge
    found = await turn.service.reporting.figures(knowledge)
    may = turn.person.may(Right.EXPORT)
    keyboard = list_keyboard([(say("report.export"), "f:x")]) if may else None
    *first, last = joined([escape(report_words(found, knowledge))])
    for text in first:
        await turn.say(text)
    await turn.say(last, keyboard)
    months = await asyncio.to_thread(months_png, found)
    await turn.send_file("months.png", months, say("report.picture.months"))
    topics = await asyncio.to_thread(topics_png, found, knowledge)
    await turn.send_file("topics.png", topics, say("report.picture.topics"))


async def export(turn: Turn) -> None:
    """The queue was asked for as a table: "f:x"."""
    reporting = turn.service.reporting
    made = await reporting.export(turn.service.shelf.answerer.knowledge, turn.now)
    await turn.note()
    await turn.send_file("queue.csv", as_csv(made), made.about)
    await turn.send_file("queue.xlsx", await asyncio.to_thread(as_xlsx, made), made.about)
    await reporting.tallies.exported(turn.person.key, len(made.rows), turn.now)
