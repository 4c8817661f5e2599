"""/review, for trainers: the queue in groups, filters, claims; and the state of the files."""

from html import escape

from bot.chat.context import Turn
from bot.chat.render import Keyboard, list_keyboard
from bot.chat.review_cards import (
    ANSWER,
    CLAIM_IT,
    GIVE,
    HAND_OVER,
    LET_GO,
    OPEN,
    TAKE_OVER,
    closed_words,
    name_of,
    show_card,
)
from bot.core.grouping import Group
from bot.core.people import Right
from bot.flows.reviewing import AGES, SIZES, Filter, agency_words, topic_of, turned
from bot.flows.wording import moment_words
from bot.store.digests import HOWS
from bot.texts import say

_PAGE = 8
_NONE = "-"


async def review(turn: Turn) -> None:
    """/review and /questions: what waits, like with like."""
    await turn.say(*(await _page(turn, Filter(), 0)))


async def filters(turn: Turn) -> None:
    """The list was tapped: "v:<page or what to turn>:<agency>:<topic>:<age>:<size>:<page>"."""
    what, shown, number = _unpacked(turn)
    if what != "p":
        service = turn.service
        queue = await service.reviewing.queue(service.shelf.answerer, turn.now)
        shown, number = turned(shown, what, queue, service.shelf.answerer.knowledge), 0
    await turn.note()
    await turn.change(*(await _page(turn, shown, number)))


async def taps(turn: Turn) -> None:
    """A card was tapped: "v:<what>:<group>", with whom it is given to behind it."""
    _, what, given, *rest = turn.data.split(":")
    number = int(given)
    if what == "d":
        await _digest(turn)
    elif what in (CLAIM_IT, TAKE_OVER, ANSWER):
        await _claim(turn, what, number)
    elif what == LET_GO:
        done = await turn.service.reviewing.groups.let_go(number, turn.person.key, turn.now)
        await turn.note(say("review.left") if done else say("review.not_yours"))
        await show_card(turn, number, edit=True)
    elif what == HAND_OVER:
        await _colleagues(turn, number)
    elif what == GIVE and rest:
        await _give(turn, number, int(rest[0]))
    elif what == OPEN:
        await turn.note()
        await show_card(turn, number, edit=True)


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
    newer = await turn.service.hiding.found()
    if newer:
        lines.append(say("report.newer", entries=", ".join(newer)))
    await turn.say(escape("\n".join(lines))[:4000])


async def _claim(turn: Turn, what: str, number: int) -> None:
    """Take it, unless somebody else has it; "Answer" takes it and waits for words."""
    claim = await turn.service.reviewing.claim(
        number, turn.person, turn.now, over=what == TAKE_OVER
    )
    if claim is None or claim.state != "open":
        await turn.note()
        await turn.say(await closed_words(turn, number))
        return
    if claim.claimed_by != turn.person.key:
        await turn.note(say("review.taken"))
    else:
        await turn.note()
        if what == ANSWER:
            await turn.service.reviewing.groups.wait_for(turn.chat, number, turn.now)
    await show_card(turn, number, edit=True)
    if what == ANSWER and claim.claimed_by == turn.person.key:
        await turn.say(escape(say("review.type_it", number=number)))


async def _colleagues(turn: Turn, number: int) -> None:
    """Who else could take it."""
    found = await turn.service.membership.with_menus(turn.now)
    others = [each for each in found if each.may(Right.REVIEW) and each.key != turn.person.key]
    await turn.note("" if others else say("review.nobody"))
    if not others:
        return
    buttons = [
        (await name_of(turn, each.key), f"v:{GIVE}:{number}:{each.key}") for each in others[:20]
    ]
    buttons.append((say("review.keep"), f"v:{OPEN}:{number}"))
    await turn.rekey(list_keyboard(buttons))


async def _give(turn: Turn, number: int, to: int) -> None:
    """Hand it over; whoever gets it is told."""
    colleague = await turn.service.membership.person(to, turn.now)
    given = colleague.may(Right.REVIEW) and await turn.service.reviewing.groups.hand_over(
        number, turn.person.key, to, turn.now
    )
    await turn.note(say("review.given") if given else say("review.not_yours"))
    await show_card(turn, number, edit=True)
    if given:
        words = say("review.told_given", name=await name_of(turn, turn.person.key), number=number)
        await turn.tell(
            to, escape(words), list_keyboard([(say("review.open"), f"v:{OPEN}:{number}")])
        )


async def _digest(turn: Turn) -> None:
    """Weekly, daily, off, in turn."""
    digests = turn.service.digests
    how = HOWS[(HOWS.index(await digests.how(turn.chat)) + 1) % len(HOWS)]
    await digests.choose(turn.chat, how)
    await turn.note(say(f"review.digest_now.{how}"))
    await turn.change(*(await _page(turn, Filter(), 0)))


async def _page(turn: Turn, shown: Filter, number: int) -> tuple[str, Keyboard | None]:
    knowledge = turn.service.shelf.answerer.knowledge
    queue = await turn.service.reviewing.queue(turn.service.shelf.answerer, turn.now)
    passing = [g for g in queue if shown.passes(g, topic_of(g, knowledge), turn.now)]
    buttons = [
        (_label(group, turn), f"v:{OPEN}:{group.id}")
        for group in passing[number * _PAGE : (number + 1) * _PAGE]
    ]
    if number > 0:
        buttons.append((say("browse.earlier"), _packed(turn, "p", shown, number - 1)))
    if (number + 1) * _PAGE < len(passing):
        buttons.append((say("browse.more"), _packed(turn, "p", shown, number + 1)))
    topic = knowledge.pack.topics.get(shown.topic or "")
    agency = agency_words(shown.agency) if shown.agency else say("review.any")
    for what, label in (
        ("a", say("review.by_agency", agency=agency)),
        ("t", say("review.by_topic", topic=topic or say("review.any"))),
        ("g", say(f"review.age.{shown.age}")),
        ("z", say(f"review.size.{shown.size}")),
    ):
        buttons.append((label, _packed(turn, what, shown, 0)))
    if shown != Filter():
        buttons.append((say("review.show_all"), _packed(turn, "p", Filter(), 0)))
    how = await turn.service.digests.how(turn.chat)
    buttons.append((say(f"review.digest.{how}"), "v:d:0"))
    if not queue:
        words = say("terminal.no_questions")
        return words, list_keyboard(buttons[-1:])
    questions = sum(len(group.questions) for group in queue)
    return escape(_waiting(len(queue), questions, len(passing))), list_keyboard(buttons)


def _waiting(groups: int, questions: int, shown: int) -> str:
    if not shown:
        return say("review.queue_none", groups=groups, questions=questions)
    if shown < groups:
        return say("review.queue_part", groups=groups, questions=questions, shown=shown)
    return say("review.queue", groups=groups, questions=questions)


def _label(group: Group, turn: Turn) -> str:
    key = "review.row"
    if group.claimed_by is not None:
        key = "review.row_yours" if group.claimed_by == turn.person.key else "review.row_taken"
    return say(key, count=len(group.questions), text=group.clearest)


def _packed(turn: Turn, what: str, shown: Filter, page: int) -> str:
    """A filter as a button carries it; the topic by its place among the pack's."""
    topics = list(turn.service.shelf.answerer.knowledge.pack.topics)
    topic = topics.index(shown.topic) if shown.topic in topics else _NONE
    return f"v:{what}:{shown.agency or _NONE}:{topic}:{shown.age}:{shown.size}:{page}"


def _unpacked(turn: Turn) -> tuple[str, Filter, int]:
    _, what, agency, topic, age, size, page = turn.data.split(":")
    topics = list(turn.service.shelf.answerer.knowledge.pack.topics)
    place = int(topic) if topic != _NONE else len(topics)
    shown = Filter(
        None if agency == _NONE else agency,
        topics[place] if place < len(topics) else None,
        int(age) if int(age) in AGES else AGES[0],
        int(size) if int(size) in SIZES else SIZES[0],
    )
    return what, shown, int(page)
