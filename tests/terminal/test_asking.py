"""The terminal: a talk, one question, and JSON Lines by the contract."""

import io
import json
import subprocess
import sys
from typing import Any

import pytest

from bot.__main__ import main
from bot.core.answering import Answerer
from bot.core.cutting import Passage
from bot.terminal.asking import ask, ask_lines, chat
from bot.texts import say
from tests.conftest import ROOT, SHARED

KEYS = {"outcome", "entry", "text", "citations", "choices", "confidence", "logged"}


def answers(answerer: Answerer, *lines: str | bytes) -> list[dict[str, Any]]:
    out = io.StringIO()
    ask_lines(answerer, [x.encode() if isinstance(x, str) else x for x in lines], out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_question_gives_one_line_by_the_contract(answerer: Answerer) -> None:
    (row,) = answers(answerer, '{"id": "a1", "q": "what is a VOO?"}')
    assert row["id"] == "a1"
    assert set(row["reply"]) == KEYS
    assert row["reply"]["outcome"] == "answer"
    assert row["reply"]["entry"] == "term-voo"
    assert "glossary:VOO" in row["reply"]["citations"]
    assert row["reply"]["logged"] == "what is a VOO?"


def test_turns_are_one_conversation(answerer: Answerer) -> None:
    line = {"id": "t1", "turns": [{"q": "what is a VOO"}, {"q": "thanks"}, {"q": ""}]}
    (row,) = answers(answerer, json.dumps(line))
    assert [reply["outcome"] for reply in row["replies"]] == ["answer", "smalltalk", "invalid"]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("not json", None),
        ('["a list"]', None),
        ('{"id": 5}', 5),
        ('{"id": 5, "turns": "no"}', 5),
        ('{"id": 5, "turns": [{"x": 1}]}', 5),
        ('{"id": 5, "q": 7}', 5),
        (b'{"id": 5, "q": \xff\xfe}', None),
        ("[" * 50_000, None),
    ],
)
def test_a_bad_line_gets_an_error_and_the_next_is_answered(
    line: str | bytes, number: int | None, answerer: Answerer
) -> None:
    bad, good = answers(answerer, line, '{"id": 6, "q": "voo"}')
    assert bad["id"] == number
    assert bad["error"]
    assert good["reply"]["outcome"] == "answer"


def test_choices_carry_entries_with_titles_and_citations(answerer: Answerer) -> None:
    rows = answers(
        answerer, *[json.dumps({"id": 1, "q": q}) for q in ("order", "prison", "panel")]
    )
    for row in rows:
        if row["reply"]["outcome"] == "choices":
            assert 1 <= len(row["reply"]["choices"]) <= 3
            assert set(row["reply"]["choices"][0]) == {"entry", "title", "citations"}


def test_a_talk_in_the_terminal_reads_like_one(answerer: Answerer) -> None:
    out = io.StringIO()
    chat(answerer, ["hello", "what is a VOO?", "", "never read"], out)
    said = out.getvalue()
    assert "Hello. Ask me anything" in said
    assert "VOO stands for Violent Offender Order" in said
    assert said.rstrip().endswith("Goodbye.")


def test_a_number_that_is_not_on_offer_offers_them_again(answerer: Answerer, unsure: str) -> None:
    out = io.StringIO()
    chat(answerer, [unsure, "9", "0"], out)
    said = out.getvalue()
    assert said.count("Type a number to choose, or 0 for none of these.") == 2
    assert say("terminal.chosen_none") in said


def test_a_typed_locator_shows_the_passage_or_says_why_not(answerer: Answerer) -> None:
    passages = {"11.18": Passage("11 ANALYSIS", "An order came into force.")}
    out = io.StringIO()
    chat(answerer, ["11.18", "what is a VOO?", "Paragraph 1.1"], out, passages=passages)
    assert "11 ANALYSIS\n\nAn order came into force." in out.getvalue()
    assert "VOO stands for" in out.getvalue()
    assert "The report has no passage 1.1." in out.getvalue()
    out = io.StringIO()
    chat(answerer, ["11.18"], out)
    assert "I cannot show the passage itself" in out.getvalue()


def test_one_answer_shows_its_source(answerer: Answerer) -> None:
    assert "Source: Joint review BDHR/2013-14/02 (May 2017)" in ask(answerer, "what is a VOO?")


def test_the_line_of_ones_own_agency_comes_first(answerer: Answerer) -> None:
    question = "nasty texts about a man, what before filing as malicious?"
    for agency in ("police", "social-care"):
        said = ask(answerer, question, agency)
        first = said[said.index("For ") :]
        assert first.startswith(f"For {agency.replace('-', ' ')}:")
    line = json.dumps({"q": question}).encode()
    out = io.StringIO()
    ask_lines(answerer, [line], out, "social-care")
    said = json.loads(out.getvalue())["reply"]["text"]
    assert said.index("For social care:") < said.index("For police:")
    talk = io.StringIO()
    chat(answerer, [question], talk, agency="social-care")
    assert talk.getvalue().index("For social care:") < talk.getvalue().index("For police:")


def test_an_agency_nobody_knows_is_refused_with_the_list(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["ask", "--agency", "navy", "what is a VOO?"])
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert "navy" in said
    assert "social-care" in said


@pytest.mark.shared
def test_every_hostile_message_gets_a_helpful_sentence(answerer: Answerer) -> None:
    rows = (SHARED / "questions/hostile.jsonl").read_text().splitlines()
    for line in rows:
        row = json.loads(line)
        q = row.get("q", "\ufdfa" * 2000)
        (answer,) = answers(answerer, json.dumps({"id": 1, "q": q}))
        assert 0 < len(answer["reply"]["text"].strip()) <= 4096


def test_asking_does_not_import_telegram() -> None:
    code = "import sys, bot.__main__, bot.terminal.asking, bot.flows.opening; " + (
        "sys.exit(any(name.partition('.')[0] == 'telegram' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_no_question_at_all_is_one_clear_sentence() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert 'Ask what? For example: practice-guide ask "what is a VOO?"' in done.stderr
