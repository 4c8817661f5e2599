"""The audit's chain: each row's hash covers the one before, so that a change shows."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256


class Act(StrEnum):
    """What is written down for good."""

    INVITE_MADE = "invite_made"
    INVITE_REVOKED = "invite_revoked"
    JOINED = "joined"
    LEFT = "left"
    ROLE_CHANGED = "role_changed"
    RIGHTS_CHANGED = "rights_changed"
    REMOVED = "removed"
    ALLOWED_AGAIN = "allowed_again"
    GROUP_CLAIMED = "group_claimed"
    GROUP_HANDED_OVER = "group_handed_over"
    GROUP_LET_GO = "group_let_go"
    ANSWER_PROPOSED = "answer_proposed"
    PUBLISHED = "published"
    SET_ASIDE = "set_aside"
    UNDONE = "undone"
    SUGGESTION_PROPOSED = "suggestion_proposed"
    SUGGESTION_APPROVED = "suggestion_approved"
    EXPORTED = "exported"
    BOARD_EXPORTED = "board_exported"
    BRIEF_DRAFTED = "brief_drafted"
    BRIEF_CONFIRMED = "brief_confirmed"
    BRIEF_SENT = "brief_sent"
    BRIEF_PAUSED = "brief_paused"
    BRIEF_RESUMED = "brief_resumed"
    BRIEF_CANCELLED = "brief_cancelled"
    BRIEF_ROUNDS_STOPPED = "brief_rounds_stopped"
    BRIEF_CORRECTED = "brief_corrected"
    BRIEF_WITHDRAWN = "brief_withdrawn"
    BRIEF_REMINDED = "brief_reminded"
    BRIEF_EXPORTED = "brief_exported"
    DISCUSSION_RECORDED = "discussion_recorded"
    AUDIT_PURGED = "audit_purged"


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One act as it is kept; `detail` is JSON, hashed as it stands."""

    number: int
    at: str
    actor: int
    act: str
    target: str
    detail: str
    hash: str


def canonical(value: object) -> str:
    """JSON that is the same for the same content."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def chained(
    before: str, number: int, at: str, actor: int, act: str, target: str, detail: str
) -> AuditRow:
    """A row with its place in the chain; `before` is the last row's hash, empty at the start."""
    content = canonical([number, at, actor, act, target, detail])
    digest = sha256((before + content).encode()).hexdigest()
    return AuditRow(number, at, actor, act, target, detail, digest)


@dataclass(frozen=True, slots=True)
class Erased:
    """Which rows were past their time: 1 to `upto`; `hash` is the last one's, `at` when."""

    upto: int
    hash: str
    at: str


def erased(rows: Sequence[AuditRow]) -> list[Erased]:
    """What rows say of those erased before them, oldest first; a spoilt row says nothing."""
    found = []
    for row in rows:
        if row.act == Act.AUDIT_PURGED:
            try:
                detail = json.loads(row.detail)
                found.append(Erased(int(detail["upto"]), str(detail["hash"]), row.at))
            except (ValueError, TypeError, KeyError):
                continue
    return found


def first_broken(rows: Sequence[AuditRow]) -> int | None:
    """The number of the first row that does not follow from those before it; None if all do.

    Where the oldest rows were erased in time, the chain starts from the hash that a later row
    keeps of the last of them.
    """
    gone = {one.upto: one.hash for one in erased(rows)}
    start = rows[0].number if rows and rows[0].number - 1 in gone else 1
    before = gone.get(start - 1, "")
    for count, row in enumerate(rows, start):
        right = chained(before, count, row.at, row.actor, row.act, row.target, row.detail)
        if row != right:
            return count
        before = row.hash
    return None
