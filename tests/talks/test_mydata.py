"""What is held of somebody: shown in plain words, and erased when they say so."""

from tests.fake_telegram import User
from tests.talks.conftest import Talk


async def test_who_has_asked_nothing_is_told_that_nothing_is_held(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    heard = await talk.says(nadia, "/mydata")
    assert heard.text.startswith("I hold nothing of you.")
    assert heard.buttons == []
    assert "Telegram keeps this chat itself" in heard.text


async def fills(talk: Talk, nadia: User) -> None:
    """Nadia reads, begins a procedure, sends one question and keeps another back."""
    await talk.says(nadia, "how much are train tickets now")
    await talk.taps(nadia, "Send")
    await talk.says(nadia, "what is the best pizza in town")
    await talk.says(nadia, "/guides")
    await talk.taps(nadia, talk.labels(nadia)[0])
    await talk.says(nadia, "what is a VOO")


async def test_all_of_it_is_shown_in_plain_words(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    await fills(talk, nadia)
    heard = await talk.says(nadia, "/mydata")
    assert heard.text.startswith("This is all that I hold of you.")
    assert '- Tuesday 24 November 2026: "how much are train tickets now"' in heard.text
    assert '"what is the best pizza in town"' in heard.text
    assert "Procedures you are going through, as marks and dates: 1" in heard.text
    assert (
        "- Tuesday 24 November 2026: What a VOO is, who applies and to which court" in heard.text
    )
    omar = talk.person("Omar")
    assert (await talk.says(omar, "/mydata")).text.startswith("I hold nothing of you.")


async def test_erased_only_after_asking_back_and_then_wholly(talk: Talk) -> None:
    nadia = talk.person("Nadia")
    pizza = await talk.says(nadia, "what is the best curry in town")
    await fills(talk, nadia)
    await talk.says(nadia, "/mydata")
    heard = await talk.taps(nadia, "Erase it all")
    assert heard.text.startswith("Erase all that I hold of you?")
    await talk.taps(nadia, "Keep it")
    assert heard.text == "Nothing was erased."
    assert len(await talk.rows("drafts")) == 3
    await talk.says(nadia, "/mydata")
    await talk.taps(nadia, "Erase it all")
    heard = await talk.taps(nadia, "Yes, erase it all")
    assert "stays as words without names, and nothing links it to you" in heard.text
    for table in ("drafts", "askers", "talks", "guides"):
        assert await talk.rows(table) == []
    assert [row["text"] for row in await talk.log()] == ["how much are train tickets now"]
    await talk.taps(nadia, "Send", pizza)
    assert talk.toast() == "I no longer keep that one. Please ask again."
    assert (await talk.says(nadia, "/mydata")).text.startswith("I hold nothing of you.")


async def test_what_is_held_of_somebody_is_never_shown_in_a_group(talk: Talk) -> None:
    nadia, omar = talk.person("Nadia"), talk.person("Omar")
    team = talk.telegram.group("Team", nadia, omar)
    await talk.says(nadia, "hi")
    heard = await talk.says(nadia, f"/mydata@{talk.bots.bot.username}", group=team)
    assert heard.text.startswith("That is between the two of us.")


async def test_erasing_it_all_ends_ones_place_too(door: Talk) -> None:
    nadia = door.person("Nadia")
    await door.joins(nadia)
    heard = await door.says(nadia, "/mydata")
    assert "Your place here; until you leave or it ends: 1" in heard.text
    assert "- Tuesday 24 November 2026: Nadia, staff" in heard.text
    await door.taps(nadia, "Erase it all")
    await door.taps(nadia, "Yes, erase it all")
    async with door.database() as database:
        assert await database.rows("SELECT * FROM people") == []
        assert await database.rows("SELECT person FROM invite_uses") == [{"person": 0}]
    assert "you need a link that lets you in" in (await door.says(nadia, "/mydata")).text
