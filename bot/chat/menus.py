"""Each role its own menu of commands.  A menu is not access control: the guard is."""

import logging
from contextlib import suppress

from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import TelegramError

from bot.core.people import Person, Role
from bot.texts import say

LOG = logging.getLogger(__name__)
_EVERYBODY = (
    "help",
    "topics",
    "glossary",
    "guides",
    "briefs",
    "me",
    "mydata",
    "pause",
    "resume",
    "leave",
)
_TRAINERS = ("review", "questions", "figures", "suggestions", "history", "brief")
MENUS = {
    Role.STAFF: (*_EVERYBODY, "start"),
    Role.TRAINER: (
        "review",
        "questions",
        "figures",
        "suggestions",
        "history",
        "brief",
        *_EVERYBODY,
    ),
    Role.MANAGER: (*_TRAINERS, "invite", "links", "people", "check", *_EVERYBODY),
}


async def show_menus(bot: Bot, people: list[Person]) -> None:
    """The menu for all, and their own for trainers and managers; done at the start."""
    await bot.set_my_commands(_menu(Role.STAFF), BotCommandScopeAllPrivateChats())
    for person in people:
        try:
            await bot.set_my_commands(_menu(person.role), BotCommandScopeChat(person.key))
        except TelegramError:
            LOG.info("a %s has not written to the bot yet; their menu comes later", person.role)


async def show_menu(bot: Bot, person: Person) -> None:
    """The menu of somebody whose role has just changed."""
    scope = BotCommandScopeChat(person.key)
    with suppress(TelegramError):
        if person.admitted and person.role is not Role.STAFF:
            await bot.set_my_commands(_menu(person.role), scope)
        else:
            await bot.delete_my_commands(scope)


def _menu(role: Role) -> list[BotCommand]:
    return [BotCommand(name, say(f"menu.{name}")) for name in MENUS[role]]
