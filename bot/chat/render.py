"""Pages as Telegram shows them: HTML escaped at the last step, split on paragraphs, buttons."""

from collections.abc import Sequence
from html import escape

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
)
from telegram.constants import InlineKeyboardButtonLimit, MessageLimit

from bot.core.entry import Entry
from bot.flows.wording import Page, locator_words
from bot.texts import say

MOST_CHARACTERS = int(MessageLimit.MAX_TEXT_LENGTH)
MOST_COPIED = int(InlineKeyboardButtonLimit.MAX_COPY_TEXT)
Keyboard = InlineKeyboardMarkup
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_MOST_RELATED = 3
_LABEL = 60


def html(page: Page) -> list[str]:
    """The messages of a page, each within Telegram's limit; the fold comes as a quotation."""
    parts = [f"<b>{escape(page.title)}</b>"] if page.title else []
    parts.append(escape(page.lead))
    since = "\n\n".join(page.since)
    for piece in pieces_of("\n\n".join(page.fold), MOST_CHARACTERS - 600):
        parts.append(f"<blockquote expandable>{escape(piece)}</blockquote>")
    if since:
        parts.append(f"<i>{escape(since)}</i>")
    if page.sources:
        parts.append(f"<i>{escape(page.sources)}</i>")
    return joined(parts)


def joined(parts: Sequence[str]) -> list[str]:
    """Put parts together while they fit; no part is cut."""
    messages: list[str] = []
    for part in parts:
        for whole in [part] if len(part) <= MOST_CHARACTERS else pieces_of(part, MOST_CHARACTERS):
            if messages and len(messages[-1]) + len(whole) + 2 <= MOST_CHARACTERS:
                messages[-1] += "\n\n" + whole
            else:
                messages.append(whole)
    return messages


def pieces_of(text: str, most: int) -> list[str]:
    """Cut a text on paragraphs, then on lines, then on words, so that each piece fits."""
    for mark in ("\n\n", "\n", " "):
        if len(escape(text)) <= most:
            return [text] if text else []
        pieces: list[str] = []
        for part in text.split(mark):
            if pieces and len(escape(pieces[-1])) + len(mark) + len(escape(part)) <= most:
                pieces[-1] += mark + part
            else:
                pieces.append(part)
        if all(len(escape(piece)) <= most for piece in pieces):
            return pieces
    return [text[i : i + most // 6] for i in range(0, len(text), most // 6)]


def copyable(text: str) -> list[str]:
    """Messages of a text that one tap copies."""
    return [f"<pre>{escape(piece)}</pre>" for piece in pieces_of(text, MOST_CHARACTERS - 100)]


def answer_keyboard(
    entry: Entry,
    related: Sequence[Entry],
    readable: Sequence[str] = (),
    rated: bool = False,
    *,
    cited_as: str = "",
) -> Keyboard:
    """Helpful or not, what to read next, the cited passages that can be read, and a citation.

    cited_as: the citation that one tap copies, at most MOST_COPIED characters.
    """
    rows = [[button(other.title, f"e:{other.id}")] for other in related[:_MOST_RELATED]]
    if entry.steps:
        rows.insert(0, [button(say("button.step_by_step"), f"g:s::{entry.id}")])
    if readable:
        rows.insert(0, [_read_button(locator) for locator in readable])
    if cited_as:
        copied = CopyTextButton(cited_as)
        rows.append([InlineKeyboardButton(say("button.copy_citation"), copy_text=copied)])
    if not rated:
        rows.append(
            [
                button(say("button.helpful"), f"h:1:{entry.id}"),
                button(say("button.not_helpful"), f"h:0:{entry.id}"),
            ]
        )
    return InlineKeyboardMarkup(rows)


def _read_button(locator: str) -> InlineKeyboardButton:
    return button(say("button.read", locator=locator_words(locator)), f"p:{locator}")


def choices_keyboard(options: Sequence[Entry], draft: int | None) -> Keyboard:
    """One button for each near entry, and "none of these".

    draft: its number; 0 where nothing would be left to send, None where it could not be kept.
    """
    ahead = "e:" if draft is None else f"c:{draft}:"
    rows = [[button(entry.title, f"{ahead}{entry.id}")] for entry in options]
    if draft is not None:
        rows.append([button(say("choices.none"), f"n:{draft}")])
    return InlineKeyboardMarkup(rows)


def list_keyboard(buttons: Sequence[tuple[str, str]], columns: int = 1) -> Keyboard:
    """Buttons of label and data, so many in a row."""
    made = [button(label, data) for label, data in buttons]
    rows = [made[i : i + columns] for i in range(0, len(made), columns)]
    return InlineKeyboardMarkup(rows)


def button(label: str, data: str) -> InlineKeyboardButton:
    """A button with its label cut to what a telephone shows."""
    short = label if len(label) <= _LABEL else label[: _LABEL - 1].rstrip() + "\u2026"
    return InlineKeyboardButton(short, callback_data=data)
