"""Coming in by a link, and leaving again; what somebody hears who has done neither."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.core.answering import Answerer
from bot.core.knowledge import Knowledge
from bot.core.people import Person, Right
from bot.core.reply import Urgent
from bot.flows.asking import Asking
from bot.flows.people import Membership, role_words, short_day
from bot.flows.wording import Page, page
from bot.store.invites import Invites, Why
from bot.store.people import LastManagerError, People
from bot.texts import say

LONGEST_NAME = 64
Left = Literal["left", "not_in", "named", "last"]


@dataclass(frozen=True, slots=True)
class Joining:
    """The way in and the way out."""

    invites: Invites
    people: People
    membership: Membership

    async def join(self, person: Person, secret: str, name: str, now: datetime) -> Person | Why:
        """Use a link; who they are now, or why it did not let them in."""
        link = await self.invites.find(secret)
        if link is not None and link.made_by != person.key:
            maker = await self.membership.person(link.made_by, now)
            if not maker.may(Right.INVITE):
                return "revoked"
        took = await self.invites.let_in(secret, person, _shown(name), now)
        return took if isinstance(took, str) else await self.membership.person(person.key, now)

    async def arrives(self, person: Person, name: str) -> None:
        """Whom the settings name has opened the chat: kept by name, so that others know them."""
        await self.people.keep_name(person.key, _shown(name))

    async def leave(self, person: Person, now: datetime) -> Left:
        """End one's own place."""
        if person.fixed:
            return "named"
        try:
            return "left" if await self.people.leave(person.key, now) else "not_in"
        except LastManagerError:
            return "last"


def _shown(name: str) -> str:
    return " ".join("".join(filter(_is_shown, name)).split())[:LONGEST_NAME]


def _is_shown(char: str) -> bool:
    """Not a mark that turns or hides what stands beside it: a name must not pose as a role."""
    return char.isprintable()


def joined_words(before: Person, after: Person) -> str:
    """What somebody is told who has just come in, or risen."""
    if before.state == "joined":
        old, new = role_words(before.role), role_words(after.role)
        lines = [say("join.upgraded", old=old, new=new)]
    else:
        lines = [say("join.welcome", role=role_words(after.role))]
    if after.until:
        lines.append(say("join.until", day=short_day(after.until)))
    lines.append(say("join.held"))
    return "\n".join(lines)


def refused_words(why: Why, person: Person, knowledge: Knowledge) -> str:
    """Why a link did not let somebody in; whoever stays outside hears the emergency lines too."""
    words = say(f"join.not.{why}")
    return words if person.admitted else f"{words}\n\n{_outside(knowledge)}"


async def outside_page(answerer: Answerer, asks: Asking, text: str, now: datetime) -> Page:
    """For somebody who has not joined: the emergency lines, how to get in, and nothing else.

    Danger is heard all the same, and answered in full, without a lesson from the review.
    """
    urgent = await asks.hear_danger(answerer, text, now)
    if urgent is not None:
        return page(urgent, answerer.knowledge)
    return Page(_outside(answerer.knowledge))


def _outside(knowledge: Knowledge) -> str:
    lines = page(Urgent("emergency"), knowledge).lead
    return f"{lines}\n\n{say('outside.how')}"
