"""Reading the passage behind a citation, where the report is to be had."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.answering import Answerer
from bot.settings import Settings
from tests.talks.conftest import Talk

LONG = "He said <b>no</b> & left. " * 300


@pytest.fixture
async def talk_with_report(
    settings: Settings, answerer: Answerer, tmp_path: Path
) -> AsyncIterator[Talk]:
    """A bot that has been given a report."""
    cites = {name: "In short." for entry in answerer.knowledge.entries for name in entry.cites}
    passages = {
        **cites,
        "11.16": {"text": "Senior <managers> must authorise.", "heading": "11 ANALYSIS"},
        "11.99": {"text": LONG, "heading": "11 ANALYSIS"},
    }
    (tmp_path / "passages.json").write_text(json.dumps(passages), encoding="utf-8")
    talk = Talk(settings.model_copy(update={"source": tmp_path / "passages.json"}), answerer)
    await talk.starts()
    yield talk
    await talk.stops()


async def test_a_citation_opens_to_the_passage_itself(talk_with_report: Talk) -> None:
    talk, omar = talk_with_report, talk_with_report.person("Omar")
    answer = await talk.says(omar, "who signs off a high risk transfer?")
    assert 1 <= len(answer.buttons[0]) <= 4
    assert answer.buttons[0][0].text.startswith("Read ")
    heard = await talk.taps(omar, "Read 11.16")
    assert heard.text.startswith("The review itself: 11.16")
    assert "11 ANALYSIS" in heard.text
    assert "<blockquote expandable>Senior &lt;managers&gt; must authorise." in heard.html
    assert "Source: Joint review BDHR/2013-14/02 (May 2017), 11.16" in heard.text


async def test_the_row_stays_when_an_answer_has_been_rated(talk_with_report: Talk) -> None:
    talk, omar = talk_with_report, talk_with_report.person("Omar")
    answer = await talk.says(omar, "who signs off a high risk transfer?")
    await talk.taps(omar, "Helpful")
    assert answer.buttons[0][0].text.startswith("Read ")


async def test_a_long_passage_comes_whole_in_several_messages(talk_with_report: Talk) -> None:
    talk, omar = talk_with_report, talk_with_report.person("Omar")
    await talk.says(omar, "11.99")
    said = "".join(sent.text for sent in talk.telegram.messages(omar))
    assert said.count("left.") == 300
    assert talk.count(omar) > 1


async def test_a_typed_number_that_does_not_exist_says_so(talk_with_report: Talk) -> None:
    talk = talk_with_report
    heard = await talk.says(talk.person("Omar"), "paragraph 77.7")
    assert heard.text == "The report has no passage 77.7."


async def test_without_the_report_a_citation_stays_a_reference(talk: Talk) -> None:
    omar = talk.person("Omar")
    answer = await talk.says(omar, "who signs off a high risk transfer?")
    labels = [button.text for row in answer.buttons for button in row]
    assert not any(label.startswith("Read ") for label in labels)
    heard = await talk.says(omar, "11.16")
    assert heard.text.startswith("I cannot show the passage itself")
    assert "11.16" in heard.text


async def test_a_forged_passage_button_changes_nothing(talk_with_report: Talk) -> None:
    talk, omar = talk_with_report, talk_with_report.person("Omar")
    answer = await talk.says(omar, "who signs off a high risk transfer?")
    before = talk.count(omar)
    for data in ("p:77.7", "p:../../etc/passwd", "p:"):
        await talk.taps_data(omar, answer, data)
        assert talk.telegram.answers[-1].text == "That button is out of date. Please ask again."
    assert talk.count(omar) == before
