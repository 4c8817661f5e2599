"""Reading without typing: topics, the entries of a topic, the glossary."""

from bot.chat.context import Turn
from bot.chat.render import Keyboard, list_keyboard
from bot.core.knowledge import Knowledge
from bot.texts import say

_PAGE = 12


async def topics(turn: Turn) -> None:
    """/topics: one button a topic."""
    knowledge = _knowledge(turn)
    await turn.say(_invitation(knowledge), _topics(knowledge))


async def glossary(turn: Turn) -> None:
    """/glossary: one button an abbreviation."""
    knowledge = _knowledge(turn)
    names = {name.lower(): name for name in _shown_names(knowledge)}
    buttons = [
        (names.get(term, term.upper()), f"e:{entry}") for term, entry in knowledge.terms.items()
    ]
    text = say("browse.glossary" if buttons else "browse.none")
    await turn.say(text, list_keyboard(sorted(buttons), columns=4))


async def opens_topic(turn: Turn) -> None:
    """A topic or one of its pages was tapped: "t:<topic>:<page>", or "t::0" for all topics."""
    _, topic, number = turn.data.split(":", 2)
    knowledge = _knowledge(turn)
    await turn.note()
    if not knowledge.by_topic.get(topic):
        await turn.change(_invitation(knowledge), _topics(knowledge))
        return
    await turn.change(
        say("browse.topic", topic=knowledge.pack.topics[topic]),
        _page(knowledge, topic, int(number)),
    )


def _knowledge(turn: Turn) -> Knowledge:
    return turn.service.shelf.answerer.knowledge


def _invitation(knowledge: Knowledge) -> str:
    return say("browse.topics" if knowledge.entries else "browse.none")


def _topics(knowledge: Knowledge) -> Keyboard:
    names = knowledge.pack.topics
    filled = [topic for topic, entries in knowledge.by_topic.items() if entries]
    return list_keyboard([(names[topic], f"t:{topic}:0") for topic in filled])


def _page(knowledge: Knowledge, topic: str, number: int) -> Keyboard:
    entries = knowledge.by_topic[topic]
    shown = entries[number * _PAGE : (number + 1) * _PAGE]
    buttons = [(entry.title, f"e:{entry.id}") for entry in shown]
    if number > 0:
        buttons.append((say("browse.earlier"), f"t:{topic}:{number - 1}"))
    if (number + 1) * _PAGE < len(entries):
        buttons.append((say("browse.more"), f"t:{topic}:{number + 1}"))
    buttons.append((say("browse.all"), "t::0"))
    return list_keyboard(buttons)


def _shown_names(knowledge: Knowledge) -> list[str]:
    """Abbreviations as they are written: OASys, not OASYS."""
    return [
        locator.partition(":")[2]
        for entry in knowledge.entries
        for locator in entry.cites
        if locator.startswith("glossary:")
    ]
