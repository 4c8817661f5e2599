-- Questions that are alike, to be answered once.  A claim ends by itself after some days.
CREATE TABLE groups (
    id         INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice, for old cards name it
    made_at    TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('open', 'closed')),
    outcome    TEXT CHECK (outcome IN ('entry', 'phrasing', 'change', 'gap', 'told', 'aside')),
    reopened   INTEGER NOT NULL DEFAULT 0, -- how many said that the answer did not answer it
    closed_at  TEXT,
    claimed_by INTEGER,                  -- Telegram's id of the trainer who works on it
    claimed_at TEXT
) STRICT;

-- The same questions; now they can be closed, belong to a group, and come of a poor answer.
CREATE TABLE questions_now (
    id         INTEGER PRIMARY KEY,
    asked_at   TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('open', 'chosen', 'closed')),
    kind       TEXT NOT NULL CHECK (
        kind IN ('unanswered', 'choices', 'none_of_these', 'not_helpful')
    ),
    text       TEXT NOT NULL,
    near       TEXT NOT NULL,            -- JSON list of the entries that came near
    chosen     TEXT,                     -- the entry tapped among the choices
    confidence REAL NOT NULL,
    agency     TEXT,
    role       TEXT,
    closed_at  TEXT,
    group_id   INTEGER REFERENCES groups (id)
) STRICT;
INSERT INTO questions_now (id, asked_at, state, kind, text, near, chosen, confidence, agency,
    role, closed_at)
    SELECT id, asked_at, state, kind, text, near, chosen, confidence, agency, role, closed_at
    FROM questions;
DROP TABLE questions;
ALTER TABLE questions_now RENAME TO questions;
CREATE INDEX questions_by_state ON questions (state, asked_at);
CREATE INDEX questions_by_group ON questions (group_id);

-- Messages that showed a group to a trainer, so that a reply to one finds its group.
CREATE TABLE review_cards (
    chat_id    INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    group_id   INTEGER NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
    shown_at   TEXT NOT NULL,
    PRIMARY KEY (chat_id, message_id)
) STRICT;

-- A trainer who tapped "Answer" and whose next words are the answer.
CREATE TABLE awaited (
    chat_id  INTEGER PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
    since    TEXT NOT NULL
) STRICT;

-- How often a trainer wants to hear that something waits; without a row, weekly.
CREATE TABLE digests (
    chat_id INTEGER PRIMARY KEY,
    how     TEXT NOT NULL CHECK (how IN ('off', 'daily', 'weekly')),
    sent_on TEXT                         -- the day of the last one
) STRICT;
