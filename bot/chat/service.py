"""Every flow on its tables, for as long as the bot runs."""

from collections.abc import Callable
from datetime import datetime

from bot.chat.context import Service
from bot.chat.gate import Gate
from bot.chat.sending import Sender
from bot.chat.transport import Line, RawBot
from bot.flows.asking import Asking
from bot.flows.briefing import Briefing
from bot.flows.delivering import Delivering
from bot.flows.digesting import Digesting
from bot.flows.discussing import Discussing
from bot.flows.drafting import Drafting
from bot.flows.guiding import Guiding
from bot.flows.hiding import Hiding
from bot.flows.inviting import Inviting
from bot.flows.joining import Joining
from bot.flows.managing import Managing
from bot.flows.opening import Shelf
from bot.flows.owning import Owning
from bot.flows.people import Membership
from bot.flows.publishing import Publishing
from bot.flows.reporting import Reporting
from bot.flows.reviewing import Reviewing
from bot.flows.suggesting import Suggesting
from bot.flows.telling import TellingFlow
from bot.settings import Settings
from bot.store.answers import Answers
from bot.store.briefs import Briefs
from bot.store.corrections import Corrections
from bot.store.database import Database
from bot.store.digests import Digests
from bot.store.drafts import Drafts
from bot.store.enclosures import Enclosures
from bot.store.evidence import Evidence
from bot.store.groups import Groups
from bot.store.guides import Guides
from bot.store.held import Holdings
from bot.store.history import History
from bot.store.invites import Invites
from bot.store.outbox import Outbox
from bot.store.overlay import Overlay
from bot.store.pauses import Pauses
from bot.store.people import People
from bot.store.questions import Questions
from bot.store.retention import Retention
from bot.store.talks import Talks
from bot.store.tallies import Tallies
from bot.store.taps import Taps
from bot.store.tellings import Tellings


def service_of(
    settings: Settings,
    shelf: Shelf,
    database: Database,
    clock: Callable[[], datetime],
    line: Line,
    bot: RawBot,
    gate: Gate,
) -> Service:
    """The service of a bot that has just been started."""
    kept, links = People(database, settings.managers), Invites(database)
    membership = Membership(kept, settings)
    drafting = Drafting(Drafts(database))
    reviewing, digests, pauses = Reviewing(Groups(database)), Digests(database), Pauses(database)
    history = History(database, Overlay(settings.knowledge, settings.published))
    answers = Answers(database)
    publishing = Publishing(reviewing, answers, history, settings.publish_by_two)
    evidence = Evidence(database)
    briefing = Briefing(
        Briefs(database), Outbox(database), evidence, Corrections(database),
        Enclosures(database), membership, settings,
    )  # fmt: skip
    delivering = Delivering(briefing.briefs, membership, pauses)
    return Service(
        settings=settings,
        shelf=shelf,
        asking=Asking(Questions(database), Talks(database), drafting),
        drafting=drafting,
        guiding=Guiding(Guides(database)),
        membership=membership,
        joining=Joining(links, kept, membership),
        inviting=Inviting(links, kept),
        managing=Managing(kept, membership),
        reviewing=reviewing,
        publishing=publishing,
        reporting=Reporting(Tallies(database)),
        hiding=Hiding(publishing),
        owning=Owning(membership, pauses),
        suggesting=Suggesting(Taps(database), publishing),
        telling=TellingFlow(Tellings(database), answers, membership, pauses),
        digesting=Digesting(reviewing, digests, membership, pauses),
        digests=digests,
        pauses=pauses,
        briefing=briefing,
        discussing=Discussing(evidence),
        sender=Sender(bot, gate, briefing, delivering, clock, lambda: shelf.answerer.knowledge),
        inbox=line.inbox,
        retention=Retention(database, settings.keep),
        holdings=Holdings(database),
        clock=clock,
        again=line.take,
    )
