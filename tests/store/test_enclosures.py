"""The bytes that go with briefs, the queue before and after them, and their end."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from bot.settings import Settings
from bot.store.briefs import Briefs
from bot.store.database import migrate, migrations, opened
from bot.store.enclosures import Enclosures, folder
from bot.store.outbox import Outbox
from bot.store.retention import Retention
from tests.bench.outfit import BRIEF
from tests.conftest import NOW


async def test_the_queue_of_an_older_database_survives(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    migrate(path, migrations()[:10])
    with closing(sqlite3.connect(path)) as old, old:
        old.execute(
            "INSERT INTO briefs (state, body, audience, made_by, made_at)"
            " VALUES ('done', ?, '{}', 1, ?)",
            (BRIEF.model_dump_json(), NOW.isoformat()),
        )
        old.execute("INSERT INTO recipients (brief, person) VALUES (1, 5)")
        old.execute(
            "INSERT INTO outbox (brief, recipient, kind, chat_id, state, due_at, message_id)"
            " VALUES (1, 1, 'brief', 5, 'sent', ?, 77)",
            (NOW.isoformat(),),
        )
    async with opened(path) as database:
        (row,) = await Outbox(database).rows(1)
        assert (row["state"], row["message_id"], row["person"]) == ("sent", 77, 5)
        kept = await Briefs(database).find(1)
        assert kept is not None
        assert kept.file is None


async def test_bytes_end_with_their_brief(tmp_path: Path) -> None:
    async with opened(tmp_path / "a.sqlite3") as database:
        briefs, enclosures = Briefs(database), Enclosures(database)
        for content in (b"%PDF-one", b"%PDF-two"):
            number = await briefs.draft(BRIEF, 1, NOW)
            assert await enclosures.put(number, content, "pdf", None, 1, NOW)
        assert len(list(folder(database).iterdir())) == 2
        await briefs.cancel(1, 1, NOW)
        retention = Retention(database, Settings().keep)
        await retention.purge(NOW)
        (left,) = folder(database).iterdir()
        assert left.read_bytes() == b"%PDF-two"
        await retention.purge(NOW + timedelta(days=Settings().keep_briefs + 1))
        assert list(folder(database).iterdir()) == []


async def test_a_file_that_came_after_the_check_keeps_a_brief_from_being_confirmed(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path / "a.sqlite3") as database:
        briefs, enclosures = Briefs(database), Enclosures(database)
        number = await briefs.draft(BRIEF, 1, NOW)
        seen = await briefs.find(number)
        assert seen is not None
        await enclosures.put(number, b"%PDF-new", "pdf", None, 1, NOW)
        assert not await briefs.confirm(number, seen, [], 2, NOW)
        now = await briefs.find(number)
        assert now is not None
        assert await briefs.confirm(number, now, [], 2, NOW)
        assert not await enclosures.put(number, b"%PDF-late", "pdf", None, 1, NOW)
