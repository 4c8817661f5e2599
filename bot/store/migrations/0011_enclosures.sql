-- A picture or a PDF that goes with a brief; its bytes lie in the folder enclosures/ by their hash.
CREATE TABLE enclosures (
    brief       INTEGER PRIMARY KEY REFERENCES briefs (id) ON DELETE CASCADE,
    kind        TEXT NOT NULL CHECK (kind IN ('picture', 'pdf')),
    sha256      TEXT NOT NULL,
    size        INTEGER NOT NULL,
    file_id     TEXT,                      -- what Telegram calls it, once it knows it
    enclosed_at TEXT NOT NULL
) STRICT;

-- The queue once more, with two kinds beside the others: the file itself, and taking it back.
CREATE TABLE outbox_new (
    id         INTEGER PRIMARY KEY,
    brief      INTEGER NOT NULL REFERENCES briefs (id) ON DELETE CASCADE,
    recipient  INTEGER NOT NULL REFERENCES recipients (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL CHECK (kind IN (
        'brief', 'round', 'reminder', 'edit', 'corrected', 'withdrawn', 'weeks', 'months',
        'file', 'unfile'
    )),
    chat_id    INTEGER NOT NULL,
    state      TEXT NOT NULL CHECK (
        state IN ('pending', 'sending', 'sent', 'blocked', 'failed', 'unknown')
    ),
    reason     TEXT NOT NULL DEFAULT '',
    tries      INTEGER NOT NULL DEFAULT 0,
    due_at     TEXT NOT NULL,
    begun_at   TEXT,
    done_at    TEXT,
    message_id INTEGER,
    about      INTEGER                     -- the discussion asked about, or the copy a file joins
) STRICT;
INSERT INTO outbox_new SELECT id, brief, recipient, kind, chat_id, state, reason, tries, due_at,
    begun_at, done_at, message_id, about FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_new RENAME TO outbox;
CREATE INDEX outbox_due ON outbox (due_at, id) WHERE state = 'pending';
CREATE INDEX outbox_under_way ON outbox (brief) WHERE state = 'sending';
CREATE INDEX outbox_by_brief ON outbox (brief, kind, state);
CREATE INDEX outbox_by_recipient ON outbox (recipient, kind);
