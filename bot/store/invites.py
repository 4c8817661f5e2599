"""Joining links: made, used, listed, revoked.  Of the secret only a hash is kept."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Literal

import aiosqlite

from bot.core.audit import Act
from bot.core.entry import Agency
from bot.core.inviting import Offer
from bot.core.people import Nation, Person, Role, outranks
from bot.store.audit import link as link_name
from bot.store.audit import note
from bot.store.database import Database

Why = Literal["wrong", "own", "revoked", "expired", "used_up", "removed", "already"]
_READ = (
    "SELECT i.*, (SELECT COUNT(*) FROM invite_uses u WHERE u.invite = i.id) AS used FROM invites i"
)


@dataclass(frozen=True, slots=True)
class Invite:
    """A link as it is kept."""

    number: int
    role: Role
    agency: Agency | None
    nation: Nation | None
    team: str | None
    area: str | None
    uses: int
    used: int
    made_by: int
    made: date
    expires: date
    until: date | None
    revoked: bool

    def why_not(self, today: date) -> Literal["revoked", "expired", "used_up"] | None:
        """Why it lets nobody in any more; None while it does."""
        if self.revoked:
            return "revoked"
        if today > min(self.expires, self.until or self.expires):
            return "expired"
        return "used_up" if self.used >= self.uses else None


@dataclass(frozen=True, slots=True)
class Use:
    """Somebody came in."""

    person: int
    day: date


@dataclass(frozen=True, slots=True)
class Invites:
    """All links."""

    database: Database

    async def make(self, secret: str, offer: Offer, by: int, now: datetime) -> int:
        """Keep a new link; returns its number."""
        today = now.date()
        until = offer.until.isoformat() if offer.until else None
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                "INSERT INTO invites (hash, role, agency, nation, team, area, uses, made_by,"
                " made_at, expires, until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(hashed(secret), offer.role, offer.agency, offer.nation),
                    *(offer.team, offer.area, offer.uses, by, now.isoformat()),
                    *(offer.expires(today).isoformat(), until),
                ),
            )
            number = cursor.lastrowid or 0
            await note(
                connection,
                now,
                by,
                Act.INVITE_MADE,
                link_name(number),
                role=str(offer.role),
                agency=offer.agency,
                nation=offer.nation,
                uses=offer.uses,
                expires=offer.expires(today).isoformat(),
                until=until,
            )
            return number

    async def find(self, secret: str) -> Invite | None:
        """The link of a secret."""
        rows = await self.database.rows(f"{_READ} WHERE i.hash = ?", (hashed(secret),))
        return _invite(rows[0]) if rows else None

    async def one(self, number: int) -> Invite | None:
        """The link of a number."""
        rows = await self.database.rows(f"{_READ} WHERE i.id = ?", (number,))
        return _invite(rows[0]) if rows else None

    async def listed(self) -> list[Invite]:
        """Every link, newest first."""
        return [_invite(row) for row in await self.database.rows(f"{_READ} ORDER BY i.id DESC")]

    async def used(self, number: int) -> list[Use]:
        """Who came in by it, latest first."""
        rows = await self.database.rows(
            "SELECT person, used_at FROM invite_uses WHERE invite = ? ORDER BY id DESC", (number,)
        )
        return [Use(row["person"], date.fromisoformat(row["used_at"][:10])) for row in rows]

    async def revoke(self, number: int, by: int, now: datetime) -> bool:
        """End a link at once; False when there is none or it has been revoked before."""
        async with self.database.writing() as connection:
            return await end_link(connection, number, by, now)

    async def let_in(self, secret: str, person: Person, name: str, now: datetime) -> Invite | Why:
        """Use a link, all in one transaction: two people racing for the last use do not both win.

        person: as they stand now, so that the settings are counted in.
        """
        async with self.database.writing() as connection:
            cursor = await connection.execute(f"{_READ} WHERE i.hash = ?", (hashed(secret),))
            row = await cursor.fetchone()
            if row is None:
                return "wrong"
            names = [column[0] for column in cursor.description]
            link = _invite(dict(zip(names, row, strict=True)))
            why = await _refusal(connection, link, person, now)
            if why is None:
                await _enter(connection, link, person.key, name, now)
                await note(
                    connection,
                    now,
                    person.key,
                    Act.JOINED,
                    link_name(link.number),
                    role=str(link.role),
                    before=str(person.role) if person.state == "joined" else None,
                )
            return why or link


async def _refusal(
    connection: aiosqlite.Connection, link: Invite, person: Person, now: datetime
) -> Why | None:
    cursor = await connection.execute("SELECT state FROM people WHERE id = ?", (person.key,))
    row = await cursor.fetchone()
    if row is not None and row[0] == "removed":
        return "removed"
    if link.made_by == person.key:
        return "own"
    if person.state == "joined" and not outranks(link.role, person.role):
        return "already"
    return link.why_not(now.date())


async def _enter(
    connection: aiosqlite.Connection, link: Invite, key: int, name: str, now: datetime
) -> None:
    """The place becomes what the link says; what it does not say stays one's own choice."""
    until = link.until.isoformat() if link.until else None
    await connection.execute(
        "INSERT INTO people (id, state, role, name, agency, nation, team, area, joined_at,"
        " until, invited_by) VALUES (?, 'joined', ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET state = 'joined', role = excluded.role,"
        " name = excluded.name, agency = COALESCE(excluded.agency, agency),"
        " nation = COALESCE(excluded.nation, nation), team = COALESCE(excluded.team, team),"
        " area = COALESCE(excluded.area, area), joined_at = COALESCE(joined_at,"
        " excluded.joined_at), until = excluded.until, invited_by = excluded.invited_by,"
        " grants = ''",
        (
            *(key, link.role, name, link.agency, link.nation, link.team, link.area),
            *(now.isoformat(), until, link.number),
        ),
    )
    await connection.execute(
        "INSERT INTO invite_uses (invite, person, used_at) VALUES (?, ?, ?)",
        (link.number, key, now.isoformat()),
    )


async def end_link(connection: aiosqlite.Connection, number: int, by: int, now: datetime) -> bool:
    """Revoke within a transaction; False when there is none or it has been revoked before."""
    cursor = await connection.execute(
        "UPDATE invites SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
        (now.isoformat(), number),
    )
    if not cursor.rowcount:
        return False
    await note(connection, now, by, Act.INVITE_REVOKED, link_name(number))
    return True


def hashed(secret: str) -> str:
    """What is kept of a secret.  It is random and long, so a plain hash is enough."""
    return sha256(secret.encode()).hexdigest()


def _invite(row: dict[str, Any]) -> Invite:
    return Invite(
        number=row["id"],
        role=Role(row["role"]),
        agency=row["agency"],
        nation=row["nation"],
        team=row["team"],
        area=row["area"],
        uses=row["uses"],
        used=row["used"],
        made_by=row["made_by"],
        made=date.fromisoformat(row["made_at"][:10]),
        expires=date.fromisoformat(row["expires"]),
        until=date.fromisoformat(row["until"]) if row["until"] else None,
        revoked=row["revoked_at"] is not None,
    )
