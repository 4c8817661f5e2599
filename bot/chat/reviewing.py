"""What trainers and managers can see so far: questions that wait, and the state of the files."""

from html import escape

from bot.chat.context import Turn
from bot.flows.wording import moment_words
from bot.texts import say

_SHOWN = 20


async def waiting(turn: Turn) -> None:
    """/questions, for trainers: what could not be answered, oldest first."""
    rows = await turn.service.asking.questions.open()
    if not rows:
        await turn.say(say("terminal.no_questions"))
        return
    lines = [
        say(
            "review.row",
            date=row["asked_at"][:10],
            who=_who(row["agency"], row["role"]),
            text=escape(row["text"][:150]),
        )
        for row in rows[:_SHOWN]
    ]
    await turn.say(say("review.waiting", count=len(rows), rows="\n".join(lines)))


async def state(turn: Turn) -> None:
    """/check, for managers: whether the knowledge in use is the knowledge on disk."""
    faults = turn.service.faults
    if faults:
        await turn.say(escape(say("report.knowledge", faults="\n".join(faults))[:4000]))
        return
    knowledge = turn.service.shelf.answerer.knowledge
    lines = [
        say(
            "report.knowledge_good",
            entries=len(knowledge.entries),
            fingerprint=knowledge.fingerprint,
        )
    ]
    if knowledge.held_until is not None:
        moment = moment_words(knowledge.held_until)
        lines.append(say("report.held", count=len(knowledge.held), moment=moment))
    await turn.say("\n".join(lines))


def _who(agency: str | None, role: str | None) -> str:
    """An agency and a role, as far as they are known; never a name."""
    known = say(f"agency.{agency}") if agency else say("review.no_agency")
    return f"{known}, {say(f'role.{role}')}" if role else known
