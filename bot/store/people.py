"""People and their place here: one row each, under Telegram's id."""

from dataclasses import dataclass
from typing import Any

from bot.core.entry import Agency
from bot.core.people import Nation, Person, Role
from bot.store.database import Database

_FIND = (
    "SELECT p.*, i.agency AS given_agency, i.nation AS given_nation"
    " FROM people p LEFT JOIN invites i ON i.id = p.invited_by"
)


@dataclass(frozen=True, slots=True)
class People:
    """Everybody with a row of their own."""

    database: Database

    async def find(self, key: int) -> Person | None:
        """Somebody as they are kept."""
        rows = await self.database.rows(f"{_FIND} WHERE p.id = ?", (key,))
        return _person(rows[0]) if rows else None

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


def _person(row: dict[str, Any]) -> Person:
    return Person(
        key=row["id"],
        role=Role(row["role"]),
        agency=row["agency"],
        nation=row["nation"],
        team=row["team"],
        area=row["area"],
        given=frozenset(name for name in ("agency", "nation") if row[f"given_{name}"]),
    )
