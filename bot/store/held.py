"""What is held of a person, table by table, and its erasure.

A test walks the whole schema: a table that names a person and is not listed here fails it.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.store.database import Database, Row
from bot.store.retention import backups, erase_in


@dataclass(frozen=True, slots=True)
class Held:
    """One table: which rows are a person's, and what of them is shown as `day` and `what`."""

    table: str
    whose: str
    shown: str
    erase: str


_NOBODY = 0  # no Telegram id: a link's uses stay counted, and nobody is named

_SENDER = (
    "state = 'cut' AND :person IN (json_extract(body, '$.message.from.id'),"
    " json_extract(body, '$.edited_message.from.id'),"
    " json_extract(body, '$.callback_query.from.id'))"
)


def _plain(table: str, day: str, what: str) -> Held:
    """A table that names the person in `chat_id`."""
    whose = "chat_id = :person"
    shown = f"SELECT {day} AS day, {what} AS what FROM {table} WHERE {whose} ORDER BY 1"  # noqa: S608 - names of our own
    return Held(table, whose, shown, f"DELETE FROM {table} WHERE {whose}")  # noqa: S608 - the same


HELD = (
    _plain("drafts", "drafted_at", "coalesce(text, '')"),
    Held(
        "askers",
        "chat_id = :person",
        "SELECT q.asked_at AS day, q.text AS what FROM askers a JOIN questions q"
        " ON q.id = a.question WHERE a.chat_id = :person ORDER BY 1",
        "DELETE FROM askers WHERE chat_id = :person",
    ),
    _plain("talks", "shown_at", "entry"),
    _plain("guides", "updated_at", "entry"),
    _plain("pauses", "since", "''"),
    _plain("review_cards", "shown_at", "''"),
    _plain("awaited", "since", "''"),
    _plain("digests", "coalesce(sent_on, '')", "how"),
    Held(
        "groups",
        "claimed_by = :person",
        "SELECT claimed_at AS day, '' AS what FROM groups WHERE claimed_by = :person ORDER BY 1",
        "UPDATE groups SET claimed_by = NULL, claimed_at = NULL WHERE claimed_by = :person",
    ),
    Held(
        "answers",
        "(written_by = :person OR published_by = :person)",
        "SELECT written_at AS day, title AS what FROM answers"
        " WHERE written_by = :person OR published_by = :person ORDER BY 1",
        f"UPDATE answers SET written_by = iif(written_by = :person, {_NOBODY}, written_by),"  # noqa: S608 - the same
        f" published_by = iif(published_by = :person, {_NOBODY}, published_by)"
        " WHERE written_by = :person OR published_by = :person",
    ),
    Held(
        "entry_history",
        "made_by = :person",
        "SELECT at AS day, entry AS what FROM entry_history WHERE made_by = :person ORDER BY 1",
        f"UPDATE entry_history SET made_by = {_NOBODY} WHERE made_by = :person",  # noqa: S608 - the same
    ),
    _plain("choice_taps", "tapped_at", "text"),
    _plain("tellings", "made_at", "''"),
    Held(
        "people",
        "id = :person",
        "SELECT coalesce(joined_at, '') AS day, coalesce(nullif(name, '') || ', ', '') || role"
        " || coalesce(', ' || agency, '') || coalesce(', ' || nation, '')"
        " || coalesce(', ' || team, '') || coalesce(', ' || area, '') AS what"
        " FROM people WHERE id = :person AND state != 'left'",
        "DELETE FROM people WHERE id = :person AND state != 'removed'",
    ),
    Held(
        "invite_uses",
        "person = :person",
        "SELECT used_at AS day, '' AS what FROM invite_uses WHERE person = :person ORDER BY 1",
        f"UPDATE invite_uses SET person = {_NOBODY} WHERE person = :person",  # noqa: S608 - the same
    ),
    Held(
        "invites",
        "made_by = :person",
        "SELECT made_at AS day, role AS what FROM invites WHERE made_by = :person ORDER BY 1",
        f"UPDATE invites SET made_by = {_NOBODY} WHERE made_by = :person",  # noqa: S608 - the same
    ),
    # Erasure leaves the rows without a person, so that the totals of a brief still add up.
    Held(
        "briefs",
        "(made_by = :person OR confirmed_by = :person OR sent_by = :person"
        " OR progress_chat = :person)",
        "SELECT made_at AS day, 'brief ' || id AS what FROM briefs"
        " WHERE made_by = :person OR confirmed_by = :person OR sent_by = :person"
        " OR progress_chat = :person ORDER BY id",
        f"UPDATE briefs SET made_by = iif(made_by = :person, {_NOBODY}, made_by),"  # noqa: S608 - the same
        f" confirmed_by = iif(confirmed_by = :person, {_NOBODY}, confirmed_by),"
        f" sent_by = iif(sent_by = :person, {_NOBODY}, sent_by),"
        " progress_chat = iif(progress_chat = :person, NULL, progress_chat)"
        " WHERE made_by = :person OR confirmed_by = :person OR sent_by = :person"
        " OR progress_chat = :person",
    ),
    Held(
        "outbox",
        "chat_id = :person",
        "SELECT coalesce(done_at, due_at) AS day, kind || ' ' || brief AS what FROM outbox"
        " WHERE chat_id = :person ORDER BY id",
        # What still waits meets nobody at the next look, and is then marked as erased.
        f"UPDATE outbox SET chat_id = {_NOBODY} WHERE chat_id = :person",  # noqa: S608 - the same
    ),
    Held(
        "recipients",
        "person = :person",
        "SELECT coalesce(r.acked_at, b.confirmed_at, b.made_at) AS day,"
        " 'brief ' || b.id AS what"
        " FROM recipients r JOIN briefs b ON b.id = r.brief WHERE r.person = :person"
        " ORDER BY r.id",
        f"UPDATE recipients SET person = {_NOBODY} WHERE person = :person",  # noqa: S608 - the same
    ),
    Held(
        "discussions",
        "made_by = :person",
        "SELECT touched_at AS day, coalesce(reflections, '') AS what FROM discussions"
        " WHERE made_by = :person ORDER BY id",
        f"UPDATE discussions SET made_by = {_NOBODY} WHERE made_by = :person",  # noqa: S608 - the same
    ),
    Held(  # the record of acts is the organisation's: shown, and kept
        "audit",
        "(actor = :person OR target = 'person ' || :person)",
        "SELECT at AS day, act AS what FROM audit"
        " WHERE actor = :person OR target = 'person ' || :person ORDER BY number",
        "",
    ),
    Held(
        "inbox",
        _SENDER,
        f"SELECT received_at AS day, '' AS what FROM inbox WHERE {_SENDER}",  # noqa: S608 - the same
        f"UPDATE inbox SET state = 'done', body = NULL WHERE {_SENDER}",  # noqa: S608 - the same
    ),
)


@dataclass(frozen=True, slots=True)
class Holdings:
    """Everything tied to somebody's Telegram id."""

    database: Database

    async def of(self, person: int) -> Mapping[str, list[Row]]:
        """The rows of each table that holds any."""
        found = {
            held.table: await self.database.rows(held.shown, {"person": person}) for held in HELD
        }
        return {table: rows for table, rows in found.items() if rows}

    async def erase(self, person: int) -> None:
        """All of it in one transaction, then from the file, its log and the backups."""
        values: dict[str, Any] = {"person": person}
        async with self.database.writing() as connection:
            for held in HELD:
                if held.erase:
                    await connection.execute(held.erase, values)
        await self.database.scrub()
        await asyncio.to_thread(self._in_backups, values)

    def _in_backups(self, values: Mapping[str, object]) -> None:
        for backup in backups(self.database.path):
            erase_in(backup, [(held.erase, values) for held in HELD if held.erase])
