"""The list of a brief: who is put on it with a copy to be sent, and how what waits is ended."""

from datetime import datetime

import aiosqlite

from bot.core.people import Person


async def enlist(
    connection: aiosqlite.Connection, number: int, person: Person, due: str, late: bool = False
) -> bool:
    """Put somebody on the list of a brief with a copy to be sent; False if they are on it."""
    cursor = await connection.execute(
        "INSERT INTO recipients (brief, person, agency, team, area, late)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (number, person.key, person.agency, person.team, person.area, int(late)),
    )
    if not cursor.rowcount:
        return False
    await connection.execute(
        "INSERT INTO outbox (brief, recipient, kind, chat_id, state, due_at)"
        " VALUES (?, ?, 'brief', ?, 'pending', ?)",
        (number, cursor.lastrowid, person.key, due),
    )
    return True


async def end_pending(
    connection: aiosqlite.Connection, number: int, reason: str, now: datetime
) -> None:
    """Whatever of a brief has not gone out never will."""
    await connection.execute(
        "UPDATE outbox SET state = 'failed', reason = ?, done_at = ?"
        " WHERE brief = ? AND state = 'pending'",
        (reason, now.isoformat(), number),
    )
