"""Nothing goes to the trainers before whoever asked has seen it and said so."""

import pytest

from bot.chat.keeping import purge
from bot.core.answering import Answerer
from bot.settings import Settings
from tests.talks.conftest import Talk

CURRY = "what is the best curry in town, email me at nadia@example.org"
KEPT = "what is the best curry in town, email me at [email]"
TICKET = "how much are train tickets now"


async def test_nadia_sees_what_would_be_kept_and_only_her_word_sends_it(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    heard = await talk.says(nadia, CURRY)
    assert "review does not say" in heard.text
    assert f"<blockquote>{KEPT}</blockquote>" in heard.html
    assert heard.text.endswith("Send this to the trainers?")
    assert talk.labels(nadia) == ["Send", "Rephrase", "Don't send"]
    assert await talk.log() == []
    await talk.taps(nadia, "Send")
    assert talk.heard(nadia).text.startswith("Sent to the trainers.")
    assert heard.buttons == []
    (row,) = await talk.log()
    assert (row["state"], row["text"], row["role"]) == ("open", KEPT, "staff")


async def test_who_asked_is_kept_apart_from_what_was_asked(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    await talk.says(nadia, CURRY)
    await talk.taps(nadia, "Send")
    (row,) = await talk.log()
    assert str(nadia.id) not in str(row)
    assert await talk.rows("askers") == [{"question": row["id"], "chat_id": nadia.id}]


async def test_not_sent_means_that_nothing_is_kept(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    await talk.says(nadia, CURRY)
    heard = await talk.taps(nadia, "Don't send")
    assert heard.text == "Not sent, and I have kept nothing of it."
    (draft,) = await talk.rows("drafts")
    assert (draft["state"], draft["text"]) == ("dropped", None)
    assert await talk.log() == []


async def test_rephrased_the_new_words_take_the_place_of_the_old(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    first = await talk.says(nadia, CURRY)
    heard = await talk.taps(nadia, "Rephrase")
    assert heard.text.startswith("Please type it again in other words")
    heard = await talk.says(nadia, "where do people go for a good curry")
    assert "where do people go for a good curry" in heard.text
    assert first.buttons == []
    assert [row["text"] for row in await talk.rows("drafts")] == [
        None,
        "where do people go for a good curry",
    ]
    await talk.taps(nadia, "Send")
    (row,) = await talk.log()
    assert row["text"] == "where do people go for a good curry"


async def test_rephrased_well_the_answer_comes_and_nothing_waits(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    await talk.says(nadia, CURRY)
    await talk.taps(nadia, "Rephrase")
    heard = await talk.says(nadia, "what is a VOO")
    assert "Violent Offender Order" in heard.text
    assert [row["text"] for row in await talk.rows("drafts")] == [None]


@pytest.mark.parametrize("aside", ["thanks", "he's outside her flat now and he has a knife"])
async def test_thanks_or_danger_in_between_is_not_the_rephrased_question(
    talk: Talk, aside: str
) -> None:
    nadia = talk.person("Nadia")
    first = await talk.says(nadia, CURRY)
    await talk.taps(nadia, "Rephrase")
    await talk.says(nadia, aside)
    (draft,) = await talk.rows("drafts")
    assert (draft["state"], draft["text"]) == ("rephrasing", KEPT)
    talk.telegram.taps(nadia, first, "Send it as it is")
    await talk.settles()
    assert [row["text"] for row in await talk.log()] == [KEPT]


async def test_none_of_these_leads_to_the_same_question(talk: Talk, unsure: str) -> None:
    nadia = talk.person("Nadia")
    await talk.says(nadia, unsure)
    assert talk.labels(nadia)[-1] == "None of these"
    heard = await talk.taps(nadia, "None of these")
    assert heard.text.startswith("Understood, none of these.")
    assert heard.text.endswith("Send this to the trainers?")
    assert await talk.log() == []
    await talk.taps(nadia, "Send")
    (row,) = await talk.log()
    assert (row["state"], row["kind"], row["text"]) == ("open", "none_of_these", unsure)


async def test_a_choice_that_turns_out_wrong_can_still_be_asked(talk: Talk, unsure: str) -> None:
    nadia = talk.person("Nadia")
    choices = await talk.says(nadia, unsure)
    await talk.taps(nadia, choices.buttons[0][0].text)
    await talk.taps(nadia, "None of these", choices)
    assert choices.text.endswith("Send this to the trainers?")
    await talk.taps(nadia, "Send", choices)
    assert [row["state"] for row in await talk.log()] == ["chosen", "open"]


async def test_a_second_tap_sends_nothing_twice(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    first = await talk.says(nadia, CURRY)
    for label in ("Send", "Don't send", "Rephrase"):
        talk.telegram.taps(nadia, first, label)
    await talk.settles()
    assert len(await talk.log()) == 1
    assert talk.toast() == "That one has been sent."
    assert talk.heard(nadia).text.startswith("Sent to the trainers.")


async def test_two_drafts_at_once_are_decided_one_by_one(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    first = await talk.says(nadia, CURRY)
    second = await talk.says(nadia, TICKET)
    await talk.taps(nadia, "Rephrase", first)
    await talk.taps(nadia, "Rephrase", second)
    await talk.taps(nadia, "Don't send", second)
    await talk.taps(nadia, "Send it as it is", first)
    assert [row["text"] for row in await talk.log()] == [KEPT]


async def test_an_edited_question_gives_a_new_draft_and_ends_the_old(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    typed = talk.telegram.says(nadia, CURRY)
    await talk.settles()
    first = talk.heard(nadia)
    talk.telegram.edits(nadia, typed, TICKET)
    await talk.settles()
    await talk.taps(nadia, "Send", first)
    assert talk.toast() == "What you typed later has taken its place."
    assert await talk.log() == []


@pytest.mark.parametrize(
    "text", ["07700 900123 nadia@example.org", "it is 07700 900123", "NW 12 34 56 A"]
)
async def test_where_nothing_would_be_left_nothing_is_kept(talk: Talk, text: str) -> None:
    nadia = talk.person("Nadia")
    heard = await talk.says(nadia, text)
    assert "Nothing would be left of it" in heard.text
    assert "say it without names" in heard.text
    assert heard.buttons == []
    assert await talk.rows("drafts") == []


async def test_danger_names_and_small_talk_never_become_a_draft(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    for text in (
        "he's outside her flat now and he has a knife",
        "my husband hits me and I am scared to go home",
        "what is the real name of the woman",
        "hello",
        "",
    ):
        if text:
            await talk.says(nadia, text)
    assert await talk.rows("drafts") == []
    assert await talk.log() == []


async def test_a_restart_loses_no_draft(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    first = await talk.says(nadia, CURRY)
    await talk.stops()
    await talk.starts()
    await talk.taps(nadia, "Send", first)
    assert [row["text"] for row in await talk.log()] == [KEPT]


async def test_a_long_question_is_shown_whole_before_it_is_sent(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    long = "which curry & rice is open on sundays " * 100
    before = talk.count(nadia)
    await talk.says(nadia, long)
    said = talk.telegram.messages(nadia)[before:]
    shown = " ".join(message.text for message in said)
    assert shown.count("curry & rice") == 100
    assert said[-1].text.endswith("Send this to the trainers?")
    await talk.taps(nadia, "Send")
    assert [row["text"] for row in await talk.log()] == [long.strip()]


async def test_in_a_group_only_whoever_asked_decides(talk: Talk) -> None:
    nadia, omar = talk.person("Nadia"), talk.person("Omar")
    team = talk.telegram.group("Team", nadia, omar)
    first = await talk.says(nadia, f"@{talk.bots.bot.username} {TICKET}", group=team)
    talk.telegram.taps(omar, first, "Send")
    await talk.settles()
    assert "somebody else's question" in talk.heard(team).text
    assert await talk.log() == []
    talk.telegram.taps(nadia, first, "Send")
    await talk.settles()
    assert len(await talk.log()) == 1
    assert [row["chat_id"] for row in await talk.rows("askers")] == [nadia.id]


async def test_trainers_see_agency_and_role_and_never_a_name(
    settings: Settings, answerer: Answerer
) -> None:
    talk = Talk(settings, answerer)
    nadia, tess = talk.person("Nadia"), talk.person("Tess")
    talk.settings = settings.model_copy(update={"trainers": frozenset({tess.id})})
    await talk.starts()
    await talk.says(nadia, CURRY)
    assert (await talk.says(tess, "/questions")).text == "No questions are waiting."
    await talk.taps(nadia, "Send")
    await talk.says(tess, "/questions")
    heard = await talk.taps(tess, talk.labels(tess)[0])
    assert f'"{KEPT}"' in heard.text
    assert "From: agency not known (1)" in heard.text
    assert "Nadia" not in heard.text
    await talk.stops()


async def test_a_draft_that_nobody_decides_about_is_gone_the_next_day(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    first = await talk.says(nadia, CURRY)
    talk.later(hours=25)
    held = talk.bots.bot_data["service"]
    await purge(held.retention, talk.now)
    assert await talk.rows("drafts") == []
    await talk.taps(nadia, "Send", first)
    assert talk.toast() == "I no longer keep that one. Please ask again."
    assert await talk.log() == []


async def test_a_restart_erases_what_has_had_its_time(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    await talk.says(nadia, CURRY)
    await talk.stops()
    talk.later(hours=25)
    await talk.starts()
    assert await talk.rows("drafts") == []
