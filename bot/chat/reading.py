"""Reading a cited passage in chat: by its button, or by typing its number."""

from bot.chat.context import Turn
from bot.chat.render import html
from bot.core.knowledge import Knowledge
from bot.flows.reading import passage_page, typed_locator, typed_page
from bot.flows.wording import Page
from bot.texts import say


async def opens_passage(turn: Turn) -> None:
    """A passage was tapped: "p:<locator>"."""
    locator = turn.data.partition(":")[2]
    if locator not in turn.service.passages or _knowledge(turn).held:
        await turn.note(say("chat.old_button"))
        return
    await turn.note()
    await _show(turn, passage_page(locator, turn.service.passages, _knowledge(turn)))


async def opens_typed(turn: Turn) -> bool:
    """Show the passage whose number was typed; False when the message is something else."""
    locator = typed_locator(turn.words)
    if locator is None:
        return False
    await _show(turn, typed_page(locator, turn.service.passages, _knowledge(turn)))
    return True


def _knowledge(turn: Turn) -> Knowledge:
    return turn.service.shelf.answerer.knowledge


async def _show(turn: Turn, page: Page) -> None:
    for text in html(page):
        await turn.say(text)
