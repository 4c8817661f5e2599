"""Questions that wait, by group: who works on which, and the cards that showed them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiosqlite

from bot.core.audit import Act
from bot.core.grouping import Asked
from bot.store.audit import note
from bot.store.database import Database

CLAIM = timedelta(days=3)  # after which a claim has ended by itself


@dataclass(frozen=True, slots=True)
class Claim:
    """A group as it is kept; claimed_by: only while the claim holds."""

    id: int
    state: str
    outcome: str | None
    reopened: int
    claimed_by: int | None
    claimed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Groups:
    """Each step is one transaction, so that two trainers never both have a group."""

    database: Database

    async def waiting(self) -> list[Asked]:
        """Every open question, in the order of asking."""
        rows = await self.database.rows(
            "SELECT id, asked_at, kind, text, near, agency, role, group_id FROM questions"
            " WHERE state = 'open' ORDER BY id"
        )
        return [_asked(row) for row in rows]

    async def place(self, joins: Sequence[tuple[int, int]], now: datetime) -> None:
        """Give questions their groups: (question, the one whose group it joins, or itself)."""
        async with self.database.writing() as connection:
            for question, leader in joins:
                if question == leader:
                    cursor = await connection.execute(
                        "INSERT INTO groups (made_at, state) VALUES (?, 'open')",
                        (now.isoformat(),),
                    )
                    values: tuple[Any, ...] = (cursor.lastrowid, question)
                    sql = "UPDATE questions SET group_id = ? WHERE id = ? AND group_id IS NULL"
                else:
                    values = (leader, question)
                    sql = (
                        "UPDATE questions SET group_id ="
                        " (SELECT group_id FROM questions WHERE id = ?)"
                        " WHERE id = ? AND group_id IS NULL"
                    )
                await connection.execute(sql, values)
            await connection.execute(
                "DELETE FROM groups WHERE id NOT IN"
                " (SELECT group_id FROM questions WHERE group_id IS NOT NULL)"
            )

    async def claims(self, now: datetime) -> dict[int, Claim]:
        """Every open group as it is kept."""
        rows = await self.database.rows("SELECT * FROM groups WHERE state = 'open'")
        return {row["id"]: _claim(row, now) for row in rows}

    async def find(self, group: int, now: datetime) -> Claim | None:
        """One group, open or closed."""
        rows = await self.database.rows("SELECT * FROM groups WHERE id = ?", (group,))
        return _claim(rows[0], now) if rows else None

    async def claim(self, group: int, by: int, now: datetime, over: bool = False) -> Claim | None:
        """Take a group; another's stays theirs unless it is taken over knowingly."""
        async with self.database.writing() as connection:
            held = await held_group(connection, group, now)
            if held is None or held.state != "open":
                return held
            if held.claimed_by == by or (held.claimed_by is not None and not over):
                return held
            await _set_claim(connection, group, by, now)
            await note(connection, now, by, Act.GROUP_CLAIMED, group_target(group))
            return await held_group(connection, group, now)

    async def hand_over(self, group: int, by: int, to: int, now: datetime) -> bool:
        """Whoever has it gives it to another; False when they do not have it."""
        async with self.database.writing() as connection:
            held = await held_group(connection, group, now)
            if held is None or held.state != "open" or held.claimed_by != by:
                return False
            await _set_claim(connection, group, to, now)
            await note(connection, now, by, Act.GROUP_HANDED_OVER, group_target(group), to=to)
            return True

    async def let_go(self, group: int, by: int, now: datetime) -> bool:
        """Whoever has it leaves it to anybody; False when they do not have it."""
        async with self.database.writing() as connection:
            held = await held_group(connection, group, now)
            if held is None or held.state != "open" or held.claimed_by != by:
                return False
            await _set_claim(connection, group, None, None)
            await note(connection, now, by, Act.GROUP_LET_GO, group_target(group))
            return True

    async def shown(self, chat: int, message: int, group: int, now: datetime) -> None:
        """Remember which group a message shows, so that a reply to it finds the group."""
        await self.database.write(
            "INSERT OR REPLACE INTO review_cards (chat_id, message_id, group_id, shown_at)"
            " VALUES (?, ?, ?, ?)",
            (chat, message, group, now.isoformat()),
        )

    async def group_of(self, chat: int, message: int) -> int | None:
        """The group that a message shows."""
        rows = await self.database.rows(
            "SELECT group_id FROM review_cards WHERE chat_id = ? AND message_id = ?",
            (chat, message),
        )
        return rows[0]["group_id"] if rows else None

    async def wait_for(self, chat: int, group: int | None, now: datetime) -> None:
        """The next words of somebody answer that group; None: no longer."""
        async with self.database.writing() as connection:
            await connection.execute("DELETE FROM awaited WHERE chat_id = ?", (chat,))
            if group is not None:
                await connection.execute(
                    "INSERT INTO awaited (chat_id, group_id, since) VALUES (?, ?, ?)",
                    (chat, group, now.isoformat()),
                )

    async def awaited(self, chat: int, now: datetime) -> int | None:
        """The group that somebody's next words answer; for a day."""
        rows = await self.database.rows(
            "SELECT group_id FROM awaited WHERE chat_id = ? AND since > ?",
            (chat, (now - timedelta(days=1)).isoformat()),
        )
        return rows[0]["group_id"] if rows else None


def group_target(group: int) -> str:
    """A group as the target of an act."""
    return f"group {group}"


async def held_group(connection: aiosqlite.Connection, group: int, now: datetime) -> Claim | None:
    """One group, read in the transaction that changes it."""
    cursor = await connection.execute("SELECT * FROM groups WHERE id = ?", (group,))
    row = await cursor.fetchone()
    if row is None:
        return None
    names = [column[0] for column in cursor.description]
    return _claim(dict(zip(names, row, strict=True)), now)


async def _set_claim(
    connection: aiosqlite.Connection, group: int, by: int | None, now: datetime | None
) -> None:
    at = now.isoformat() if now else None
    await connection.execute(
        "UPDATE groups SET claimed_by = ?, claimed_at = ? WHERE id = ?", (by, at, group)
    )


def _claim(row: dict[str, Any], now: datetime) -> Claim:
    at = datetime.fromisoformat(row["claimed_at"]) if row["claimed_at"] else None
    holds = at is not None and at > now - CLAIM
    return Claim(
        row["id"],
        row["state"],
        row["outcome"],
        row["reopened"],
        row["claimed_by"] if holds else None,
        at if holds else None,
    )


def _asked(row: dict[str, Any]) -> Asked:
    return Asked(
        row["id"],
        datetime.fromisoformat(row["asked_at"]),
        row["kind"],
        row["text"],
        tuple(json.loads(row["near"])),
        row["agency"],
        row["role"],
        row["group_id"],
    )
