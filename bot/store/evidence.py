"""What shows that a brief arrived, was understood and was talked about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from bot.core.audit import Act
from bot.core.ladder import Totals, totals
from bot.core.people import Person
from bot.store.audit import note
from bot.store.database import Database
from bot.store.kept_brief import target

Stage = Literal["weeks", "months"]
ANSWERS = ("held_on", "present", "reflections", "embed", "plans", "actions")
STEPS = (*ANSWERS, "review")


@dataclass(frozen=True, slots=True)
class Discussion:
    """A team's talk about a brief; `step` is what is asked next, "saved" once it counts."""

    id: int
    brief: int
    step: str
    made_by: int
    touched_at: datetime
    agency: str | None = None
    team: str | None = None
    held_on: date | None = None
    present: int | None = None
    reflections: str | None = None
    embed: str | None = None
    plans: str | None = None
    actions: str | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """People, each counted once however many briefs they had."""

    listed: int
    sent: int
    acknowledged: int
    right: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Each rung by itself; a second tap changes nothing."""

    database: Database

    async def recipient(self, brief: int, person: int) -> dict[str, Any] | None:
        """Somebody's row on the list of a brief."""
        rows = await self.database.rows(
            "SELECT * FROM recipients WHERE brief = ? AND person = ?", (brief, person)
        )
        return rows[0] if rows else None

    async def acknowledge(self, recipient: int, now: datetime) -> bool:
        """A tap; it also proves that an ambiguous copy arrived.  False for a second one."""
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                "UPDATE recipients SET acked_at = ? WHERE id = ? AND acked_at IS NULL",
                (now.isoformat(), recipient),
            )
            first = bool(cursor.rowcount)
            await connection.execute(
                "UPDATE outbox SET state = 'sent', reason = 'acknowledged'"
                " WHERE recipient = ? AND kind = 'brief' AND state = 'unknown'",
                (recipient,),
            )
            await connection.execute(
                "UPDATE outbox SET state = 'failed', reason = 'acknowledged'"
                " WHERE recipient = ? AND kind = 'reminder' AND state = 'pending'",
                (recipient,),
            )
            return first

    async def answer(self, recipient: int, question: int, correct: bool, now: datetime) -> bool:
        """The first answer to a check question counts; False for a later one."""
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                "INSERT INTO brief_answers (recipient, question, correct, answered_at)"
                " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (recipient, question, int(correct), now.isoformat()),
            )
            return bool(cursor.rowcount)

    async def answered(self, recipient: int) -> set[int]:
        """The check questions that somebody has answered."""
        rows = await self.database.rows(
            "SELECT question FROM brief_answers WHERE recipient = ?", (recipient,)
        )
        return {row["question"] for row in rows}

    async def totals(self, brief: int) -> Totals:
        """All rungs of a brief, from one moment."""
        (row,) = await self.database.rows(_TOTALS, {"brief": brief})
        states = {name: row.pop(f"is_{name}") or 0 for name in _STATES}
        return totals(states, **row)

    async def reached(self, briefs: Sequence[int]) -> Reached | None:
        """How many people some briefs come to, each once; None where they cannot be told apart.

        That is where somebody's data was erased, or where some on a list have not joined.
        """
        marks = ", ".join("?" * len(briefs))
        (row,) = await self.database.rows(
            f"{_REACHED} WHERE r.brief IN ({marks})",
            tuple(briefs),
        )
        apart = not row.pop("nameless") and not row.pop("outside")
        return Reached(**row) if apart else None

    async def unacknowledged(self, brief: int, most: int, before: datetime) -> list[int]:
        """Recipients who have it, have not tapped, and may be reminded once more."""
        rows = await self.database.rows(
            "SELECT r.id FROM recipients r JOIN outbox o ON o.recipient = r.id"
            " WHERE r.brief = ? AND o.kind = 'brief' AND o.state IN ('sent', 'unknown')"
            " AND r.acked_at IS NULL AND r.person != 0 AND r.reminders < ?"
            " AND coalesce(r.reminded_at, o.done_at) <= ? ORDER BY r.id",
            (brief, most, before.isoformat()),
        )
        return [row["id"] for row in rows]

    async def had(self, brief: int) -> list[int]:
        """Recipients whom a copy reached, or may have reached."""
        rows = await self.database.rows(
            "SELECT recipient FROM outbox WHERE brief = ? AND kind = 'brief'"
            " AND state IN ('sent', 'unknown') ORDER BY id",
            (brief,),
        )
        return [row["recipient"] for row in rows]

    # -- discussions -----------------------------------------------------------------------

    async def begin(self, brief: int, person: Person, now: datetime) -> Discussion:
        """A new record; what the person left half filled in is dropped."""
        async with self.database.writing() as connection:
            await connection.execute(
                "DELETE FROM discussions WHERE made_by = ? AND step != 'saved'", (person.key,)
            )
            cursor = await connection.execute(
                "INSERT INTO discussions (brief, made_by, agency, team, step, touched_at)"
                " VALUES (?, ?, ?, ?, 'held_on', ?)",
                (brief, person.key, person.agency, person.team, now.isoformat()),
            )
            number = cursor.lastrowid or 0
        return Discussion(number, brief, "held_on", person.key, now, person.agency, person.team)

    async def open_form(self, person: int) -> Discussion | None:
        """What somebody is filling in."""
        rows = await self.database.rows(
            "SELECT * FROM discussions WHERE made_by = ? AND step != 'saved'", (person,)
        )
        return _discussion(rows[0]) if rows else None

    async def fill(
        self, form: Discussion, value: str | int | None, now: datetime
    ) -> Discussion | None:
        """Take one answer and go to the next; None when the form has moved on meanwhile."""
        if form.step not in ANSWERS:
            return None
        open_ = [step for step in STEPS[STEPS.index(form.step) + 1 :] if _is_open(form, step)]
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                f"UPDATE discussions SET {form.step} = ?, step = ?, touched_at = ?"  # noqa: S608
                " WHERE id = ? AND step = ?",
                (value, open_[0], now.isoformat(), form.id, form.step),
            )
            if not cursor.rowcount:
                return None
        return await self.open_form(form.made_by)

    async def ask_again(self, form: Discussion, step: str, now: datetime) -> Discussion | None:
        """One answer is to be given anew; None when the form has moved on meanwhile."""
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                "UPDATE discussions SET step = ?, touched_at = ? WHERE id = ? AND step = 'review'",
                (step, now.isoformat(), form.id),
            )
            if not cursor.rowcount:
                return None
        return await self.open_form(form.made_by)

    async def save(self, form: Discussion, dues: Sequence[tuple[Stage, datetime]],
                   now: datetime) -> bool:  # fmt: skip
        """Now it counts, and its leader is asked again later; False for a second tap."""
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                "UPDATE discussions SET step = 'saved', touched_at = ?"
                " WHERE id = ? AND step = 'review'",
                (now.isoformat(), form.id),
            )
            if not cursor.rowcount:
                return False
            for stage, due in dues:
                await connection.execute(
                    "INSERT INTO outbox (brief, recipient, kind, chat_id, state, due_at, about)"
                    " SELECT brief, id, ?, person, 'pending', ?, ? FROM recipients"
                    " WHERE brief = ? AND person = ?",
                    (stage, due.isoformat(), form.id, form.brief, form.made_by),
                )
            await note(connection, now, form.made_by, Act.DISCUSSION_RECORDED, target(form.brief))
            return True

    async def drop(self, person: int) -> None:
        """Put away what somebody was filling in."""
        await self.database.write(
            "DELETE FROM discussions WHERE made_by = ? AND step != 'saved'", (person,)
        )

    async def discussions(self, brief: int) -> list[Discussion]:
        """The talks that were recorded, oldest first."""
        rows = await self.database.rows(
            "SELECT * FROM discussions WHERE brief = ? AND step = 'saved' ORDER BY held_on, id",
            (brief,),
        )
        return [_discussion(row) for row in rows]

    async def changed(
        self, discussion: int, person: int, stage: Stage, answer: str, now: datetime
    ) -> bool:
        """What a leader says about practice; theirs alone, and the last word counts."""
        async with self.database.writing() as connection:
            cursor = await connection.execute(
                "INSERT INTO practice (discussion, stage, answer, answered_at)"
                " SELECT id, ?, ?, ? FROM discussions WHERE id = ? AND made_by = ?"
                " ON CONFLICT DO UPDATE SET answer = excluded.answer,"
                " answered_at = excluded.answered_at",
                (stage, answer, now.isoformat(), discussion, person),
            )
            return bool(cursor.rowcount)

    async def practice(self, brief: int) -> list[dict[str, Any]]:
        """How many said what, by stage."""
        return await self.database.rows(
            "SELECT p.stage, p.answer, COUNT(*) AS count FROM practice p JOIN discussions d"
            " ON d.id = p.discussion WHERE d.brief = ? GROUP BY p.stage, p.answer"
            " ORDER BY p.stage DESC, p.answer DESC",
            (brief,),
        )


_STATES = ("pending", "sending", "sent", "blocked", "failed", "unknown")
_COUNTS = ", ".join(f"SUM(o.state = '{name}') AS is_{name}" for name in _STATES)
_REACHED = (
    "SELECT COUNT(DISTINCT r.person) AS listed,"
    " COUNT(DISTINCT iif(o.state = 'sent', r.person, NULL)) AS sent,"
    " COUNT(DISTINCT iif(r.acked_at IS NOT NULL, r.person, NULL)) AS acknowledged,"
    " COUNT(DISTINCT iif((SELECT MIN(a.correct) FROM brief_answers a WHERE a.recipient = r.id)"
    " = 1, r.person, NULL)) AS right, coalesce(SUM(r.person = 0), 0) AS nameless,"
    " coalesce(MAX(b.outside), 0) AS outside FROM recipients r"
    " JOIN outbox o ON o.recipient = r.id AND o.kind = 'brief' JOIN briefs b ON b.id = r.brief"
)
_TALKS = "FROM discussions d WHERE d.brief = :brief AND d.step = 'saved'"
_ASKED = "FROM practice p JOIN discussions d ON d.id = p.discussion WHERE d.brief = :brief"
_TOTALS = (
    f"SELECT {_COUNTS}, (SELECT outside FROM briefs WHERE id = :brief) AS outside,"  # noqa: S608 - names of our own
    " (SELECT COUNT(*) FROM recipients WHERE brief = :brief AND acked_at IS NOT NULL)"
    " AS acknowledged,"
    " (SELECT COUNT(DISTINCT a.recipient) FROM brief_answers a JOIN recipients r"
    " ON r.id = a.recipient WHERE r.brief = :brief) AS checked,"
    " (SELECT COUNT(*) FROM (SELECT MIN(a.correct) AS whole FROM brief_answers a JOIN recipients"
    " r ON r.id = a.recipient WHERE r.brief = :brief GROUP BY a.recipient) WHERE whole = 1)"
    f" AS right, (SELECT COUNT(*) {_TALKS}) AS discussions,"
    f" (SELECT coalesce(SUM(d.present), 0) {_TALKS}) AS present,"
    f" (SELECT COUNT(*) {_ASKED} AND p.stage = 'weeks' AND p.answer != 'no') AS changed_weeks,"
    f" (SELECT COUNT(*) {_ASKED} AND p.stage = 'months' AND p.answer != 'no') AS changed_months"
    " FROM outbox o WHERE o.brief = :brief AND o.kind = 'brief'"
)


def _is_open(form: Discussion, step: str) -> bool:
    """Whether a step is still to be asked."""
    return step == "review" or getattr(form, step) is None


def _discussion(row: dict[str, Any]) -> Discussion:
    day = row["held_on"]
    return Discussion(
        **{
            **row,
            "held_on": date.fromisoformat(day) if day else None,
            "touched_at": datetime.fromisoformat(row["touched_at"]),
        }
    )
