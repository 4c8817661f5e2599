"""`report`: the figures as text, and with a folder also pictures and the queue as tables."""

import asyncio
from datetime import datetime
from pathlib import Path

from bot.core.knowledge import Knowledge
from bot.flows.pictures import months_png, topics_png
from bot.flows.reporting import Reporting, as_csv, as_xlsx, report_words
from bot.settings import Settings
from bot.store.database import opened
from bot.store.library import load
from bot.store.tallies import Tallies
from bot.texts import say

TERMINAL = 0  # whoever has the machine: no Telegram id, as the audit shows


def report(settings: Settings, folder: Path | None, now: datetime) -> str:
    """What to print; OSError when the folder cannot be written."""
    knowledge = load(settings.knowledge, settings.published).at(now)
    return asyncio.run(_report(settings, knowledge, folder, now))


async def _report(
    settings: Settings, knowledge: Knowledge, folder: Path | None, now: datetime
) -> str:
    async with opened(settings.database) as database:
        flow = Reporting(Tallies(database))
        found = await flow.figures(knowledge)
        words = report_words(found, knowledge)
        if folder is None:
            return words
        made = await flow.export(knowledge, now)
        written = {
            "report.txt": (words + "\n").encode(),
            "months.png": months_png(found),
            "topics.png": topics_png(found, knowledge),
            "queue.csv": as_csv(made),
            "queue.xlsx": as_xlsx(made),
        }
        await asyncio.to_thread(_write, folder, written)
        await flow.tallies.exported(TERMINAL, len(made.rows), now)
    return f"{words}\n\n{say('report.written', folder=folder, about=made.about)}"


def _write(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
