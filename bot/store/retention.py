"""Everything kept has an end: what is past its time is erased, from backups too.

`secure_delete` overwrites what a row held, VACUUM leaves no copy on a page that was rebuilt, and
the log is cut to nothing, for otherwise the erased text would stay there.
"""

import asyncio
import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.store import audit
from bot.store.database import Database
from bot.store.enclosures import sweep

_FINISHED = timedelta(days=7)  # a procedure, in case it is opened again
_INTERRUPTED = timedelta(days=1)  # a message whose answer a crash cut off
_CARDS = timedelta(days=90)  # a reply to an older one is asked to open the group anew
_NUMBERS = timedelta(days=3)  # of updates; Telegram forgets an update after one day


@dataclass(frozen=True, slots=True)
class Rule:
    """What is erased of a kind; `:before` is the moment before which it is too old."""

    kind: str
    erase: str
    after: timedelta | None = None  # None: the setting keep_<kind> says


RULES = (
    Rule("drafts", "DELETE FROM drafts WHERE drafted_at < :before"),
    Rule("talks", "DELETE FROM talks WHERE shown_at < :before"),
    Rule("guides", "DELETE FROM guides WHERE updated_at < :before"),
    Rule("guides", "DELETE FROM guides WHERE finished = 1 AND updated_at < :before", _FINISHED),
    Rule(
        "askers",
        "DELETE FROM askers WHERE question IN (SELECT id FROM questions WHERE asked_at < :before)",
    ),
    Rule("askers", "DELETE FROM tellings WHERE made_at < :before"),
    Rule("questions", "DELETE FROM questions WHERE coalesce(closed_at, asked_at) < :before"),
    Rule(
        "questions",
        "DELETE FROM groups WHERE id NOT IN"
        " (SELECT group_id FROM questions WHERE group_id IS NOT NULL)",
    ),
    Rule("cards", "DELETE FROM answers WHERE state = 'replaced' AND written_at < :before", _CARDS),
    Rule("cards", "DELETE FROM review_cards WHERE shown_at < :before", _CARDS),
    Rule("cards", "DELETE FROM awaited WHERE since < :before", _INTERRUPTED),
    Rule("choices", "DELETE FROM choice_taps WHERE tapped_at < :before"),
    Rule("counts", "DELETE FROM asked_counts WHERE day < substr(:before, 1, 10)"),
    Rule("ratings", "DELETE FROM ratings WHERE rated_at < :before"),
    Rule("urgent", "DELETE FROM urgent_counts WHERE day < substr(:before, 1, 10)"),
    *(
        Rule(
            "briefs",
            f"DELETE FROM {table} WHERE {key} IN (SELECT {of} WHERE"  # noqa: S608 - our own names
            " coalesce(b.done_at, b.made_at) < :before)",
        )
        for table, key, of in (
            ("practice", "discussion", "d.id FROM discussions d JOIN briefs b ON b.id = d.brief"),
            ("discussions", "brief", "b.id FROM briefs b"),
            (
                "brief_answers",
                "recipient",
                "r.id FROM recipients r JOIN briefs b ON b.id = r.brief",
            ),
            ("outbox", "brief", "b.id FROM briefs b"),
            ("enclosures", "brief", "b.id FROM briefs b"),
            ("recipients", "brief", "b.id FROM briefs b"),
        )
    ),
    Rule("briefs", "DELETE FROM briefs WHERE coalesce(done_at, made_at) < :before"),
    Rule(
        "recipients",
        "UPDATE outbox SET chat_id = 0 WHERE chat_id != 0 AND brief IN (SELECT id FROM briefs"
        " WHERE coalesce(done_at, made_at) < :before)",
    ),
    Rule(
        "recipients",
        "UPDATE recipients SET person = 0 WHERE person != 0 AND brief IN (SELECT id FROM briefs"
        " WHERE coalesce(done_at, made_at) < :before)",
    ),
    Rule(
        "updates",
        "UPDATE inbox SET state = 'done', body = NULL"
        " WHERE state = 'cut' AND received_at < :before",
        _INTERRUPTED,
    ),
    Rule("updates", "DELETE FROM inbox WHERE state != 'open' AND received_at < :before", _NUMBERS),
)
KINDS = (*dict.fromkeys(rule.kind for rule in RULES), "audit")


@dataclass(frozen=True, slots=True)
class Purged:
    """How many rows of each kind were erased, backups deleted, and whether the log is empty."""

    counts: Mapping[str, int]
    backups: int
    emptied: bool


@dataclass(frozen=True, slots=True)
class Retention:
    """keep: days by kind, from the settings."""

    database: Database
    keep: Mapping[str, int]

    async def purge(self, now: datetime) -> Purged:
        """Erase what is past its time, everywhere it lies."""
        counts = dict.fromkeys(KINDS, 0)
        async with self.database.writing() as connection:
            for rule in RULES:
                cursor = await connection.execute(rule.erase, self._values(rule, now))
                counts[rule.kind] += cursor.rowcount
            oldest = (now - timedelta(days=self.keep["audit"])).isoformat()
            counts["audit"] = await audit.purge(connection, oldest, now)
        await sweep(self.database)
        emptied = await self.database.scrub()
        for backup in backups(self.database.path):
            await audit.purge_copy(backup, oldest, now)
        deleted = await asyncio.to_thread(self._backups, now)
        return Purged(counts, deleted, emptied)

    def _values(self, rule: Rule, now: datetime) -> dict[str, str]:
        after = timedelta(days=self.keep[rule.kind]) if rule.after is None else rule.after
        return {"before": (now - after).isoformat()}

    def _backups(self, now: datetime) -> int:
        """Delete backups older than the shortest period; erase what is too old in the others."""
        oldest = (now - timedelta(days=min(self.keep.values()))).timestamp()
        deleted = 0
        for backup in backups(self.database.path):
            if backup.stat().st_mtime < oldest:
                backup.unlink()
                deleted += 1
            else:
                erase_in(backup, [(rule.erase, self._values(rule, now)) for rule in RULES])
        return deleted


def backups(path: Path) -> list[Path]:
    """The copies that migrations made of a database."""
    return sorted(path.parent.glob(f"{path.stem}.v*.bak"))


def erase_in(backup: Path, statements: list[tuple[str, Mapping[str, object]]]) -> None:
    """Erase the same in a backup; an older one may lack a table.  Its age stays what it was."""
    seen = backup.stat()
    with closing(sqlite3.connect(backup, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA temp_store=MEMORY")
        for sql, values in statements:
            with suppress(sqlite3.OperationalError):
                connection.execute(sql, values)
        connection.execute("VACUUM")
    os.utime(backup, (seen.st_atime, seen.st_mtime))
