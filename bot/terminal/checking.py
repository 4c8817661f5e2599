"""`check`: settings, knowledge, words and texts; every fault at once."""

from bot.core.errors import FaultyError
from bot.settings import Settings
from bot.store.library import load
from bot.texts import say, texts


def check(settings: Settings) -> tuple[bool, str]:
    """Whether all is well, and what to print."""
    texts()
    try:
        knowledge = load(settings.knowledge)
    except FaultyError as error:
        lines = [str(fault) for fault in error.faults]
        return False, "\n".join([*lines, say("terminal.check_bad", count=len(lines))])
    return True, say(
        "terminal.check_good",
        entries=len(knowledge.entries),
        asks=sum(len(entry.asks) for entry in knowledge.entries),
        gaps=sum(len(gap.asks) for gap in knowledge.gaps),
        facts=len(knowledge.facts),
    )
