"""Briefs from the terminal: the same rules, and the running bot does the sending."""

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.__main__ import main
from bot.core.people import Person
from bot.flows.board import as_xlsx, board, table
from bot.flows.brief_page import brief_page
from bot.store.briefs import Briefs
from bot.store.database import opened
from bot.store.evidence import Evidence
from bot.store.library import load
from tests.bench.outfit import BRIEF
from tests.conftest import NOW, SMALL

Said = pytest.CaptureFixture[str]
YAML = """title: Orders when supervision is ending
sections:
  What happened: His conditions would cease when his licence ended.
discuss: ["What are our key reflections?"]
check:
  - ask: Who applies?
    options: [Probation, The police]
    right: 2
    because: The police apply.
entries: [voo-criteria]
"""


@pytest.fixture
async def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings with managers 1 and 2, and twelve people who have joined."""
    for name, value in (("DATA", tmp_path), ("KNOWLEDGE", SMALL), ("MANAGERS", "1 2")):
        monkeypatch.setenv(f"PRACTICE_GUIDE_{name}", str(value))
    monkeypatch.setenv("PRACTICE_GUIDE_BRIEF_QUIET", "03:00-03:00")
    async with opened(tmp_path / "practice-guide.sqlite3") as database:
        for key in range(11, 23):
            await database.write(
                "INSERT INTO people (id, state, name, agency) VALUES (?, 'joined', ?, 'police')",
                (key, f"P{key}"),
            )
    (tmp_path / "brief.yaml").write_text(YAML)
    return tmp_path


def test_from_a_file_to_the_queue_by_two_people(home: Path, capsys: Said) -> None:
    file = str(home / "brief.yaml")
    assert main(["brief", "new", file]) == 1
    assert "--as" in capsys.readouterr().out
    assert main(["brief", "new", file, "--as", "1"]) == 0
    assert "Ready to be confirmed." in capsys.readouterr().out
    assert main(["brief", "confirm", "1", "--as", "1"]) == 1
    assert "somebody else must confirm" in capsys.readouterr().out
    assert main(["brief", "confirm", "1", "--as", "2"]) == 0
    assert main(["brief", "send", "1", "--as", "2", "--at", "tomorrow"]) == 1
    assert main(["brief", "send", "1", "--as", "2"]) == 0
    capsys.readouterr()
    assert main(["brief", "show", "1"]) == 0
    assert "still to go 14" in capsys.readouterr().out
    assert main(["brief", "cancel", "1", "--as", "2"]) == 0
    assert main(["brief", "watch", "1"]) == 0
    assert "[##############################] 14 of 14" in capsys.readouterr().out
    assert main(["brief", "export", "1", "--as", "2", "--to", str(home / "a.csv")]) == 0
    rows = list(csv.reader(io.StringIO((home / "a.csv").read_text("utf-8-sig"))))
    assert ["Listed", "14", ""] in rows
    assert main(["brief", "list"]) == 0
    assert "1: Orders when supervision is ending (cancelled)" in capsys.readouterr().out


def test_a_list_names_who_has_joined_and_counts_the_others(home: Path, capsys: Said) -> None:
    (home / "list.txt").write_text("P11\n12\nSomebody Else\n")
    main(["brief", "new", "voo-criteria", "--as", "1"])
    capsys.readouterr()
    assert main(["brief", "to", "1", "--list", str(home / "list.txt"), "--as", "1"]) == 0
    said = capsys.readouterr().out
    assert "Recipients now: 2" in said
    assert "On the list, and not joined: 1." in said


def test_what_is_not_there_is_one_sentence(home: Path, capsys: Said) -> None:
    assert main(["brief", "show", "9"]) == 1
    assert capsys.readouterr().out == "There is no brief 9.\n"
    assert main(["brief", "list"]) == 0
    assert capsys.readouterr().out == "There are no briefs yet. Make one with brief new.\n"


async def test_a_board_sees_what_was_done_and_what_was_not(home: Path) -> None:
    knowledge = load(SMALL)
    async with opened(home / "practice-guide.sqlite3") as database:
        briefs, evidence = Briefs(database), Evidence(database)
        number = await briefs.draft(BRIEF, 1, NOW)
        kept = await briefs.find(number)
        assert kept is not None
        await briefs.confirm(number, kept, [Person(key) for key in range(11, 16)], 2, NOW)
        await briefs.send(number, NOW, None, 2, NOW)
        done = await board(briefs, evidence, knowledge)
    sheet = load_workbook(io.BytesIO(as_xlsx(done))).active
    assert sheet is not None
    rows = {row[0]: row for row in sheet.iter_rows(values_only=True)}
    nothing = "Recommendation 3: prison visitors considered before release"
    assert rows[nothing][-1] == "No brief has gone out about it."
    about = rows[knowledge.by_id["voo-criteria"].title]
    assert about[1:4] == ("Brief 1", "people, each once", "5")


async def test_somebody_on_two_briefs_is_one_person_and_two_deliveries(home: Path) -> None:
    knowledge = load(SMALL)
    async with opened(home / "practice-guide.sqlite3") as database:
        briefs, evidence = Briefs(database), Evidence(database)
        for keys in (range(11, 16), range(13, 19)):
            number = await briefs.draft(BRIEF, 1, NOW)
            kept = await briefs.find(number)
            assert kept is not None
            await briefs.confirm(number, kept, [Person(key) for key in keys], 2, NOW)
            await briefs.send(number, NOW, None, 2, NOW)

        async def row() -> list[str]:
            rows = table(await board(briefs, evidence, knowledge))
            return next(each for each in rows[1:] if each[1])[1:4]

        assert await row() == ["Brief 2, Brief 1", "people, each once", "8"]
        await database.write("UPDATE recipients SET person = 0 WHERE person = 14")
        assert (await row())[1:] == [
            "deliveries; who had several briefs counts more than once",
            "11",
        ]


def test_the_page_for_the_team_leader_is_one_or_two_pages() -> None:
    content = brief_page(7, BRIEF, load(SMALL), 1)
    assert content.startswith(b"%PDF")
    assert 1 <= content.count(b"/Type /Page\n") <= 2


def test_the_board_as_pdf(home: Path, capsys: Said) -> None:
    assert main(["brief", "board", "--as", "1", "--to", str(home / "a.pdf")]) == 0
    assert (home / "a.pdf").read_bytes().startswith(b"%PDF")


def test_a_file_goes_with_a_draft_and_is_taken_off_again(home: Path, capsys: Said) -> None:
    (home / "page.pdf").write_bytes(b"%PDF-1.7 a page")
    (home / "page.txt").write_text("words")
    main(["brief", "new", str(home / "brief.yaml"), "--as", "1"])
    capsys.readouterr()
    assert main(["brief", "enclose", "1", str(home / "page.txt"), "--as", "1"]) == 1
    assert "neither a picture (JPEG or PNG) nor a PDF" in capsys.readouterr().out
    assert main(["brief", "enclose", "1", str(home / "page.pdf"), "--as", "1"]) == 0
    assert main(["brief", "show", "1"]) == 0
    assert "With it: a PDF (1 kB)." in capsys.readouterr().out
    assert main(["brief", "enclose", "1", "--as", "1"]) == 0
    capsys.readouterr()
    main(["brief", "show", "1"])
    assert "With it" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["new", "ab"], "A title has 3 to 100 characters"),
        (["new", "no-such-entry"], "There is no entry called no-such-entry."),
        (["new", "nowhere.md"], "nowhere.md: cannot be read: No such file or directory"),
        (["to", "1", "--list", "nowhere.txt"], "nowhere.txt: cannot be read"),
        (["change", "1"], "Name the file behind the number"),
        (["send", "1", "--at", "2020-01-01 10:15"], "It is still a draft."),
        (["remind", "1"], "Nobody can be reminded now."),
        (["correct", "1", "brief.yaml"], "It has changed meanwhile."),
        (["show", "x"], "There is no brief x."),
        (["show"], "Name the number of a brief"),
    ],
)
def test_each_wrong_turn_is_one_sentence(
    home: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch, given: list[str], said: str
) -> None:
    monkeypatch.chdir(home)
    main(["brief", "new", "brief.yaml", "--as", "1"])
    capsys.readouterr()
    assert main(["brief", *given, "--as", "1"]) == 1
    shown = capsys.readouterr()
    assert said in shown.out + shown.err


def test_a_draft_is_changed_and_a_past_moment_sends_nothing(home: Path, capsys: Said) -> None:
    main(["brief", "new", str(home / "brief.yaml"), "--as", "1"])
    (home / "other.yaml").write_text(YAML.replace("Orders when", "Orders once"))
    assert main(["brief", "change", "1", str(home / "other.yaml"), "--as", "1"]) == 0
    assert "Orders once supervision is ending" in capsys.readouterr().out
    main(["brief", "confirm", "1", "--as", "2"])
    assert main(["brief", "send", "1", "--as", "2", "--at", "1.1.2020 10:15"]) == 1
    assert "already past" in capsys.readouterr().out
    assert main(["brief", "send", "1", "--as", "2"]) == 0
    assert main(["brief", "unreached", "1", "--as", "2"]) == 0
    assert "- P11: still to go" in capsys.readouterr().out


def test_every_export_leaves_a_line_in_the_record(home: Path, capsys: Said) -> None:
    main(["brief", "new", str(home / "brief.yaml"), "--as", "1"])
    assert main(["brief", "export", "1", "--as", "2", "--to", str(home / "a.csv")]) == 0
    assert main(["brief", "board", "--as", "2", "--to", str(home / "b.csv")]) == 0
    assert main(["brief", "board", "--as", "2", "--to", str(home / "no" / "b.csv")]) == 1
    capsys.readouterr()
    main(["audit"])
    lines = capsys.readouterr().out.splitlines()
    assert ["exported a brief's figures" in lines[-2], "a board" in lines[-1]] == [True, True]


def test_the_fullest_brief_still_goes_on_two_pages() -> None:
    check = BRIEF.check[0].model_copy(update={"ask": "Who? " * 48, "because": "So it is. " * 17})
    full = BRIEF.model_copy(
        update={
            "title": "A very long title of a brief " * 3,
            "sections": {f"Heading {n}": "Some twenty letters. " * 42 for n in range(3)},
            "discuss": ("What follows from it? " * 10,) * 5,
            "check": (check,) * 3,
        }
    )
    content = brief_page(7, full, load(SMALL), 2)
    assert content.count(b"/Type /Page\n") == 2


def test_what_a_pdf_cannot_spell_stops_no_page() -> None:
    odd = BRIEF.model_copy(update={"title": "\u201cOrders\u201d \u2013 \u4e2d \U0001f600"})
    assert brief_page(7, odd, load(SMALL), 1).startswith(b"%PDF")


def test_what_is_planned_for_later_is_not_watched_until_then(home: Path, capsys: Said) -> None:
    main(["brief", "new", str(home / "brief.yaml"), "--as", "1"])
    main(["brief", "confirm", "1", "--as", "2"])
    assert main(["brief", "send", "1", "--as", "2", "--at", "1.12.2090 10:15"]) == 0
    capsys.readouterr()
    assert main(["brief", "watch", "1"]) == 0
    said = capsys.readouterr().out
    assert said.endswith("Planned. Next: 1 December 2090, 10:15 (Europe/London).\n")
