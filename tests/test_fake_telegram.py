"""The fake is as strict as Telegram: a real Bot and a real Application prove it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import httpx
import pytest
from telegram import (
    Bot,
    BotCommandScopeChat,
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyParameters,
    Update,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    ExtBot,
    MessageHandler,
    filters,
)

from tests.fake_telegram import (
    BAD_GATEWAY,
    BLOCKED,
    CHAT_NOT_FOUND,
    CUT_AFTER,
    CUT_BEFORE,
    DEACTIVATED,
    SERVER_ERROR,
    TIMED_OUT_AFTER,
    TIMED_OUT_BEFORE,
    TOKEN,
    Answer,
    Button,
    Cut,
    FakeRequest,
    FakeTelegram,
    Flood,
    Late,
    Refusal,
    User,
    migrated,
)

HOUR = 60 * 60
JPEG = b"\xff\xd8\xff\xe0 a picture"


class Clock:
    """A time that moves only when it is told to."""

    def __init__(self) -> None:
        self.time = 1_800_000_000.0

    def __call__(self) -> float:
        return self.time

    def passes(self, seconds: float) -> None:
        self.time += seconds


@pytest.fixture(autouse=True)
def _new_style_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without this, raising RetryAfter warns, and here a warning is an error."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def telegram(clock: Clock) -> FakeTelegram:
    return FakeTelegram(clock)


@pytest.fixture
def nadia(telegram: FakeTelegram) -> User:
    """Somebody whose first message the bot has already confirmed."""
    user = telegram.user("Nadia", username="nadia_k")
    telegram.says(user, "hello")
    telegram.updates.delete_webhook({"drop_pending_updates": True})
    return user


def bot_on(telegram: FakeTelegram, token: str = TOKEN) -> ExtBot[None]:
    request = FakeRequest(telegram)
    return ExtBot(token, request=request, get_updates_request=request)


@pytest.fixture
async def bot(telegram: FakeTelegram) -> AsyncIterator[ExtBot[None]]:
    async with bot_on(telegram) as bot:
        yield bot


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    """One row of buttons whose data is their label in lower case."""
    row = [InlineKeyboardButton(label, callback_data=label.lower()) for label in labels]
    return InlineKeyboardMarkup([row])


def one(**fields: Any) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(**fields)]])


async def received(bot: Bot) -> Update:
    """The newest update, and the only one not confirmed before."""
    (update,) = await bot.get_updates(offset=-1, timeout=0)
    return update


async def heard(bot: Bot) -> Message:
    message = (await received(bot)).message
    assert message is not None
    return message


# -- an application ------------------------------------------------------------------------


async def test_an_application_polls_answers_and_confirms(clock: Clock) -> None:
    telegram = FakeTelegram(clock)
    request = FakeRequest(telegram)
    builder = ApplicationBuilder().token(telegram.token).request(request)
    application = builder.get_updates_request(request).build()
    told = asyncio.Event()

    async def ask(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_html("<b>Which?</b>", reply_markup=keyboard("This", "That"))
        told.set()

    async def choose(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer("Noted")
        await update.callback_query.edit_message_text(f"You chose {update.callback_query.data}.")
        told.set()

    application.add_handler(MessageHandler(filters.TEXT, ask))
    application.add_handler(CallbackQueryHandler(choose))
    nadia = telegram.user("Nadia")
    async with running(application):
        telegram.says(nadia, "help")
        await asyncio.wait_for(told.wait(), 2)
        told.clear()
        telegram.taps(nadia, telegram.last(nadia), "That")
        await asyncio.wait_for(told.wait(), 2)
    assert telegram.last(nadia).text == "You chose that."
    assert telegram.answers == [Answer(nadia, "that", "Noted", False)]
    assert telegram.pending() == []


@asynccontextmanager
async def running(application: Application[Any, Any, Any, Any, Any, Any]) -> AsyncIterator[None]:
    """An application that polls while the block runs."""
    assert application.updater is not None
    async with application:
        await application.start()
        await application.updater.start_polling()
        yield
        await application.updater.stop()
        await application.stop()


async def test_the_bot_knows_who_it_is(bot: ExtBot[None]) -> None:
    assert (bot.id, bot.username) == (700000001, "practice_guide_bot")


async def test_a_wrong_token_is_unauthorised(telegram: FakeTelegram) -> None:
    with pytest.raises(InvalidToken, match="Unauthorized"):
        await bot_on(telegram, "700000001:another").get_me()


async def test_an_unknown_method_is_not_found(telegram: FakeTelegram, bot: ExtBot[None]) -> None:
    with pytest.raises(InvalidToken, match="Not Found"):
        await bot.get_my_name()
    assert telegram.calls[-1].error == "Not Found: method not found"


async def test_a_request_after_shutdown_is_a_fault(telegram: FakeTelegram, nadia: User) -> None:
    bot = bot_on(telegram)
    await bot.initialize()
    await bot.shutdown()
    with pytest.raises(NetworkError, match="not initialized"):
        await bot.send_message(nadia.id, "too late")


async def test_every_call_is_logged_with_its_result_or_its_error(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    await bot.send_message(nadia.id, "one")
    with pytest.raises(BadRequest):
        await bot.send_message(1, "two")
    good, wrong = telegram.called("sendMessage")
    assert (good.parameters["chat_id"], good.parameters["text"]) == (nadia.id, "one")
    assert (good.result["text"], good.error) == ("one", None)
    assert (wrong.result, wrong.error) == (None, "Bad Request: chat not found")


# -- updates -------------------------------------------------------------------------------


async def test_an_update_stays_until_a_higher_offset_confirms_it(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    telegram.says(nadia, "one")
    telegram.says(nadia, "two")
    first, second = await bot.get_updates(timeout=0)
    assert second.update_id == first.update_id + 1
    assert len(await bot.get_updates(timeout=0)) == 2
    assert await bot.get_updates(offset=second.update_id, timeout=0) == (second,)
    assert [update["update_id"] for update in telegram.pending()] == [second.update_id]


async def test_a_negative_offset_forgets_all_but_the_newest(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    for text in ("one", "two", "three"):
        telegram.says(nadia, text)
    newest = await bot.get_updates(offset=-2, timeout=0)
    assert [update.message.text for update in newest if update.message] == ["two", "three"]
    assert len(telegram.pending()) == 2


async def test_a_limit_holds_updates_back(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    for number in range(120):
        telegram.says(nadia, str(number))
    assert len(await bot.get_updates(limit=5, timeout=0)) == 5
    assert len(await bot.get_updates(timeout=0)) == 100


async def test_a_long_poll_wakes_when_something_happens(clock: Clock) -> None:
    telegram = FakeTelegram(clock, longest_wait=10)
    poll = asyncio.create_task(bot_on(telegram).get_updates(timeout=60))
    await asyncio.sleep(0.01)
    assert not poll.done()
    telegram.says(telegram.user("Omar"), "hello")
    assert len(await asyncio.wait_for(poll, 1)) == 1


async def test_a_long_poll_ends_with_nothing(bot: ExtBot[None]) -> None:
    assert await bot.get_updates(timeout=60) == ()


async def test_two_pollers_get_in_each_others_way(telegram: FakeTelegram) -> None:
    first = asyncio.create_task(bot_on(telegram).get_updates(timeout=60))
    await asyncio.sleep(0.01)
    with pytest.raises(Conflict, match="only one bot instance"):
        await bot_on(telegram).get_updates(timeout=60)
    with pytest.raises(Conflict, match="only one bot instance"):
        await first
    assert await bot_on(telegram).get_updates(timeout=0) == ()


async def test_updates_are_kept_for_a_day(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User, clock: Clock
) -> None:
    telegram.says(nadia, "old")
    clock.passes(23 * HOUR)
    telegram.says(nadia, "new")
    clock.passes(2 * HOUR)
    (kept,) = await bot.get_updates(timeout=0)
    assert kept.message is not None
    assert kept.message.text == "new"


async def test_kinds_that_were_not_asked_for_are_not_sent(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    await bot.get_updates(timeout=0, allowed_updates=["callback_query"])
    telegram.says(nadia, "unseen")
    assert await bot.get_updates(timeout=0) == ()
    await bot.get_updates(timeout=0, allowed_updates=[])
    telegram.says(nadia, "seen")
    telegram.raw_update({"message_reaction": {}})
    assert len(await bot.get_updates(timeout=0)) == 1


async def test_an_update_that_ptb_cannot_parse_is_given_out_all_the_same(
    telegram: FakeTelegram, bot: ExtBot[None]
) -> None:
    update_id = telegram.raw_update({"message": {"message_id": 5}})
    with pytest.raises(KeyError):
        await bot.get_updates(timeout=0)
    assert telegram.pending() == [{"message": {"message_id": 5}, "update_id": update_id}]


# -- the webhook ---------------------------------------------------------------------------


async def test_a_webhook_and_polling_exclude_each_other(
    telegram: FakeTelegram, bot: ExtBot[None]
) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=60))
    await asyncio.sleep(0.01)
    await bot.set_webhook("https://example.org/hook", secret_token="secret-1")
    with pytest.raises(Conflict, match="terminated by setWebhook"):
        await poll
    with pytest.raises(Conflict, match="while webhook is active"):
        await bot.get_updates(timeout=0)
    await bot.set_webhook("")
    assert await bot.get_updates(timeout=0) == ()


@pytest.mark.parametrize(
    ("url", "secret"), [("http://example.org", ""), ("https://example.org", "no spaces")]
)
async def test_a_webhook_wants_https_and_a_plain_secret(
    bot: ExtBot[None], url: str, secret: str
) -> None:
    with pytest.raises(BadRequest):
        await bot.set_webhook(url, secret_token=secret)


async def test_a_webhook_is_told_again_what_it_refused(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    await bot.set_webhook("https://example.org/hook", secret_token="secret-1")
    telegram.says(nadia, "one")
    telegram.says(nadia, "two")
    seen: list[str] = []
    statuses = [200, 500, 200]

    async def post(headers: dict[str, str], body: bytes) -> int:
        assert headers["X-Telegram-Bot-Api-Secret-Token"] == "secret-1"
        seen.append(json.loads(body)["message"]["text"])
        return statuses[len(seen) - 1]

    assert await telegram.push(post) == 1
    info = await bot.get_webhook_info()
    assert (info.pending_update_count, info.url) == (1, "https://example.org/hook")
    assert info.last_error_message == "Wrong response from the webhook: 500"
    assert await telegram.push(post) == 1
    assert seen == ["one", "two", "two"]
    assert "secret" not in str(telegram.called("getWebhookInfo")[0].result)


# -- texts ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Message text is empty"),
        (" \n ", "Text must be non-empty"),
        ("<b></b>", "Text must be non-empty"),
        ("x" * 4097, "Message is too long"),
        ("\N{GRINNING FACE}" * 2049, "Message is too long"),
        ("half a pair \ud83d", "Strings must be encoded in utf-8"),
        ("&#xD83D;", "Can't parse entities: text contains invalid unicode"),
        ("<b>open", "Can't parse entities: can't find end tag corresponding to start tag"),
        ("x < y", "Can't parse entities: unsupported start tag"),
        ("x <", "Can't parse entities: unclosed start tag at byte offset 2"),
        ("\N{GREEK SMALL LETTER PI}<br>", 'unsupported start tag "br" at byte offset 2'),
        ("<b><i>x</b></i>", 'byte offset 7, expected "</i>", found "</b>"'),
        ("x</b>", "unexpected end tag at byte offset 1"),
        ("<b>x</b", "unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'must have class "tg-spoiler"'),
        ("<a href='x>y</a>", "unclosed start tag at byte offset 0"),
        ("<a href=x/y>z</a>", "unexpected end of name token at byte offset 8"),
        ("<a =x>y</a>", "empty attribute name"),
        ("<a href", 'unclosed start tag "a"'),
    ],
)
async def test_a_text_that_telegram_would_refuse_is_refused(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User, text: str, reason: str
) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(nadia.id, text, parse_mode="HTML")
    assert reason.lower() in str(refused.value).lower()
    assert telegram.messages(nadia) == []


@pytest.mark.parametrize("mode", ["MarkdownV2", "Markdown", "RTF"])
async def test_only_html_is_spoken_here(bot: ExtBot[None], nadia: User, mode: str) -> None:
    with pytest.raises(BadRequest, match=r"(?i)unsupported parse_mode"):
        await bot.send_message(nadia.id, "x", parse_mode=mode)


@pytest.mark.parametrize(
    ("html", "text", "kinds"),
    [
        ("<b>a</b><strong>b</strong>", "ab", ["bold", "bold"]),
        ("<I>a</I><em>b</em>", "ab", ["italic", "italic"]),
        ("<u>a</u><ins>b</ins>", "ab", ["underline", "underline"]),
        ("<s>a</s><del>b</del>", "ab", ["strikethrough", "strikethrough"]),
        ("<code>a</code> <pre>b</pre>", "a b", ["code", "pre"]),
        ('<pre><code class="language-sql">a</code></pre>', "a", ["pre"]),
        ("<pre><code>a</code></pre>", "a", ["pre", "code"]),
        ("<blockquote>a</blockquote>", "a", ["blockquote"]),
        ("<blockquote expandable>a</blockquote>", "a", ["expandable_blockquote"]),
        ('<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>', "ab", ["spoiler"] * 2),
        ('<a href="https://x.org/?a=1&amp;b">a</a>', "a", ["text_link"]),
        ('<a href="nowhere">a</a> <a href="mailto:a@x.org">b</a>', "a b", []),
        ('<a href="tg://user?id=7">a</a>', "a", ["text_mention"]),
        ('<a href=x.org>a</a> <a href="tg://resolve?domain=b">b</a>', "a b", ["text_link"] * 2),
        ("<i><b>a</b></i>", "a", ["bold", "italic"]),
        ("<b>a</>", "a", ["bold"]),
        ("&lt;&gt;&amp;&quot;&#39;&#x27;&nbsp;&lt", "<>&\"''&nbsp;<", []),
    ],
)
async def test_html_becomes_text_and_entities(
    telegram: FakeTelegram,
    bot: ExtBot[None],
    nadia: User,
    html: str,
    text: str,
    kinds: list[str],
) -> None:
    message = await bot.send_message(nadia.id, html, parse_mode="HTML")
    sent = telegram.last(nadia)
    assert (sent.html, sent.text, message.text) == (html, text, text)
    assert [entity["type"] for entity in sent.entities] == kinds
    assert [entity.type for entity in message.entities] == kinds


async def test_offsets_count_utf16_units(bot: ExtBot[None], nadia: User) -> None:
    html = "\N{GRINNING FACE} <b>\N{GRINNING FACE}!</b>"
    message = await bot.send_message(nadia.id, html, parse_mode="HTML")
    assert list(message.parse_entities().values()) == ["\N{GRINNING FACE}!"]
    assert (message.entities[0].offset, message.entities[0].length) == (3, 3)


async def test_the_limit_counts_what_is_read_not_the_mark_up(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    await bot.send_message(nadia.id, f"<b>{'x' * 4096}</b>\n", parse_mode="HTML")
    assert telegram.last(nadia).text == "x" * 4096


async def test_white_space_around_a_text_goes_and_entities_move(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    await bot.send_message(nadia.id, "\n\r\n a\tb <b>c</b>\n\n", parse_mode="HTML")
    sent = telegram.last(nadia)
    assert sent.text == "a b c"
    assert sent.entities == [{"type": "bold", "offset": 4, "length": 1}]


async def test_entities_may_be_given_but_must_lie_in_the_text(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    await bot.send_message(nadia.id, "bold", entities=[MessageEntity("bold", 0, 4)])
    assert telegram.last(nadia).entities == [{"type": "bold", "offset": 0, "length": 4}]
    for offset, length in ((9, 1), (0, 9)):
        with pytest.raises(BadRequest, match=r"(?i)entity begin"):
            await bot.send_message(nadia.id, "x", entities=[MessageEntity("b", offset, length)])


async def test_a_message_keeps_how_it_was_sent(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    question = telegram.says(nadia, "a question")
    await bot.send_message(
        nadia.id,
        "an answer",
        protect_content=True,
        disable_notification=True,
        reply_parameters=ReplyParameters(question["message_id"]),
    )
    sent = telegram.last(nadia)
    assert (sent.protect_content, sent.silent) == (True, True)
    assert sent.reply_to == question["message_id"]
    assert (sent.edited, sent.deleted, sent.buttons) == (False, False, [])


async def test_a_reply_needs_something_to_reply_to(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    with pytest.raises(BadRequest, match="to be replied not found"):
        await bot.send_message(nadia.id, "x", reply_parameters=ReplyParameters(999))
    lenient = ReplyParameters(999, allow_sending_without_reply=True)
    await bot.send_message(nadia.id, "x", reply_parameters=lenient)
    assert telegram.last(nadia).reply_to is None


# -- keyboards -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (one(text="x", callback_data="\N{POUND SIGN}" * 32 + "y"), "Button_data_invalid"),
        (one(text="x", callback_data=""), "text buttons are unallowed"),
        (one(text="x"), "text buttons are unallowed"),
        (one(text=" ", callback_data="y"), "text must be non-empty"),
        (one(text="x", copy_text=CopyTextButton("")), "Button_copy_text_invalid"),
        (one(text="x", copy_text=CopyTextButton("y" * 257)), "Button_copy_text_invalid"),
        (one(text="x", url="not-a-url"), "'not-a-url' is invalid: wrong http url"),
        (one(text="x", url="ftp://x.org"), "unsupported url protocol"),
        (one(text="x", url="https://"), "url host is empty"),
        (ReplyKeyboardMarkup([[""]]), "text must be non-empty"),
        (keyboard(*"123456789"), "reply markup is too long"),
    ],
)
async def test_a_keyboard_that_telegram_would_refuse_is_refused(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User, markup: Any, reason: str
) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(nadia.id, "x", reply_markup=markup)
    assert reason.lower() in str(refused.value).lower()
    assert telegram.messages(nadia) == []


@pytest.mark.parametrize(
    ("method", "fields", "reason"),
    [
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"reply_markup": [1]}, "object expected as reply markup"),
        ("sendMessage", {"reply_markup": {"inline_keyboard": "x"}}, "must be of type Array"),
        ("sendMessage", {"reply_markup": {"inline_keyboard": [[{}]]}}, 'find field "text"'),
        ("sendPhoto", {}, "there is no photo in the request"),
        ("setMyCommands", {"commands": [], "scope": {"type": "all"}}, "Unsupported type"),
    ],
)
async def test_a_request_that_no_library_would_make_is_refused(
    telegram: FakeTelegram, nadia: User, method: str, fields: dict[str, Any], reason: str
) -> None:
    known = {} if "text" in fields else {"chat_id": nadia.id, "text": "x"}
    status, body = await telegram.serve(TOKEN, method, {**known, **fields}, {}, None)
    assert status == json.loads(body)["error_code"] == 400
    assert reason in json.loads(body)["description"]


async def test_buttons_are_read_back_as_they_are(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    rows = [
        [InlineKeyboardButton("Tap", callback_data="\N{POUND SIGN}" * 32)],
        [InlineKeyboardButton("Read", url="https://example.org/review.pdf")],
        [InlineKeyboardButton("Cite", copy_text=CopyTextButton("11.18"))],
    ]
    await bot.send_message(nadia.id, "x", reply_markup=InlineKeyboardMarkup(rows))
    assert telegram.last(nadia).buttons == [
        [Button("Tap", data="\N{POUND SIGN}" * 32)],
        [Button("Read", url="https://example.org/review.pdf")],
        [Button("Cite", copy="11.18")],
    ]


async def test_a_tap_finds_the_button_that_is_there_now(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    await bot.send_message(nadia.id, "x", reply_markup=keyboard("Yes", "No"))
    question = telegram.last(nadia)
    await bot.edit_message_reply_markup(
        nadia.id, question.message_id, reply_markup=keyboard("Later")
    )
    with pytest.raises(AssertionError, match=r"0 buttons say 'Yes'; there are \['Later'\]"):
        telegram.taps(nadia, question, "Yes")
    telegram.taps(nadia, question, "Later")
    query = (await received(bot)).callback_query
    assert query is not None
    assert query.message is not None
    assert (query.data, query.from_user.id) == ("later", nadia.id)
    assert query.message.message_id == question.message_id


async def test_a_link_is_not_tapped_for_an_answer(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    await bot.send_message(nadia.id, "x", reply_markup=one(text="Read", url="https://x.org"))
    with pytest.raises(AssertionError, match="opens or copies"):
        telegram.taps(nadia, telegram.last(nadia), "Read")


async def test_forged_data_arrives_even_under_a_message_that_is_gone(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    await bot.send_message(nadia.id, "x")
    message = telegram.last(nadia)
    await bot.delete_message(nadia.id, message.message_id)
    telegram.taps_data(nadia, message, "publish:7")
    query = (await received(bot)).callback_query
    assert query is not None
    assert query.message is not None
    assert (query.data, query.message.is_accessible) == ("publish:7", False)


async def test_a_tap_is_answered_once_and_soon(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User, clock: Clock
) -> None:
    await bot.send_message(nadia.id, "x", reply_markup=keyboard("Yes"))
    first, late = (telegram.taps(nadia, telegram.last(nadia), "Yes") for _ in range(2))
    await bot.answer_callback_query(first, "Thank you", show_alert=True)
    assert telegram.answers == [Answer(nadia, "yes", "Thank you", True)]
    clock.passes(61)
    for query_id in (first, late, "made up"):
        with pytest.raises(BadRequest, match="Query is too old and response timeout expired or"):
            await bot.answer_callback_query(query_id)


async def test_the_answer_to_a_tap_is_short(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    await bot.send_message(nadia.id, "x", reply_markup=keyboard("Yes"))
    query_id = telegram.taps(nadia, telegram.last(nadia), "Yes")
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await bot.answer_callback_query(query_id, "x" * 201)


# -- changing what was said ----------------------------------------------------------------


async def test_an_edit_changes_the_message_and_takes_its_buttons(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    await bot.send_message(nadia.id, "working", reply_markup=keyboard("Stop"))
    sent = telegram.last(nadia)
    await bot.edit_message_text("<i>done</i>", nadia.id, sent.message_id, parse_mode="HTML")
    assert (sent.text, sent.html, sent.buttons) == ("done", "<i>done</i>", [])
    assert sent.edited
    assert telegram.messages(nadia) == [sent]


async def test_an_edit_must_change_something(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    await bot.send_message(nadia.id, "same", reply_markup=keyboard("Go"))
    number = telegram.last(nadia).message_id
    with pytest.raises(BadRequest, match="Message is not modified: specified new message"):
        await bot.edit_message_text("same ", nadia.id, number, reply_markup=keyboard("Go"))
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(nadia.id, number, reply_markup=keyboard("Go"))
    await bot.edit_message_text("same", nadia.id, number)
    assert telegram.last(nadia).buttons == []


async def test_only_a_text_of_the_bots_own_that_is_still_there_can_be_edited(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    theirs = telegram.says(nadia, "mine")["message_id"]
    photo = (await bot.send_photo(nadia.id, JPEG)).message_id
    forced = (await bot.send_message(nadia.id, "x", reply_markup=ForceReply())).message_id
    gone = (await bot.send_message(nadia.id, "x")).message_id
    await bot.delete_message(nadia.id, gone)
    for number, reason in (
        (theirs, "message can't be edited"),
        (photo, "no text in the message to edit"),
        (forced, "message can't be edited"),
        (gone, "message to edit not found"),
        (999, "message to edit not found"),
    ):
        with pytest.raises(BadRequest, match=rf"(?i){reason}"):
            await bot.edit_message_text("changed", nadia.id, number)


async def test_an_edit_takes_an_inline_keyboard_only(bot: ExtBot[None], nadia: User) -> None:
    number = (await bot.send_message(nadia.id, "x")).message_id
    markup: Any = ForceReply()
    with pytest.raises(BadRequest, match=r"(?i)inline keyboard expected"):
        await bot.edit_message_text("y", nadia.id, number, reply_markup=markup)


async def test_a_message_can_be_deleted_for_two_days(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User, clock: Clock
) -> None:
    young, old = [(await bot.send_message(nadia.id, "x")).message_id for _ in range(2)]
    theirs = telegram.says(nadia, "please forget this")["message_id"]
    clock.passes(47 * HOUR)
    await bot.delete_message(nadia.id, young)
    await bot.delete_message(nadia.id, theirs)
    assert [sent.deleted for sent in telegram.messages(nadia)] == [True, False]
    with pytest.raises(BadRequest, match="to delete not found"):
        await bot.delete_message(nadia.id, young)
    clock.passes(2 * HOUR)
    with pytest.raises(BadRequest, match="can't be deleted for everyone"):
        await bot.delete_message(nadia.id, old)


async def test_in_a_group_only_an_administrator_deletes_what_others_wrote(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    group = telegram.group("Trainers", nadia)
    said = telegram.says(nadia, "a name by mistake", group=group)
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(group.id, said["message_id"])
    group.bot_is_admin = True
    await bot.delete_message(group.id, said["message_id"])


async def test_the_last_message_is_the_last_that_can_be_seen(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    with pytest.raises(AssertionError, match="said nothing"):
        telegram.last(nadia)
    await bot.send_message(nadia.id, "kept")
    gone = await bot.send_message(nadia.id, "gone")
    await bot.delete_message(nadia.id, gone.message_id)
    assert telegram.last(nadia).text == "kept"


async def test_pinning_in_a_group_takes_rights(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    ours = telegram.group("Ours", nadia, bot_is_admin=True)
    theirs = telegram.group("Theirs", nadia)
    await bot.pin_chat_message(ours.id, (await bot.send_message(ours.id, "x")).message_id)
    assert telegram.last(ours).pinned
    said = await bot.send_message(theirs.id, "x")
    with pytest.raises(BadRequest, match=r"(?i)not enough rights"):
        await bot.pin_chat_message(theirs.id, said.message_id)
    with pytest.raises(BadRequest, match="to pin not found"):
        await bot.pin_chat_message(ours.id, 999)


# -- who can be reached --------------------------------------------------------------------


Act = Callable[[Bot, int | str], Any]
ACTS: list[Act] = [
    lambda bot, chat: bot.send_message(chat, "x"),
    lambda bot, chat: bot.send_chat_action(chat, "typing"),
    lambda bot, chat: bot.send_document(chat, b"x"),
]


@pytest.mark.parametrize("act", ACTS)
async def test_people_who_cannot_be_reached_are_forbidden(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User, act: Act
) -> None:
    stranger = telegram.user("Stranger")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await act(bot, stranger.id)
    telegram.blocks(nadia)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await act(bot, nadia.id)
    telegram.unblocks(nadia)
    await act(bot, nadia.id)
    telegram.deactivates(nadia)
    with pytest.raises(Forbidden, match="user is deactivated"):
        await act(bot, nadia.id)
    for nobody in (12345, "@nobody"):
        with pytest.raises(BadRequest, match="Chat not found"):
            await act(bot, nobody)


async def test_blocking_and_unblocking_are_announced(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    telegram.blocks(nadia)
    with pytest.raises(AssertionError, match="blocked the bot"):
        telegram.says(nadia, "hello?")
    telegram.unblocks(nadia)
    changes = [update.my_chat_member for update in await bot.get_updates(timeout=0)]
    assert [change and change.new_chat_member.status for change in changes] == ["kicked", "member"]


async def test_a_group_that_became_a_supergroup_gives_its_new_id(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    group = telegram.group("Trainers", nadia)
    upgraded = telegram.migrates(group)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group.id, "x")
    assert moved.value.new_chat_id == upgraded.id
    await bot.send_message(upgraded.id, "here")
    assert telegram.last(upgraded).text == "here"
    old, new = [update.message for update in await bot.get_updates(timeout=0)]
    assert old is not None
    assert old.migrate_to_chat_id == upgraded.id
    assert new is not None
    assert new.migrate_from_chat_id == group.id


async def test_a_group_is_gone_once_the_bot_has_left_it(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    group = telegram.group("Trainers", nadia)
    assert (await bot.get_chat(group.id)).title == "Trainers"
    await bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await bot.send_message(group.id, "x")
    with pytest.raises(BadRequest, match=r"(?i)private chats"):
        await bot.leave_chat(nadia.id)


async def test_a_chat_action_must_exist(bot: ExtBot[None], nadia: User) -> None:
    with pytest.raises(BadRequest, match=r"(?i)wrong parameter action"):
        await bot.send_chat_action(nadia.id, "thinking")


async def test_in_privacy_mode_a_group_shows_only_what_is_meant_for_the_bot(
    clock: Clock,
) -> None:
    telegram = FakeTelegram(clock, reads_all_group_messages=False)
    nadia = telegram.user("Nadia")
    group = telegram.group("Trainers", nadia)
    bot = bot_on(telegram)
    await bot.send_message(group.id, "Good morning")
    telegram.says(nadia, "among ourselves", group=group)
    telegram.says(nadia, "/review", group=group)
    telegram.says(nadia, "ask @practice_guide_bot", group=group)
    telegram.replies(nadia, telegram.last(group), "an answer")
    shown = [update.message for update in await bot.get_updates(timeout=0)]
    texts = [message.text for message in shown if message]
    assert texts == ["/review", "ask @practice_guide_bot", "an answer"]


# -- what people send ----------------------------------------------------------------------


async def test_a_person_is_described_as_telegram_would(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    telegram.says(nadia, "hello")
    message = await heard(bot)
    user = message.from_user
    assert user is not None
    assert (user.first_name, user.username, user.language_code) == ("Nadia", "nadia_k", "en")
    assert (user.is_bot, message.chat.type, message.chat.id) == (False, "private", nadia.id)


async def test_commands_mentions_and_addresses_are_marked(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    telegram.says(nadia, "/start k7 \N{GRINNING FACE} @omar_b a@b.org https://x.org/1, #voo 1/2")
    found = (await heard(bot)).parse_entities()
    assert [(entity.type, text) for entity, text in found.items()] == [
        ("bot_command", "/start"),
        ("mention", "@omar_b"),
        ("email", "a@b.org"),
        ("url", "https://x.org/1"),
        ("hashtag", "#voo"),
    ]


async def test_a_reply_and_an_edit_carry_what_they_belong_to(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    await bot.send_message(nadia.id, "a card")
    said = telegram.replies(nadia, telegram.last(nadia), "an anser")
    reply = await heard(bot)
    assert reply.reply_to_message is not None
    assert reply.reply_to_message.text == "a card"
    telegram.edits(nadia, said, "an answer")
    edited = (await received(bot)).edited_message
    assert edited is not None
    assert edited.edit_date is not None
    assert (edited.text, edited.message_id) == ("an answer", reply.message_id)


Sending = Callable[[FakeTelegram, User], Any]
SENDINGS: list[tuple[Sending, str]] = [
    (lambda telegram, user: telegram.sends_photo(user, "see @omar_b"), "photo"),
    (lambda telegram, user: telegram.sends_document(user), "document"),
    (lambda telegram, user: telegram.sends_voice(user), "voice"),
    (lambda telegram, user: telegram.sends_sticker(user), "sticker"),
    (lambda telegram, user: telegram.sends_contact(user), "contact"),
    (lambda telegram, user: telegram.sends_location(user), "location"),
]


@pytest.mark.parametrize(("sends", "kind"), SENDINGS)
async def test_ptb_understands_everything_people_can_send(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User, sends: Sending, kind: str
) -> None:
    sends(telegram, nadia)
    message = await heard(bot)
    assert getattr(message, kind)
    assert message.text is None
    assert bool(message.caption_entities) == (kind == "photo")


async def test_people_act_only_where_they_are(telegram: FakeTelegram, nadia: User) -> None:
    group = telegram.group("Trainers", nadia)
    omar = telegram.user("Omar")
    with pytest.raises(AssertionError, match="Omar is not in the chat"):
        telegram.says(omar, "hello", group=group)
    with pytest.raises(AssertionError, match="length"):
        telegram.says(nadia, "x" * 4097)


# -- files, polls and menus ----------------------------------------------------------------


async def test_an_uploaded_document_is_kept_and_can_be_sent_again(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    first = await bot.send_document(
        nadia.id, b"a,b", filename="list.csv", caption="<b>List</b>", parse_mode="HTML"
    )
    sent = telegram.last(nadia)
    assert sent.document is not None
    assert (sent.document.name, sent.document.content) == ("list.csv", b"a,b")
    assert (sent.text, sent.entities[0]["type"], first.caption) == ("List", "bold", "List")
    assert first.document is not None
    await bot.send_document(nadia.id, first.document.file_id)
    assert telegram.last(nadia).document == sent.document


async def test_a_photo_must_be_a_picture(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    await bot.send_photo(nadia.id, JPEG, caption="x" * 1024)
    photo = telegram.last(nadia).photo
    assert photo is not None
    assert photo.content == JPEG
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(nadia.id, b"a,b")


async def test_files_that_telegram_would_refuse_are_refused(
    bot: ExtBot[None], nadia: User
) -> None:
    with pytest.raises(BadRequest, match=r"(?i)file must be non-empty"):
        await bot.send_document(nadia.id, b"")
    with pytest.raises(BadRequest, match=r"(?i)wrong file identifier"):
        await bot.send_document(nadia.id, "file-999")
    with pytest.raises(BadRequest, match=r"(?i)caption is too long"):
        await bot.send_document(nadia.id, b"x", caption="x" * 1025)


async def test_a_quiz_keeps_its_question_and_its_right_answer(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    message = await bot.send_poll(
        nadia.id,
        "Who signs?",
        ["A manager", "Anyone"],
        type="quiz",
        correct_option_ids=[0],
        explanation="<b>11.18</b>",
        explanation_parse_mode="HTML",
    )
    assert message.poll is not None
    assert message.poll.explanation == "11.18"
    poll = telegram.last(nadia).poll
    assert poll is not None
    assert poll["correct_option_ids"] == [0]


async def test_a_poll_has_no_right_answer(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    await bot.send_poll(nadia.id, "When?", ["Monday", "Friday"], is_anonymous=False)
    poll = telegram.last(nadia).poll
    assert poll is not None
    assert [option["text"] for option in poll["options"]] == ["Monday", "Friday"]
    assert ("correct_option_ids" in poll, poll["is_anonymous"]) == (False, False)


@pytest.mark.parametrize(
    ("question", "options", "more", "reason"),
    [
        ("", ["a", "b"], {}, "question must be non-empty"),
        ("x" * 301, ["a", "b"], {}, "question length must not exceed"),
        ("x", [], {}, "from 1 to 12 options"),
        ("x", ["a"] * 13, {}, "from 1 to 12 options"),
        ("x", ["a", "x" * 101], {}, "options length must not exceed"),
        ("x", ["a", " "], {}, "options must be non-empty"),
        ("x", ["a", "b"], {"type": "quiz"}, "wrong correct option"),
        ("x", ["a", "b"], {"type": "quiz", "correct_option_ids": [2]}, "wrong correct option"),
        ("x", ["a", "b"], {"explanation": "x" * 201}, "explanation length must not exceed"),
    ],
)
async def test_a_poll_that_telegram_would_refuse_is_refused(
    bot: ExtBot[None],
    nadia: User,
    question: str,
    options: list[str],
    more: dict[str, Any],
    reason: str,
) -> None:
    with pytest.raises(BadRequest, match=rf"(?i){reason}"):
        await bot.send_poll(nadia.id, question, options, **more)


async def test_a_person_is_shown_the_narrowest_menu(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    await bot.set_my_commands([("help", "What this is")])
    await bot.set_my_commands([("aide", "Aide")], language_code="fr")
    scope = BotCommandScopeChat(nadia.id)
    await bot.set_my_commands([("review", "Open questions"), ("help", "Help")], scope=scope)
    camille = telegram.user("Camille", language="fr")
    assert telegram.menu("all_private_chats") == {}
    assert telegram.menu() == {"help": "What this is"}
    assert list(telegram.menu(nadia)) == ["review", "help"]
    assert telegram.menu(camille) == {"aide": "Aide"}
    await bot.delete_my_commands(scope=scope)
    assert telegram.menu(nadia) == {"help": "What this is"}


@pytest.mark.parametrize(
    ("commands", "reason"),
    [
        ([("Help", "x")], "bot_command_invalid"),
        ([("x" * 33, "x")], "bot_command_invalid"),
        ([("help", "")], "bot_command_description_invalid"),
        ([(f"c{number}", "x") for number in range(101)], "bot_commands_too_much"),
    ],
)
async def test_a_menu_that_telegram_would_refuse_is_refused(
    bot: ExtBot[None], commands: list[tuple[str, str]], reason: str
) -> None:
    with pytest.raises(BadRequest, match=rf"(?i){reason}"):
        await bot.set_my_commands(commands)


async def test_a_menu_for_an_unknown_chat_is_refused(bot: ExtBot[None]) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.set_my_commands([("help", "x")], scope=BotCommandScopeChat(12345))


# -- faults --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "error", "text"),
    [
        (BLOCKED, Forbidden, "blocked by the user"),
        (DEACTIVATED, Forbidden, "deactivated"),
        (CHAT_NOT_FOUND, BadRequest, "Chat not found"),
        (SERVER_ERROR, NetworkError, "Internal Server Error"),
        (BAD_GATEWAY, NetworkError, "Bad Gateway"),
        (migrated(-100123), ChatMigrated, "-100123"),
    ],
)
async def test_a_planned_refusal_happens_once_and_only_where_it_was_planned(
    telegram: FakeTelegram,
    bot: ExtBot[None],
    nadia: User,
    fault: Refusal,
    error: type[TelegramError],
    text: str,
) -> None:
    omar = telegram.user("Omar")
    telegram.says(omar, "hello")
    telegram.fail("sendMessage", nadia, fault=fault)
    await bot.send_message(omar.id, "x")
    await bot.send_chat_action(nadia.id, "typing")
    with pytest.raises(error, match=text):
        await bot.send_message(nadia.id, "x")
    assert telegram.messages(nadia) == []
    await bot.send_message(nadia.id, "x")
    assert len(telegram.messages(nadia)) == 1


@pytest.mark.parametrize(
    ("fault", "error", "cause", "delivered"),
    [
        (CUT_BEFORE, NetworkError, httpx.ConnectError, 0),
        (TIMED_OUT_BEFORE, TimedOut, httpx.ConnectTimeout, 0),
        (CUT_AFTER, NetworkError, httpx.ReadError, 1),
        (TIMED_OUT_AFTER, TimedOut, httpx.ReadTimeout, 1),
    ],
)
async def test_a_cut_line_raises_what_httpx_would_and_may_have_delivered(
    telegram: FakeTelegram,
    bot: ExtBot[None],
    nadia: User,
    fault: Cut,
    error: type[TelegramError],
    cause: type[Exception],
    delivered: int,
) -> None:
    telegram.fail("sendMessage", fault=fault, times=2)
    for _ in range(2):
        with pytest.raises(error) as cut:
            await bot.send_message(nadia.id, "x")
        assert type(cut.value) is error
        assert type(cut.value.__cause__) is cause
    assert len(telegram.messages(nadia)) == 2 * delivered
    await bot.send_message(nadia.id, "x")


async def test_a_flood_grows_for_whoever_does_not_wait(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User, clock: Clock
) -> None:
    telegram.fail("sendMessage", fault=Flood(3))
    waits: list[Any] = []
    for seconds in (2.9, 0, 11.9):
        with pytest.raises(RetryAfter) as flooded:
            await bot.send_message(nadia.id, "x")
        waits.append(flooded.value.retry_after)
        clock.passes(seconds)
    assert waits == [timedelta(seconds=seconds) for seconds in (3, 6, 12)]
    clock.passes(0.1)
    await bot.send_message(nadia.id, "x")
    assert len(telegram.messages(nadia)) == 1


async def test_a_flood_may_come_more_than_once(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User, clock: Clock
) -> None:
    telegram.fail("sendMessage", nadia, fault=Flood(3), times=2)
    for _ in range(2):
        with pytest.raises(RetryAfter):
            await bot.send_message(nadia.id, "x")
        clock.passes(3)
    await bot.send_message(nadia.id, "x")


async def test_a_late_answer_is_still_an_answer_unless_nobody_waits_for_it(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    telegram.fail("sendMessage", fault=Late(0.01))
    assert (await bot.send_message(nadia.id, "slow")).text == "slow"
    telegram.fail("sendMessage", fault=Late(30))
    with pytest.raises(TimedOut):
        await bot.send_message(nadia.id, "slower", read_timeout=20)
    assert [sent.text for sent in telegram.messages(nadia)] == ["slow", "slower"]


async def test_an_update_whose_delivery_was_cut_comes_again(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    telegram.says(nadia, "hello")
    telegram.fail("getUpdates", fault=CUT_AFTER)
    with pytest.raises(NetworkError):
        await bot.get_updates(timeout=0)
    assert len(await bot.get_updates(timeout=0)) == 1


# -- the rate limit ------------------------------------------------------------------------


async def test_a_chat_takes_one_message_a_second(clock: Clock) -> None:
    telegram = FakeTelegram(clock, rate_limit=True)
    nadia = telegram.user("Nadia")
    telegram.says(nadia, "hello")
    bot = bot_on(telegram)
    for _ in range(3):
        await bot.send_message(nadia.id, "paced")
        clock.passes(1)
    await bot.send_message(nadia.id, "paced")
    for wait in (1, 2):
        with pytest.raises(RetryAfter, match=f"0:00:0{wait}"):
            await bot.send_message(nadia.id, "too soon")
    clock.passes(2)
    await bot.send_message(nadia.id, "waited")
    assert len(telegram.messages(nadia)) == 5


async def test_all_chats_together_take_thirty_messages_a_second(clock: Clock) -> None:
    telegram = FakeTelegram(clock, rate_limit=True)
    people = [telegram.user(f"Person {number}") for number in range(31)]
    for person in people:
        telegram.says(person, "hello")
    bot = bot_on(telegram)
    for person in people[:30]:
        await bot.send_message(person.id, "x")
    with pytest.raises(RetryAfter):
        await bot.send_message(people[30].id, "x")
    clock.passes(1)
    await bot.send_message(people[30].id, "x")


async def test_a_group_takes_twenty_messages_a_minute(clock: Clock) -> None:
    telegram = FakeTelegram(clock, rate_limit=True)
    group = telegram.group("Trainers", telegram.user("Nadia"))
    bot = bot_on(telegram)
    for _ in range(20):
        await bot.send_message(group.id, "x")
        clock.passes(2)
    with pytest.raises(RetryAfter, match="0:00:20"):
        await bot.send_message(group.id, "x")


async def test_a_file_is_fetched_by_its_name_and_sent_again_only_as_what_it_is(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    telegram.sends_photo(nadia, content=b"\xff\xd8\xff one")
    file = await bot.get_file("file-1")
    assert bytes(await file.download_as_bytearray()) == b"\xff\xd8\xff one"
    assert (await bot.send_photo(nadia.id, "file-1")).photo
    with pytest.raises(BadRequest, match="of type photo as document"):
        await bot.send_document(nadia.id, "file-1")
    with pytest.raises(BadRequest, match="rong file_id"):
        await bot.get_file("file-9")
    telegram.sends_document(nadia, content=b"x" * (20 * 2**20 + 1))
    with pytest.raises(BadRequest, match="ile is too big"):
        await bot.get_file("file-2")


async def test_a_caption_is_edited_and_only_under_a_file(
    telegram: FakeTelegram, bot: ExtBot[None], nadia: User
) -> None:
    telegram.says(nadia, "hello")
    plain = await bot.send_message(nadia.id, "words")
    with pytest.raises(BadRequest, match="no caption"):
        await bot.edit_message_caption(nadia.id, plain.message_id, caption="x")
    file = await bot.send_document(nadia.id, b"content", caption="before")
    await bot.edit_message_caption(nadia.id, file.message_id, caption="after")
    assert telegram.last(nadia).text == "after"
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_caption(nadia.id, file.message_id, caption="after")
    with pytest.raises(BadRequest, match="aption is too long"):
        await bot.edit_message_caption(nadia.id, file.message_id, caption="x" * 1025)
