"""/start and /resume: whoever comes in, or back, gets the briefs that are meant for them."""

from bot.chat import asking, joining, pausing
from bot.chat.context import HELLO, Turn
from bot.chat.guard import Handler
from bot.core.people import Right
from bot.flows.inviting import PREFIX


async def joins(turn: Turn) -> None:
    """A joining link; whoever comes in gets the briefs that are current for them."""
    await joining.joins(turn)
    after = await turn.service.membership.person(turn.person.key, turn.now)
    if after.state == "joined" and turn.person.state != "joined":
        await turn.service.briefing.welcome(after, turn.now)
        turn.service.sender.wake.set()


async def resumes(turn: Turn) -> None:
    """/resume: what was held back meanwhile goes out."""
    await pausing.resume(turn)
    if await turn.service.briefing.outbox.resumed(turn.person.key, turn.now, "paused"):
        turn.service.sender.wake.set()


async def greets(turn: Turn) -> None:
    """The greeting; whom the settings name joins by it, for they came by no link."""
    await asking.hello(turn)
    user = turn.update.effective_user
    if not (turn.person.fixed and turn.private and user):
        return
    await turn.service.joining.arrives(turn.person, user.full_name)
    flow = turn.service.briefing
    await flow.outbox.resumed(turn.person.key, turn.now, "never_wrote")
    await flow.welcome(turn.person, turn.now)
    turn.service.sender.wake.set()


# What the payload of a t.me link leads to, by its beginning; the first that fits takes it.
LINKS: dict[str, Handler] = {
    PREFIX: joins,
    HELLO: greets,
    "": asking.opens_link,
}


async def starts(turn: Turn) -> None:
    """/start: whatever its link leads to; without one, the greeting."""
    payload = turn.payload or HELLO
    beginning = next(each for each in LINKS if payload.startswith(each))
    if beginning != PREFIX:
        turn.needs(Right.ASK)
    await LINKS[beginning](turn)
