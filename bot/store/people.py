"""People and their place here: one row each, under Telegram's id."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import aiosqlite

from bot.core.audit import Act
from bot.core.entry import Agency
from bot.core.people import GRANTABLE, Nation, Person, Right, Role, State
from bot.store.audit import note, person
from bot.store.database import Database
from bot.store.invites import end_link

# What a link has given since somebody joined is not theirs to choose, also after a later link.
_FIND = (
    "SELECT p.*, (SELECT COUNT(i.agency) FROM invite_uses u JOIN invites i ON i.id = u.invite"
    " WHERE u.person = p.id AND u.used_at >= p.joined_at) AS given_agency,"
    " (SELECT COUNT(i.nation) FROM invite_uses u JOIN invites i ON i.id = u.invite"
    " WHERE u.person = p.id AND u.used_at >= p.joined_at) AS given_nation FROM people p"
)
_NOTHING_LEFT = (
    "role = 'staff', agency = NULL, nation = NULL, team = NULL, area = NULL,"
    " grants = '', joined_at = NULL, until = NULL, invited_by = NULL"
)


class LastManagerError(Exception):
    """Nobody would be left who can let people in."""


@dataclass(frozen=True, slots=True)
class People:
    """Everybody with a row of their own; `fixed` are managers whom the settings name."""

    database: Database
    fixed: frozenset[int] = frozenset()

    async def find(self, key: int) -> Person | None:
        """Somebody as they are kept."""
        rows = await self.database.rows(f"{_FIND} WHERE p.id = ?", (key,))
        return _person(rows[0]) if rows else None

    async def listed(self, state: State) -> list[Person]:
        """Everybody in that state, managers first, then trainers, by name."""
        rows = await self.database.rows(
            f"{_FIND} WHERE p.state = ? ORDER BY CASE p.role WHEN 'manager' THEN 0"
            " WHEN 'trainer' THEN 1 ELSE 2 END, p.name COLLATE NOCASE, p.id",
            (state,),
        )
        return [_person(row) for row in rows]

    async def names(self, keys: Collection[int]) -> dict[int, str]:
        """The names of those who are still kept by name."""
        marks = ", ".join("?" * len(keys))
        rows = await self.database.rows(
            f"SELECT id, name FROM people WHERE name != '' AND id IN ({marks})",  # noqa: S608
            tuple(keys),
        )
        return {row["id"]: row["name"] for row in rows}

    async def keep_name(self, key: int, name: str) -> None:
        """The name of somebody who came by no link, because the settings name them."""
        await self.database.write(
            "INSERT INTO people (id, state, name) VALUES (?, 'guest', ?)"
            " ON CONFLICT (id) DO UPDATE SET name = excluded.name",
            (key, name),
        )

    async def choose_agency(self, key: int, agency: Agency | None) -> None:
        """Somebody says where they work, or takes it back."""
        await self.database.write(
            "INSERT INTO people (id, state, agency) VALUES (?, 'guest', ?)"
            " ON CONFLICT (id) DO UPDATE SET agency = excluded.agency",
            (key, agency),
        )

    async def choose_nation(self, key: int, nation: Nation | None) -> None:
        """Somebody says which nation's law and helplines are theirs, or takes it back."""
        await self.database.write(
            "INSERT INTO people (id, state, nation) VALUES (?, 'guest', ?)"
            " ON CONFLICT (id) DO UPDATE SET nation = excluded.nation",
            (key, nation),
        )

    async def set_role(self, key: int, role: Role, by: int, now: datetime) -> bool:
        """Another role, without what was granted to the old one; links of a lost one end too.

        False when they have not joined.
        """
        async with self.database.writing() as connection:
            before = await _role(connection, key)
            if before is None:
                return False
            await connection.execute(
                "UPDATE people SET role = ?, grants = '' WHERE id = ?", (role, key)
            )
            detail = {"before": str(before), "after": str(role)}
            await note(connection, now, by, Act.ROLE_CHANGED, person(key), **detail)
            if before is Role.MANAGER and role is not Role.MANAGER:
                await self._no_longer_manages(connection, key, by, now)
            return True

    async def set_grants(
        self, key: int, grants: Collection[Right], by: int, now: datetime
    ) -> bool:
        """The rights beyond somebody's role; False when they have not joined."""
        kept = " ".join(sorted(grants))
        async with self.database.writing() as connection:
            if await _role(connection, key) is None:
                return False
            await connection.execute("UPDATE people SET grants = ? WHERE id = ?", (kept, key))
            await note(connection, now, by, Act.RIGHTS_CHANGED, person(key), rights=kept)
            return True

    async def remove(self, key: int, by: int, now: datetime) -> bool:
        """A place ends at once, by another's hand; the name stays so that it can be undone."""
        return await self._end(key, "state = 'removed'", Act.REMOVED, by, now)

    async def leave(self, key: int, now: datetime) -> bool:
        """A place ends at once, by one's own hand; nothing of it is kept but that it was."""
        return await self._end(key, "state = 'left', name = ''", Act.LEFT, key, now)

    async def forgive(self, key: int, by: int, now: datetime) -> bool:
        """Somebody who was removed may join by a link again."""
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                "UPDATE people SET state = 'left', name = '' WHERE id = ? AND state = 'removed'",
                (key,),
            )
            if not cursor.rowcount:
                return False
            await note(connection, now, by, Act.ALLOWED_AGAIN, person(key))
            return True

    async def _end(self, key: int, how: str, act: Act, by: int, now: datetime) -> bool:
        async with self.database.writing() as connection:
            before = await _role(connection, key)
            if before is None:
                return False
            await connection.execute(
                f"UPDATE people SET {how}, {_NOTHING_LEFT} WHERE id = ?",  # noqa: S608 - our words
                (key,),
            )
            await note(connection, now, by, act, person(key), before=str(before))
            if before is Role.MANAGER:
                await self._no_longer_manages(connection, key, by, now)
            return True

    async def _no_longer_manages(
        self, connection: aiosqlite.Connection, key: int, by: int, now: datetime
    ) -> None:
        """Their open links end too; raises, and so undoes all, if no manager is left."""
        cursor = await connection.execute(
            "SELECT id FROM invites WHERE made_by = ? AND revoked_at IS NULL ORDER BY id", (key,)
        )
        for row in await cursor.fetchall():
            await end_link(connection, row[0], by, now)
        if self.fixed:
            return
        cursor = await connection.execute(
            "SELECT 1 FROM people WHERE state = 'joined' AND role = 'manager'"
            " AND (until IS NULL OR until >= ?)",
            (now.date().isoformat(),),
        )
        if await cursor.fetchone() is None:
            raise LastManagerError


async def _role(connection: aiosqlite.Connection, key: int) -> Role | None:
    """The role of somebody who has joined."""
    cursor = await connection.execute(
        "SELECT role FROM people WHERE id = ? AND state = 'joined'", (key,)
    )
    row = await cursor.fetchone()
    return Role(row[0]) if row else None


def _person(row: dict[str, Any]) -> Person:
    return Person(
        key=row["id"],
        role=Role(row["role"]),
        agency=row["agency"],
        nation=row["nation"],
        team=row["team"],
        area=row["area"],
        given=frozenset(name for name in ("agency", "nation") if row[f"given_{name}"]),
        state=row["state"],
        name=row["name"],
        joined=_day(row["joined_at"]),
        until=_day(row["until"]),
        link=row["invited_by"],
        grants=frozenset(right for right in GRANTABLE if right in row["grants"].split()),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None
