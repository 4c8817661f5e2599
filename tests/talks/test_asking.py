"""Asking in chat, from the first hello to the last button."""

from bot.core.answering import Answerer
from bot.core.reply import Choices
from bot.flows.asking import Conversation
from bot.settings import Settings
from tests.talks.conftest import Talk


async def test_the_first_message_says_what_this_is_and_what_to_leave_out(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    heard = await talk.says(nadia, "/start")
    assert "Ask in your own words" in heard.text
    assert "leave out names and case details" in heard.text
    assert "not end-to-end encrypted" in heard.text
    assert "call 999" in heard.text


async def test_an_answer_says_what_it_is_and_where_it_stands(talk: Talk) -> None:
    omar = talk.person("Omar")
    heard = await talk.says(omar, "who signs off a high risk transfer?")
    assert heard.text.startswith("Who must authorise a high-risk transfer")
    assert "Senior managers must authorise it." in heard.text
    assert "Source: Joint review BDHR/2013-14/02 (May 2017)" in heard.text
    assert "11.16" in heard.text
    assert "<blockquote expandable>For probation:" in heard.html
    labels = [button.text for row in heard.buttons for button in row]
    assert "Transferring a high-risk case between areas" in labels
    assert labels[-2:] == ["Helpful", "Not helpful"]


async def test_one_tap_copies_how_to_cite_an_answer(talk: Talk) -> None:
    omar = talk.person("Omar")
    heard = await talk.says(omar, "who signs off a high risk transfer?")

    def copied() -> list[str]:
        return [button.copy for row in heard.buttons for button in row if button.copy]

    (line,) = copied()
    assert line.startswith("Joint review BDHR/2013-14/02 (May 2017), 8.6, 8.12, 11.16, app B (")
    await talk.taps(omar, "Helpful")
    assert copied() == [line]


async def test_reading_on_is_one_tap_and_no_typing(talk: Talk) -> None:
    omar = talk.person("Omar")
    await talk.says(omar, "who signs off a high risk transfer?")
    heard = await talk.taps(omar, "Transferring a high-risk case between areas")
    assert heard.text.startswith("Transferring a high-risk case between areas")
    assert "Step by step" in heard.text


async def test_helpful_is_thanked_once_and_the_buttons_go(talk: Talk) -> None:
    omar = talk.person("Omar")
    first = await talk.says(omar, "what is a VOO")
    await talk.taps(omar, "Helpful")
    assert talk.telegram.answers[-1].text == "Thank you."
    assert "Helpful" not in [button.text for row in first.buttons for button in row]


async def test_a_choice_opens_its_entry_and_is_remembered(talk: Talk, unsure: str) -> None:
    nadia = talk.person("Nadia")
    choices = await talk.says(nadia, unsure)
    label = choices.buttons[0][0].text
    heard = await talk.taps(nadia, label)
    assert heard.text.startswith(label)
    (row,) = await talk.log()
    assert (row["state"], row["text"]) == ("chosen", "")


async def test_a_follow_up_is_understood_also_after_a_restart(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    await talk.says(nadia, "transferring a high risk case between areas, what are the steps")
    await talk.stops()
    await talk.starts()
    heard = await talk.says(nadia, "and who authorises that?")
    assert "authorise" in heard.text


async def test_an_edited_question_is_answered_again(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    typed = talk.telegram.says(nadia, "what is MAPPA")
    await talk.settles()
    talk.telegram.edits(nadia, typed, "what is a VOO")
    await talk.settles()
    assert "Violent Offender Order" in talk.heard(nadia).text


async def test_browsing_needs_no_typing(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    await talk.says(nadia, "/topics")
    await talk.taps(nadia, "Words and abbreviations")
    heard = await talk.taps(nadia, "What MAPPA stands for and what it is")
    assert "Multi Agency Public Protection Arrangements" in heard.text
    await talk.says(nadia, "/glossary")
    heard = await talk.taps(nadia, "VOO")
    assert "Violent Offender Order" in heard.text


async def test_danger_gets_the_emergency_lines_and_only_a_count_is_kept(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    heard = await talk.says(nadia, "he's outside her flat now and he has a knife")
    assert heard.text.startswith("If anyone may be in danger now, call 999.")
    assert len(heard.text.splitlines()) <= 5
    assert await talk.log() == []


async def test_a_command_that_does_not_exist_gets_a_helpful_sentence(talk: Talk) -> None:
    heard = await talk.says(talk.person("Nadia"), "/broadcast everyone go home")
    assert "There is no such command" in heard.text


async def test_old_and_forged_buttons_change_nothing(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    heard = await talk.says(nadia, "what is a VOO")
    before = talk.count(nadia)
    for data in ("e:no-such-entry", "h:1:nothing", "c:1:nothing", "r:5", "x", "n:-1"):
        await talk.taps_data(nadia, heard, data)
        assert talk.toast() == "That button is out of date. Please ask again."
    for data in ("n:999", "d:s:999", "d:r:999"):
        await talk.taps_data(nadia, heard, data)
        assert talk.toast() == "I no longer keep that one. Please ask again."
    assert talk.count(nadia) == before


async def test_what_people_write_is_escaped_wherever_it_is_shown(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    for text in ("<script>alert(1)</script>", "<b>what does <i>ROSH</b> mean", "*_`[", "{0}{x}"):
        assert (await talk.says(nadia, text)).text


async def test_in_a_group_the_bot_speaks_only_when_spoken_to(talk: Talk) -> None:
    nadia, omar = talk.person("Nadia"), talk.person("Omar")
    team = talk.telegram.group("Team", nadia, omar)
    talk.telegram.says(nadia, "what is a VOO", group=team)
    await talk.settles()
    assert talk.telegram.messages(team) == []
    name = talk.bots.bot.username
    heard = await talk.says(nadia, f"@{name} what is a VOO", group=team)
    assert "Violent Offender Order" in heard.text


async def test_roles_get_their_own_menus_and_the_guard_holds_without_them(
    settings: Settings, answerer: Answerer
) -> None:
    talk = Talk(settings, answerer)
    nadia, tess, max_ = (talk.person(name) for name in ("Nadia", "Tess", "Max"))
    for each in (nadia, tess, max_):
        talk.telegram.says(each, "hi")
    talk.settings = settings.model_copy(
        update={"trainers": frozenset({tess.id}), "managers": frozenset({max_.id})}
    )
    await talk.starts()
    await talk.settles()
    assert "questions" not in talk.telegram.menu(nadia)
    assert "questions" in talk.telegram.menu(tess)
    assert "check" in talk.telegram.menu(max_)
    for command, allowed in (("/questions", {tess, max_}), ("/check", {max_})):
        for each in (nadia, tess, max_):
            heard = await talk.says(each, command)
            assert ("not open to you" in heard.text) == (each not in allowed)
    await talk.stops()


def test_a_next_message_leans_on_the_likeliest_choice(answerer: Answerer, unsure: str) -> None:
    talk = Conversation(answerer)
    offered = talk.ask(unsure)
    assert isinstance(offered, Choices)
    assert talk.context.entry == offered.options[0]


async def test_in_chat_too_choices_are_what_the_talk_is_about(
    talk: Talk, answerer: Answerer, unsure: str
) -> None:
    offered = answerer.answer(unsure)
    assert isinstance(offered, Choices)
    await talk.says(talk.person("Nadia"), unsure)
    (row,) = await talk.rows("talks")
    assert row["entry"] == offered.options[0].id
