-- Updates as Telegram sent them, kept before they are confirmed and erased once handled.
CREATE TABLE inbox (
    update_id   INTEGER PRIMARY KEY,
    received_at TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('open', 'replying', 'cut', 'done', 'bad')),
    body        TEXT                     -- NULL once handled
) STRICT;
CREATE INDEX inbox_by_state ON inbox (state);

-- What could not be answered, redacted before it is written.  Nothing here names a person.
CREATE TABLE questions (
    id         INTEGER PRIMARY KEY,
    asked_at   TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('offered', 'open', 'chosen')),
    kind       TEXT NOT NULL CHECK (kind IN ('unanswered', 'choices', 'none_of_these')),
    text       TEXT NOT NULL,
    near       TEXT NOT NULL,            -- JSON list of the entries that came near
    chosen     TEXT,                     -- the entry tapped among the choices
    confidence REAL NOT NULL,
    agency     TEXT
) STRICT;
CREATE INDEX questions_by_state ON questions (state, asked_at);

-- Helpful or not, by entry; who said so is not kept.
CREATE TABLE ratings (
    id       INTEGER PRIMARY KEY,
    rated_at TEXT NOT NULL,
    entry    TEXT NOT NULL,
    helpful  INTEGER NOT NULL CHECK (helpful IN (0, 1))
) STRICT;

-- The last entry shown in a chat, so that a follow-up survives a restart.  No text.
CREATE TABLE talks (
    chat_id  INTEGER PRIMARY KEY,
    entry    TEXT NOT NULL,
    shown_at TEXT NOT NULL
) STRICT;

-- How often danger was heard: a count by day, and nothing else.
CREATE TABLE urgent_counts (
    day   TEXT NOT NULL,
    kind  TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (day, kind)
) STRICT;
