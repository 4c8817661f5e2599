"""Left in peace: answers come, and nothing that the bot begins by itself."""

from tests.talks.conftest import Talk


async def test_while_paused_answers_come_and_the_pause_is_known(talk: Talk) -> None:
    nadia, omar = talk.person("Nadia"), talk.person("Omar")
    heard = await talk.says(nadia, "/pause")
    assert heard.text.startswith("Paused. You still get an answer whenever you ask")
    pauses = talk.bots.bot_data["service"].pauses
    assert await pauses.paused(nadia.id)
    assert not await pauses.paused(omar.id)
    assert "Violent Offender Order" in (await talk.says(nadia, "what is a VOO")).text
    heard = await talk.says(nadia, "/resume")
    assert heard.text.startswith("Welcome back.")
    assert not await pauses.paused(nadia.id)
    assert (await talk.says(nadia, "/resume")).text.startswith("You had not paused")


async def test_a_pause_outlives_a_restart_and_keeps_its_day(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    await talk.says(nadia, "/pause")
    await talk.stops()
    talk.later(days=400)
    await talk.starts()
    await talk.says(nadia, "/pause")
    heard = await talk.says(nadia, "/mydata")
    assert "Your pause; until you choose /resume: 1\n- Tuesday 24 November 2026" in heard.text


async def test_a_pause_is_between_the_two(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    team = talk.telegram.group("Team", nadia)
    heard = await talk.says(nadia, f"/pause@{talk.bots.bot.username}", group=team)
    assert heard.text.startswith("That is between the two of us.")
    assert await talk.rows("pauses") == []
