"""Everything has an end, and what has ended is nowhere on the disk."""

import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.core.audit import Act
from bot.core.brief import Brief
from bot.core.people import Person
from bot.core.privacy import Redacted
from bot.settings import Settings, SettingsError, read
from bot.store import audit
from bot.store.briefs import Briefs
from bot.store.database import Database, opened
from bot.store.drafts import Drafts
from bot.store.evidence import Evidence
from bot.store.guides import Guides
from bot.store.inbox import Inbox
from bot.store.questions import Questions
from bot.store.retention import KINDS, RULES, Purged, Retention, backups
from bot.store.talks import Talks
from bot.terminal.purging import purge
from tests.conftest import NOW

SECRET = "a-very-private-word"
KEEP = Settings().keep


async def fill(database: Database) -> None:
    """Something of every kind, all of it made now and holding the secret where it can."""
    drafts = Drafts(database)
    text = Redacted(" ".join([SECRET] * 1_000), {})  # long enough to need pages of its own
    for number in range(20):
        draft = await drafts.keep(
            Person(7), number, text, "unanswered", near=[SECRET], confidence=0.1, now=NOW
        )
        if number % 2:
            await drafts.send(draft.id)
    draft = await drafts.keep(
        Person(7), 99, text, "choices", near=[SECRET], confidence=0.1, now=NOW
    )
    await drafts.chosen(draft.id, 7, SECRET, NOW)
    questions = Questions(database)
    await questions.count("answered", "police", SECRET, NOW)
    await questions.rate(SECRET, True, NOW)
    await questions.count_urgent("emergency", NOW)
    await Talks(database).shown(7, SECRET, NOW)
    await Guides(database).begin(7, SECRET, NOW)
    await sent_brief(database)
    async with database.writing() as connection:
        await audit.note(connection, NOW, 7, Act.JOINED, audit.person(7))
    inbox = Inbox(database)
    await inbox.keep([{"update_id": n, "message": {"text": SECRET}} for n in range(9)], NOW)
    for number in range(9):
        await inbox.cut(number)


async def sent_brief(database: Database) -> None:
    """A brief that somebody has, has answered and has talked about."""
    briefs, evidence = Briefs(database), Evidence(database)
    number = await briefs.draft(Brief(title=SECRET), 7, NOW)
    kept = await briefs.find(number)
    assert kept is not None
    await briefs.confirm(number, kept, [Person(7)], 8, NOW)
    await evidence.answer(1, 0, True, NOW)
    form = await evidence.begin(number, Person(7), NOW)
    await database.write("UPDATE discussions SET step = 'saved', reflections = ?", (SECRET,))
    await evidence.changed(form.id, 7, "weeks", "yes", NOW)


async def purged(database: Database, **after: Any) -> Purged:
    return await Retention(database, KEEP).purge(NOW + timedelta(**after))


def on_disk(folder: Path) -> list[str]:
    """The files in which the secret can still be read."""
    return [path.name for path in folder.iterdir() if SECRET.encode() in path.read_bytes()]


async def test_each_kind_ends_in_its_own_time(tmp_path: Path) -> None:
    async with opened(tmp_path / "a.sqlite3") as database:
        await fill(database)
        assert set((await purged(database, hours=1)).counts.values()) == {0}
        gone = {kind: days for kind, days in KEEP.items() if days > 1}
        done = await purged(database, days=1, minutes=1)
        assert (done.counts["drafts"], done.counts["talks"], done.counts["updates"]) == (21, 1, 9)
        for kind, days in sorted(gone.items(), key=lambda one: one[1]):
            assert (await purged(database, days=days)).counts[kind] == 0, kind
            assert (await purged(database, days=days, hours=25)).counts[kind] > 0, kind


async def test_what_has_ended_is_in_no_byte_of_file_log_or_backup(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    async with opened(path) as database:
        await fill(database)
        assert "a.sqlite3-wal" in on_disk(tmp_path)
        backup = tmp_path / "a.v3.bak"
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(backup)) as copy:
            source.backup(copy)
        young = (NOW + timedelta(days=3_999)).timestamp()
        os.utime(backup, (young, young))
        assert "a.v3.bak" in on_disk(tmp_path)
        done = await purged(database, days=4_000)
        assert done.emptied
        assert backups(path) == [backup]
        assert backup.stat().st_mtime == young
        assert on_disk(tmp_path) == []
        assert (tmp_path / "a.sqlite3-wal").stat().st_size == 0


async def test_a_backup_goes_when_it_is_older_than_the_shortest_period(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    async with opened(path) as database:
        backup = tmp_path / "a.v1.bak"
        with closing(sqlite3.connect(backup)) as copy:
            copy.execute("CREATE TABLE old (x)")
        at = NOW.timestamp()
        os.utime(backup, (at, at))
        assert (await purged(database, hours=23)).backups == 0
        assert (await purged(database, hours=25)).backups == 1
        assert backups(path) == []


async def test_a_question_just_closed_is_kept_though_it_was_asked_long_ago(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path / "a.sqlite3") as database:
        await fill(database)
        closed = (NOW + timedelta(days=300)).isoformat()
        await database.write("UPDATE questions SET closed_at = ? WHERE id = 1", (closed,))
        done = await purged(database, days=400)
        assert done.counts["questions"] == 10
        assert [row["id"] for row in await database.rows("SELECT id FROM questions")] == [1]
        assert await database.rows("SELECT * FROM askers") == []


async def test_an_update_not_yet_handled_is_never_purged(tmp_path: Path) -> None:
    async with opened(tmp_path / "a.sqlite3") as database:
        await Inbox(database).keep([{"update_id": 1}], NOW)
        await purged(database, days=30)
        assert await Inbox(database).unfinished("open") == [{"update_id": 1}]


async def test_every_table_has_its_rule(tmp_path: Path) -> None:
    async with opened(tmp_path / "a.sqlite3") as database:
        rows = await database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    # Kept until their owner takes them back, or with the place they gave; the record has
    # a step of its own.
    without = {"pauses", "people", "invites", "invite_uses", "audit", "digests", "entry_history"}
    for table in {row["name"] for row in rows} - {"sqlite_sequence"} - without:
        assert any(f" {table} " in rule.erase for rule in RULES), f"{table} has no end"


def test_every_kind_has_its_setting() -> None:
    assert set(KEEP) == set(KINDS) - {"updates", "cards"}


def test_purge_in_the_terminal_counts_by_kind(settings: Settings) -> None:
    good, said = purge(settings, NOW)
    assert good
    assert said.splitlines()[0] == "questions not sent: 0"
    assert said.splitlines()[-1] == "backups deleted: 0"


@pytest.mark.parametrize("days", ["0", "-1", "for ever", "4000"])
def test_no_setting_keeps_for_ever(days: str) -> None:
    with pytest.raises(SettingsError, match="PRACTICE_GUIDE_KEEP_DRAFTS"):
        read({"PRACTICE_GUIDE_KEEP_DRAFTS": days})
