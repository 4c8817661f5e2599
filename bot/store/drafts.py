"""Questions that have not been sent to the trainers, and may never be."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

import aiosqlite

from bot.core.people import Person
from bot.core.privacy import Redacted
from bot.store.database import Database
from bot.store.taps import tapped

Kind = Literal["unanswered", "choices"]
State = Literal["offered", "chosen", "asked", "rephrasing", "sent", "dropped", "replaced"]
_UNDECIDED = ("asked", "rephrasing")


@dataclass(frozen=True, slots=True)
class Draft:
    """A redacted text that waits for its owner's word; without text once that was given.

    moved: whether the last step changed it, which a second tap on the same button does not.
    """

    id: int
    owner: int
    state: State
    text: str
    shown_in: int | None = None
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Drafts:
    """Each step is one transaction.  Trainers never read this table."""

    database: Database

    async def keep(
        self,
        person: Person,
        asked_in: int,
        text: Redacted,
        kind: Kind,
        *,
        near: list[str],
        confidence: float,
        now: datetime,
    ) -> Draft:
        """Keep one; an earlier one from the same message, since edited, gives way."""
        state: State = "offered" if kind == "choices" else "asked"
        async with self.database.writing() as connection:
            await connection.execute(
                "UPDATE drafts SET state = 'replaced', text = NULL"
                " WHERE chat_id = ? AND asked_in = ? AND text IS NOT NULL",
                (person.key, asked_in),
            )
            cursor = await connection.execute(
                "INSERT INTO drafts (chat_id, asked_in, drafted_at, state, kind, text, near,"
                " confidence, agency, role) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    person.key,
                    asked_in,
                    now.isoformat(),
                    state,
                    kind,
                    text.text,
                    json.dumps(near),
                    confidence,
                    person.agency,
                    person.role,
                ),
            )
            return Draft(cursor.lastrowid or 0, person.key, state, text.text)

    async def find(self, number: int) -> Draft | None:
        """One draft, whoever owns it."""
        async with self.database.writing() as connection:
            return await _one(connection, number)

    async def none_fits(self, number: int) -> Draft | None:
        """ "None of these" under choices: now its owner is asked about it."""
        async with self.database.writing() as connection:
            await connection.execute(
                "UPDATE drafts SET state = 'asked', kind = 'none_of_these'"
                " WHERE id = ? AND state IN ('offered', 'chosen')",
                (number,),
            )
            return await _one(connection, number)

    async def chosen(self, number: int, owner: int, entry: str, now: datetime) -> None:
        """One of the choices was tapped: which one is counted, without the text."""
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                "UPDATE drafts SET state = 'chosen'"
                " WHERE id = ? AND chat_id = ? AND state = 'offered'",
                (number, owner),
            )
            if cursor.rowcount:
                await tapped(connection, number, owner, entry, now)
                await connection.execute(
                    "INSERT INTO questions (asked_at, closed_at, state, kind, text, near, chosen,"
                    " confidence, agency, role) SELECT drafted_at, ?, 'chosen', kind, '', near, ?,"
                    " confidence, agency, role FROM drafts WHERE id = ?",
                    (now.isoformat(), entry, number),
                )

    async def send(self, number: int) -> Draft | None:
        """Open it to the trainers; who asked goes into a table of its own."""
        async with self.database.writing() as connection:
            draft = await _one(connection, number)
            if draft is None or draft.state not in _UNDECIDED:
                return draft
            cursor = await connection.execute(
                "INSERT INTO questions (asked_at, state, kind, text, near, confidence, agency,"
                " role) SELECT drafted_at, 'open', kind, text, near, confidence, agency, role"
                " FROM drafts WHERE id = ?",
                (number,),
            )
            await connection.execute(
                "INSERT INTO askers (question, chat_id) VALUES (?, ?)",
                (cursor.lastrowid, draft.owner),
            )
            return await _move(connection, draft, "sent")

    async def drop(self, number: int) -> Draft | None:
        """Not to be sent: the text is erased at once."""
        async with self.database.writing() as connection:
            draft = await _one(connection, number)
            if draft is None or draft.state not in _UNDECIDED:
                return draft
            return await _move(connection, draft, "dropped")

    async def rephrase(self, number: int, shown_in: int) -> Draft | None:
        """Wait for its owner to say it in other words; one waits at a time."""
        async with self.database.writing() as connection:
            draft = await _one(connection, number)
            if draft is None or draft.state != "asked":
                return draft
            await connection.execute(
                "UPDATE drafts SET state = 'asked' WHERE chat_id = ? AND state = 'rephrasing'",
                (draft.owner,),
            )
            await connection.execute(
                "UPDATE drafts SET shown_in = ? WHERE id = ?", (shown_in, number)
            )
            return await _move(connection, draft, "rephrasing")

    async def rephrased(self, owner: int) -> Draft | None:
        """Other words have come: what waited for them is erased.  None when nothing waited."""
        async with self.database.writing() as connection:
            async with connection.execute(
                "SELECT id FROM drafts WHERE chat_id = ? AND state = 'rephrasing'", (owner,)
            ) as cursor:
                row = await cursor.fetchone()
            draft = await _one(connection, row[0]) if row else None
            return await _move(connection, draft, "replaced") if draft else None


async def _one(connection: aiosqlite.Connection, number: int) -> Draft | None:
    async with connection.execute(
        "SELECT id, chat_id, state, coalesce(text, ''), shown_in FROM drafts WHERE id = ?",
        (number,),
    ) as cursor:
        row = await cursor.fetchone()
    return Draft(*row) if row else None


async def _move(connection: aiosqlite.Connection, draft: Draft, to: State) -> Draft:
    text = draft.text if to in _UNDECIDED else None
    await connection.execute(
        "UPDATE drafts SET state = ?, text = ? WHERE id = ?", (to, text, draft.id)
    )
    return replace(draft, state=to, text=text or "", moved=True)
