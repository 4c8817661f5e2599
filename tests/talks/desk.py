"""A bot with two trainers, and what people do at their desk."""

from tests.fake_telegram import Sent, User
from tests.talks.conftest import Talk

CURRY = "which curry house is open on sunday"
CURRIES = (CURRY, "curry house open sundays?", "is any curry house open on a sunday")
TICKET = "how much are train tickets now"
ANSWER = "Ask the restaurant itself, and write down what it said. (11.18)"


class Desk(Talk):
    """A bot with two trainers, Tess and Tom."""

    tess: User
    tom: User

    async def opens_up(self) -> None:
        """Both are named in the settings, and Tom has opened the chat."""
        self.tess, self.tom = self.person("Tess"), self.person("Tom")
        trainers = frozenset({self.tess.id, self.tom.id})
        self.settings = self.settings.model_copy(update={"trainers": trainers})
        await self.starts()
        await self.says(self.tom, "hi")

    async def starts(self) -> None:
        """Start the bot; what was published before is in use, as it is when `run` opens it."""
        await super().starts()
        if self.settings.published.is_dir():
            self.shelf.take(self.now)

    async def asks(self, who: User, text: str) -> None:
        """Somebody sends a question to the trainers."""
        await self.says(who, text)
        if "None of these" in self.labels(who):
            await self.taps(who, "None of these")
        await self.taps(who, "Send")

    async def three_ask(self) -> list[User]:
        """Three people ask one thing in three wordings, and one of them something else."""
        people = [self.person(name) for name in ("Nadia", "Omar", "Priya")]
        for who, text in zip(people, CURRIES, strict=True):
            await self.asks(who, text)
        await self.asks(people[0], TICKET)
        return people

    async def opens(self, who: User, place: int = 0) -> Sent:
        """A trainer opens one of the groups."""
        await self.says(who, "/review")
        return await self.taps(who, self.labels(who)[place])

    async def replies(self, who: User, to: Sent, text: str) -> Sent:
        """Somebody replies to one message."""
        self.telegram.replies(who, to, text)
        await self.settles()
        return self.heard(who)

    async def answers(self, who: User, text: str = ANSWER, place: int = 0) -> Sent:
        """A trainer opens a group and replies to its card."""
        return await self.replies(who, await self.opens(who, place), text)

    async def restarts(self) -> None:
        """Stopped and started again."""
        await self.stops()
        await self.starts()

    def said(self, who: User, since: int = 0) -> str:
        """All that somebody has heard since so many messages."""
        return "\n".join(each.text for each in self.telegram.messages(who)[since:])
