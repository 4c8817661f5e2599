"""The fake's inline mode is as strict as the server's."""

from typing import Any

import pytest
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)
from telegram.error import BadRequest
from telegram.ext import ExtBot

from tests.fake_telegram import TOKEN, FakeRequest, FakeTelegram


class Clock:
    """A time that moves only when it is told to."""

    time = 1_800_000_000.0

    def __call__(self) -> float:
        return self.time


def article(name: str = "one", text: str = "<b>x</b>", **more: Any) -> InlineQueryResultArticle:
    title = more.pop("title", "A title")
    content = InputTextMessageContent(text, parse_mode="HTML")
    return InlineQueryResultArticle(name, title, content, **more)


def link(url: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("x", url=url)]])


async def offered(telegram: FakeTelegram, *results: Any, **more: Any) -> None:
    query = telegram.queries(telegram.user("Nadia"), "what is a VOO")
    request = FakeRequest(telegram)
    async with ExtBot(TOKEN, request=request, get_updates_request=request) as bot:
        await bot.answer_inline_query(query, results, **more)


async def test_an_offer_is_read_back_as_it_is() -> None:
    telegram = FakeTelegram(Clock())
    button = InlineQueryResultsButton("Ask me", start_parameter="hello_")
    one = article(description="d", reply_markup=link("https://t.me/a_bot?start=one"))
    await offered(telegram, one, button=button, is_personal=True, cache_time=5)
    (offer,) = telegram.offers
    assert offer.titles == ["A title"]
    assert (offer.results[0].text, offer.results[0].description) == ("x", "d")
    assert (offer.is_personal, offer.cache_time) == (True, 5)
    assert offer.button == {"text": "Ask me", "start_parameter": "hello_"}


@pytest.mark.parametrize(
    ("results", "more", "reason"),
    [
        ([article("a"), article("a")], {}, "Result_id_duplicate"),
        ([article(f"a{n}") for n in range(51)], {}, "Results_too_much"),
        ([article("\N{POUND SIGN}" * 33)], {}, "Result_id_invalid"),
        ([article(title=" ")], {}, "Article_title_empty"),
        ([article(text="")], {}, "message text is empty"),
        ([article(text="<b>x")], {}, "can't parse entities"),
        ([article(text="x" * 4097)], {}, "message is too long"),
        ([article(reply_markup=link("nowhere"))], {}, "Wrong HTTP URL"),
        ([], {"cache_time": -1}, "non-negative"),
        ([], {"next_offset": "x" * 65}, "Next_offset_invalid"),
        ([], {"button": InlineQueryResultsButton("x", start_parameter="a b")}, "Start_param"),
        ([], {"button": InlineQueryResultsButton(" ", start_parameter="a")}, "non-empty"),
    ],
)
async def test_an_offer_that_telegram_would_refuse_is_refused(
    results: list[Any], more: dict[str, Any], reason: str
) -> None:
    telegram = FakeTelegram(Clock())
    with pytest.raises(BadRequest) as refused:
        await offered(telegram, *results, **more)
    assert reason.lower() in str(refused.value).lower()
    assert telegram.offers == []


async def test_a_query_is_answered_once_and_not_for_long() -> None:
    clock = Clock()
    telegram = FakeTelegram(clock)
    query = telegram.queries(telegram.user("Nadia"), "")
    request = FakeRequest(telegram)
    async with ExtBot(TOKEN, request=request, get_updates_request=request) as bot:
        await bot.answer_inline_query(query, [])
        with pytest.raises(BadRequest, match="too old"):
            await bot.answer_inline_query(query, [])
        late = telegram.queries(telegram.user("Omar"), "")
        clock.time += 31
        with pytest.raises(BadRequest, match="too old"):
            await bot.answer_inline_query(late, [])


def test_no_client_sends_a_query_too_long_or_to_a_bot_without_inline_mode() -> None:
    telegram = FakeTelegram(Clock())
    nadia = telegram.user("Nadia")
    with pytest.raises(AssertionError, match="of that length"):
        telegram.queries(nadia, "x" * 257)
    telegram.me["supports_inline_queries"] = False
    with pytest.raises(AssertionError, match="setinline"):
        telegram.queries(nadia, "x")
