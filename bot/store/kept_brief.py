"""A brief as it is kept: its words, its audience, its state, and who did what when."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.core.audience import Audience
from bot.core.brief import Brief
from bot.core.enclosing import Enclosure

BriefState = Literal["draft", "confirmed", "sending", "paused", "done", "cancelled", "withdrawn"]
CURRENT: tuple[BriefState, ...] = ("sending", "paused", "done")


@dataclass(frozen=True, slots=True)
class KeptBrief:
    """One brief as it is kept."""

    id: int
    state: BriefState
    brief: Brief
    audience: Audience
    again: bool
    made_by: int
    made_at: datetime
    confirmed_by: int | None
    starts_at: datetime | None
    every_days: int | None
    count: int
    outside: int
    hash: str
    version: int
    progress_chat: int | None
    progress_in: int | None
    done_at: datetime | None
    round_at: datetime | None
    file: Enclosure | None = None


def target(number: int) -> str:
    """A brief as the target of an act."""
    return f"brief {number}"


def kept_of(row: dict[str, Any]) -> KeptBrief:
    """A brief from its row."""
    return KeptBrief(
        id=row["id"],
        state=row["state"],
        brief=Brief.model_validate(json.loads(row["body"])),
        audience=Audience.model_validate(json.loads(row["audience"])),
        again=bool(row["again"]),
        made_by=row["made_by"],
        made_at=datetime.fromisoformat(row["made_at"]),
        confirmed_by=row["confirmed_by"],
        starts_at=_moment(row["starts_at"]),
        every_days=row["every_days"],
        count=row["count"],
        outside=row["outside"],
        hash=row["hash"],
        version=row["version"],
        progress_chat=row["progress_chat"],
        progress_in=row["progress_in"],
        done_at=_moment(row["done_at"]),
        round_at=_moment(row["round_at"]),
        file=_enclosure(row),
    )


def _enclosure(row: dict[str, Any]) -> Enclosure | None:
    if row["sha256"] is None:
        return None
    return Enclosure(row["kind"], row["sha256"], row["size"], row["file_id"])


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
