"""Trainers' answers, from the first word to publication; each step is one transaction."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import aiosqlite

from bot.core.audit import Act
from bot.store.audit import note
from bot.store.database import Database
from bot.store.groups import group_target, held_group
from bot.store.history import write_down

What = Literal["entry", "phrasing", "change", "gap", "told", "aside"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it is kept."""

    id: int
    group_id: int
    written_by: int
    state: str
    title: str
    text: str
    cites: tuple[str, ...]
    act: What | None
    target: str | None
    base: str | None
    published_by: int | None = None


@dataclass(frozen=True, slots=True)
class NewFile:
    """A knowledge file that publishing makes or changes."""

    entry: str
    path: str
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class Answers:
    """Drafts, those that wait for a second trainer, and what was published."""

    database: Database

    async def keep(
        self,
        group: int,
        by: int,
        title: str,
        text: str,
        cites: Sequence[str],
        now: datetime,
    ) -> Answer:
        """Keep a checked text; an earlier one of the group that is not published gives way.

        Without a text only one that waits for a second trainer does: a draft can be seen again.
        """
        async with self.database.writing() as connection:
            await connection.execute(
                "UPDATE answers SET state = 'replaced' WHERE group_id = ?"
                " AND (state = 'waiting' OR state = 'draft' AND ? != '')",
                (group, text),
            )
            await connection.execute("DELETE FROM awaited WHERE chat_id = ?", (by,))
            cursor = await connection.execute(
                "INSERT INTO answers (group_id, written_by, written_at, state, title, text, cites)"
                " VALUES (?, ?, ?, 'draft', ?, ?, ?)",
                (group, by, now.isoformat(), title, text, json.dumps(list(cites))),
            )
            number = cursor.lastrowid or 0
        return Answer(number, group, by, "draft", title, text, tuple(cites), None, None, None)

    async def find(self, number: int) -> Answer | None:
        """One answer."""
        rows = await self.database.rows("SELECT * FROM answers WHERE id = ?", (number,))
        return _answer(rows[0]) if rows else None

    async def waiting(self, group: int) -> Answer | None:
        """The answer of a group that waits for a second trainer."""
        rows = await self.database.rows(
            "SELECT * FROM answers WHERE group_id = ? AND state = 'waiting'", (group,)
        )
        return _answer(rows[0]) if rows else None

    async def drafted(self, group: int, by: int) -> Answer | None:
        """The text that somebody wrote to a group and has not published."""
        rows = await self.database.rows(
            "SELECT * FROM answers WHERE group_id = ? AND written_by = ? AND state = 'draft'"
            " AND text != '' ORDER BY id DESC LIMIT 1",
            (group, by),
        )
        return _answer(rows[0]) if rows else None

    async def past_questions(self, most: int = 300) -> list[str]:
        """Past questions, redacted, each wording once, newest first."""
        rows = await self.database.rows(
            "SELECT text FROM questions WHERE text != '' GROUP BY text ORDER BY max(id) DESC"
            " LIMIT ?",
            (most,),
        )
        return [row["text"] for row in rows]

    async def based_on(self, number: int, seen: str) -> None:
        """Remember how the nearest entries' files were when it was previewed, as JSON."""
        await self.database.write("UPDATE answers SET base = ? WHERE id = ?", (seen, number))

    async def ask_second(
        self, answer: Answer, act: What, target: str | None, by: int, now: datetime
    ) -> bool:
        """Let it wait for a second trainer; False when it is past that."""
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                "UPDATE answers SET state = 'waiting', act = ?, target = ?"
                " WHERE id = ? AND state = 'draft'",
                (act, target, answer.id),
            )
            if not cursor.rowcount:
                return False
            place = group_target(answer.group_id)
            await note(connection, now, by, Act.ANSWER_PROPOSED, place, what=act)
            return True

    async def send_back(self, answer: Answer) -> bool:
        """The second trainer would rather have it changed."""
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                "UPDATE answers SET state = 'draft' WHERE id = ? AND state = 'waiting'",
                (answer.id,),
            )
            return bool(cursor.rowcount)

    async def publish(
        self,
        answer: Answer,
        act: What,
        target: str | None,
        file: NewFile | None,
        by: int,
        now: datetime,
    ) -> int | None:
        """Close the group, write down the file and who is to be told, all in one transaction.

        The number of the change, 0 where there is no file; None when somebody was quicker.
        """
        try:
            async with self.database.writing() as connection:
                return await _published(connection, answer, act, target, file, by, now)
        except _TooLateError:
            return None


class _TooLateError(Exception):
    """Somebody was quicker: the whole step is undone."""


async def _published(
    connection: aiosqlite.Connection,
    answer: Answer,
    act: What,
    target: str | None,
    file: NewFile | None,
    by: int,
    now: datetime,
) -> int:
    held = await held_group(connection, answer.group_id, now)
    cursor = await connection.execute(
        "UPDATE answers SET state = 'published', act = ?, target = ?, published_by = ?,"
        " published_at = ? WHERE id = ? AND state IN ('draft', 'waiting')",
        (act, target, by, now.isoformat(), answer.id),
    )
    if not cursor.rowcount or held is None or held.state != "open":
        raise _TooLateError
    change = 0
    if file is not None:
        change = await write_down(
            connection,
            entry=file.entry,
            by=by,
            act=act,
            path=file.path,
            before=file.before,
            after=file.after,
            now=now,
        )
    await _tell_later(connection, answer, now)
    await _close(connection, answer.group_id, act, now)
    what = Act.SET_ASIDE if act == "aside" else Act.PUBLISHED
    place = group_target(answer.group_id)
    await note(connection, now, by, what, place, what=act, entry=target)
    return change


async def _tell_later(connection: aiosqlite.Connection, answer: Answer, now: datetime) -> None:
    """A row for everyone whose question is open in the group."""
    await connection.execute(
        "INSERT OR IGNORE INTO tellings (answer, chat_id, state, made_at)"
        " SELECT DISTINCT ?, a.chat_id, 'pending', ? FROM askers a"
        " JOIN questions q ON q.id = a.question WHERE q.group_id = ? AND q.state = 'open'",
        (answer.id, now.isoformat(), answer.group_id),
    )


async def _close(connection: aiosqlite.Connection, group: int, act: What, now: datetime) -> None:
    await connection.execute(
        "UPDATE questions SET state = 'closed', closed_at = ?"
        " WHERE group_id = ? AND state = 'open'",
        (now.isoformat(), group),
    )
    await connection.execute(
        "UPDATE groups SET state = 'closed', outcome = ?, closed_at = ?, claimed_by = NULL,"
        " claimed_at = NULL WHERE id = ?",
        (act, now.isoformat(), group),
    )
    await connection.execute("DELETE FROM awaited WHERE group_id = ?", (group,))


def _answer(row: dict[str, Any]) -> Answer:
    return Answer(
        row["id"],
        row["group_id"],
        row["written_by"],
        row["state"],
        row["title"],
        row["text"],
        tuple(json.loads(row["cites"])),
        row["act"],
        row["target"],
        row["base"],
        row["published_by"],
    )
