"""The record of who did what: it only grows, and every change of it shows."""

import asyncio
import json
import os
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.core.audit import Act, AuditRow, first_broken
from bot.core.inviting import Offer
from bot.core.people import Person, Right, Role
from bot.settings import Settings
from bot.store.audit import Audit
from bot.store.database import opened
from bot.store.invites import Invites
from bot.store.people import LastManagerError, People
from bot.store.retention import Retention
from tests.conftest import NOW

Said = pytest.CaptureFixture[str]


@pytest.fixture
async def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database in which a good deal has happened, closed again."""
    monkeypatch.setenv("PRACTICE_GUIDE_DATA", str(tmp_path))
    path = tmp_path / "practice-guide.sqlite3"
    async with opened(path) as database:
        links, people = Invites(database), People(database, frozenset({1}))
        await links.make("a", Offer(Role.MANAGER, "police", team="Secret Team"), 1, NOW)
        await links.let_in("a", Person(7), "Nadia", NOW)
        await links.make("b", Offer(uses=5), 7, NOW)
        await links.let_in("b", Person(8), "Omar", NOW)
        await people.set_grants(8, {Right.EXPORT}, 1, NOW)
        await people.set_role(7, Role.STAFF, 1, NOW)
        await people.remove(8, 1, NOW)
        await people.forgive(8, 1, NOW)
        await people.leave(7, NOW)
    return path


def spoil(path: Path, *statements: str) -> None:
    """Somebody with the file in hand, who knows to drop the triggers first."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for name in ("is_never_changed", "is_shortened_only_by_time", "only_grows_at_its_end"):
            connection.execute(f"DROP TRIGGER audit_{name}")
        for statement in statements:
            connection.execute(statement)


def test_every_act_is_a_row_in_its_order(kept: Path, capsys: Said) -> None:
    assert main(["audit"]) == 0
    rows = capsys.readouterr().out.splitlines()
    acts = [" ".join(row.split()[3:-1]) for row in rows]
    assert acts[0] == (
        "1 made a joining link link 1 agency=police expires=2026-12-01 role=manager"
    )
    assert [act.partition(" ")[0] for act in acts] == list("1778111117")
    assert "1  changed a role  person 7  after=staff before=manager" in "\n".join(rows)
    assert "1  revoked a joining link  link 2" in "\n".join(rows)


def test_no_name_and_no_typed_word_is_in_it(kept: Path, capsys: Said) -> None:
    main(["audit"])
    said = capsys.readouterr().out
    for word in ("Nadia", "Omar", "Secret"):
        assert word not in said


def test_a_whole_record_verifies_and_gives_its_last_hash(kept: Path, capsys: Said) -> None:
    assert main(["audit", "verify"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Whole: 10 rows. Last hash: ")
    last = said.split("Last hash: ")[1].partition(".")[0]
    assert main(["audit", "verify", "--known", last]) == 0
    spoil(kept, "DELETE FROM audit WHERE number = 10")
    assert main(["audit", "verify"]) == 0
    capsys.readouterr()
    assert main(["audit", "verify", "--known", last]) == 1
    assert "has been cut off" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("statement", "first"),
    [
        ("UPDATE audit SET actor = 8 WHERE number = 3", 3),
        ("UPDATE audit SET at = '2020-01-01' WHERE number = 1", 1),
        ("UPDATE audit SET detail = 'not json' WHERE number = 5", 5),
        ("UPDATE audit SET act = 'never heard of' WHERE number = 2", 2),
        ("UPDATE audit SET hash = 'x' WHERE number = 10", 10),
        ("DELETE FROM audit WHERE number = 4", 4),
        ("DELETE FROM audit WHERE number = 1", 1),
        ("INSERT INTO audit VALUES (11, 'x', 1, 'joined', 'y', '{}', 'z')", 11),
    ],
)
def test_the_first_broken_row_is_named(
    kept: Path, capsys: Said, statement: str, first: int
) -> None:
    spoil(kept, statement)
    assert main(["audit", "verify"]) == 1
    assert capsys.readouterr().out.startswith(f"Row {first} has been tampered with")
    assert main(["audit"]) == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 8",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit VALUES (3, 'x', 1, 'joined', 'y', '{}', 'z')",
        "INSERT INTO audit VALUES (99, 'x', 1, 'joined', 'y', '{}', 'z')",
    ],
)
def test_the_database_itself_refuses_to_change_a_row(kept: Path, statement: str) -> None:
    with closing(sqlite3.connect(kept)) as connection, pytest.raises(sqlite3.Error, match="only"):
        connection.execute(statement)


def test_an_empty_record_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    monkeypatch.setenv("PRACTICE_GUIDE_DATA", str(tmp_path))
    assert main(["audit"]) == 0
    assert main(["audit", "verify"]) == 0
    assert capsys.readouterr().out == (
        "Nothing has been written down yet.\nWhole: 0 rows. Last hash: none. Keep it elsewhere:"
        " with it, `audit verify --known HASH` also shows whether the end was cut off.\n"
    )


async def test_an_act_undone_leaves_no_row_and_none_is_lost_in_a_race(tmp_path: Path) -> None:
    async with opened(tmp_path / "a.sqlite3") as database:
        links, people = Invites(database), People(database)
        await links.make("a", Offer(Role.MANAGER), 1, NOW)
        await links.let_in("a", Person(7), "", NOW)
        with pytest.raises(LastManagerError):
            await people.leave(7, NOW)
        assert [row.act for row in await Audit(database).rows()] == [Act.INVITE_MADE, Act.JOINED]
        await asyncio.gather(*(links.make(f"m{n}", Offer(), 1, NOW) for n in range(20)))
        rows = await Audit(database).rows()
        assert len(rows) == 22
        assert first_broken(rows) is None


SIX_YEARS = timedelta(days=Settings().keep["audit"])
LATER = NOW + timedelta(days=100)


async def aged(path: Path) -> list[AuditRow]:
    """Two old acts, two young ones, and the purge that comes when the old are past their time."""
    async with opened(path) as database:
        links = Invites(database)
        for name, at in (("a", NOW), ("b", NOW), ("c", LATER), ("d", LATER)):
            await links.make(name, Offer(), 1, at)
        done = await Retention(database, Settings().keep).purge(
            NOW + SIX_YEARS + timedelta(days=1)
        )
        assert done.counts["audit"] == 2
        return await Audit(database).rows()


async def test_after_its_time_a_row_goes_and_the_rest_still_verifies(tmp_path: Path) -> None:
    rows = await aged(tmp_path / "a.sqlite3")
    assert [row.number for row in rows] == [3, 4, 5]
    assert (rows[-1].act, rows[-1].actor) == (Act.AUDIT_PURGED, 0)
    assert first_broken(rows) is None
    assert first_broken(rows[1:]) == 1
    assert first_broken(rows[:-1]) == 1


async def test_nothing_is_purged_only_to_write_down_a_purge(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    await aged(path)
    async with opened(path) as database:
        retention = Retention(database, Settings().keep)
        await retention.purge(LATER + SIX_YEARS + timedelta(days=1))
        rows = await Audit(database).rows()
        assert [row.act for row in rows] == [Act.AUDIT_PURGED] * 2
        assert first_broken(rows) is None
        done = await retention.purge(NOW + 3 * SIX_YEARS)
        assert done.counts["audit"] == 0
        assert await Audit(database).rows() == rows
        await Invites(database).make("e", Offer(), 1, NOW + 3 * SIX_YEARS)
        assert first_broken(await Audit(database).rows()) is None


async def test_verify_says_what_was_erased_and_still_knows_its_last_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    monkeypatch.setenv("PRACTICE_GUIDE_DATA", str(tmp_path))
    path = tmp_path / "practice-guide.sqlite3"
    rows = await aged(path)
    kept = json.loads(rows[-1].detail)["hash"]

    def verify(*known: str) -> tuple[int, str]:
        with ThreadPoolExecutor() as aside:  # this one has a loop of its own
            code = aside.submit(main, ["audit", "verify", *known]).result()
        return code, capsys.readouterr().out

    code, said = verify()
    assert code == 0
    assert said.startswith("Whole: 3 rows.")
    assert "Rows 1 to 2 were past their time and are erased" in said
    assert verify("--known", kept)[0] == 0
    assert verify("--known", "0" * 64)[0] == 1
    spoil(path, "DELETE FROM audit WHERE number = 3")
    assert verify() == (1, verify()[1])
    assert "Row 1 has been tampered with" in verify()[1]


async def test_only_what_a_row_of_the_record_gives_up_may_be_deleted(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    await aged(path)
    for number in (3, 5):
        with closing(sqlite3.connect(path)) as copy, pytest.raises(sqlite3.Error, match="only"):
            copy.execute("DELETE FROM audit WHERE number = ?", (number,))


async def test_a_backup_loses_the_same_rows_and_verifies(tmp_path: Path) -> None:
    path, backup = tmp_path / "a.sqlite3", tmp_path / "a.v9.bak"
    async with opened(path) as database:
        for name, at in (("a", NOW), ("b", LATER)):
            await Invites(database).make(name, Offer(), 1, at)
    shutil.copy(path, backup)
    young = (NOW + SIX_YEARS).timestamp()
    os.utime(backup, (young, young))
    async with opened(path) as database:
        await Retention(database, Settings().keep).purge(NOW + SIX_YEARS + timedelta(hours=1))
    assert backup.stat().st_mtime == young
    async with opened(backup) as database:
        rows = await Audit(database).rows()
    assert [row.number for row in rows] == [2, 3]
    assert first_broken(rows) is None
    with closing(sqlite3.connect(backup)) as copy, pytest.raises(sqlite3.Error, match="only"):
        copy.execute("DELETE FROM audit WHERE number = 2")
