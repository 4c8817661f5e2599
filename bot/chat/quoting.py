"""Inline mode: quoting an entry into any chat, by typing the bot's name and a question there."""

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
)
from telegram.constants import InlineQueryLimit, ParseMode

from bot.chat.context import Aside
from bot.chat.render import NO_PREVIEW, html
from bot.flows.linking import entry_link
from bot.flows.quoting import Quote, quotes
from bot.texts import say

_MOST_TYPED = int(InlineQueryLimit.MAX_QUERY_LENGTH)


async def quote(aside: Aside) -> None:
    """Offer what fits; where nothing does, the way to the bot's own chat."""
    text = aside.words[:_MOST_TYPED].strip()
    found = quotes(aside.service.shelf.answerer, text) if text else []
    if found:
        await aside.offer([_article(aside, each) for each in found])
    else:
        await aside.offer([], say("quote.nothing" if text else "quote.type"))


def _article(aside: Aside, quote: Quote) -> InlineQueryResultArticle:
    content = InputTextMessageContent(
        html(quote.page)[0], parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
    )
    keyboard = None
    if quote.entry is not None:
        link = entry_link(aside.bot.username, quote.entry)
        more = InlineKeyboardButton(say("button.read_more"), url=link)
        keyboard = InlineKeyboardMarkup([[more]])
    return InlineQueryResultArticle(
        quote.entry or "0", quote.title, content, keyboard, description=quote.hint
    )
