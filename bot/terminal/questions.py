"""`questions`: the questions that wait for an answer."""

import asyncio

from bot.settings import Settings
from bot.store.database import opened
from bot.store.questions import Questions
from bot.texts import say


def list_open(settings: Settings) -> str:
    """One line a question, oldest first."""
    return asyncio.run(_list(settings))


async def _list(settings: Settings) -> str:
    async with opened(settings.database) as database:
        rows = await Questions(database).open()
    if not rows:
        return say("terminal.no_questions")
    return "\n".join(
        say(
            "terminal.question_row",
            number=row["id"],
            date=row["asked_at"][:16].replace("T", " "),
            kind=say(f"question_kind.{row['kind']}"),
            text=row["text"],
        )
        for row in rows
    )
