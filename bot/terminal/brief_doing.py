"""What every act of `brief` is given, and the one way to say what came of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TextIO

from bot.core.knowledge import Knowledge
from bot.core.people import Person
from bot.flows.briefing import Briefing


@dataclass(frozen=True, slots=True)
class Doing:
    """What every act is given."""

    flow: Briefing
    by: Person
    knowledge: Knowledge
    args: Any
    out: TextIO
    now: datetime


def told(out: TextIO, words: str, status: int = 0) -> int:
    """Say it; returns the exit status."""
    out.write(words + "\n")
    return status
