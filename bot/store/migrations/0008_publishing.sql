-- A trainer's answer to a group: checked text, from the first word to publication.
CREATE TABLE answers (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id     INTEGER NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
    written_by   INTEGER NOT NULL,       -- Telegram's id of the trainer
    written_at   TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('draft', 'waiting', 'published', 'replaced')),
    title        TEXT NOT NULL,
    text         TEXT NOT NULL,
    cites        TEXT NOT NULL,          -- JSON list of passages
    act          TEXT CHECK (act IN ('entry', 'phrasing', 'change', 'gap', 'told', 'aside')),
    target       TEXT,                   -- the entry or gap that it became or joined
    base         TEXT,                   -- hash of the target as it was when it was previewed
    published_by INTEGER,
    published_at TEXT
) STRICT;
CREATE INDEX answers_by_group ON answers (group_id, state);

-- Every change of a knowledge file made in chat, for good.  `applied` is 0 until the file is there.
CREATE TABLE entry_history (
    id      INTEGER PRIMARY KEY,
    entry   TEXT NOT NULL,
    at      TEXT NOT NULL,
    made_by INTEGER NOT NULL,            -- Telegram's id, as in the audit
    act     TEXT NOT NULL,
    path    TEXT NOT NULL,               -- of the file, below the folder of knowledge
    before  TEXT,                        -- the published file before; NULL: there was none
    after   TEXT,                        -- NULL: the file is taken away
    applied INTEGER NOT NULL CHECK (applied IN (0, 1))
) STRICT;

-- Who is to hear of an answer, one row each, marked just before and just after it is sent.
CREATE TABLE tellings (
    id      INTEGER PRIMARY KEY,
    answer  INTEGER NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
    chat_id INTEGER NOT NULL,
    state   TEXT NOT NULL CHECK (
        state IN ('pending', 'sending', 'sent', 'blocked', 'gone', 'paused', 'failed')
    ),
    made_at TEXT NOT NULL,
    helped  TEXT CHECK (helped IN ('yes', 'no')),
    UNIQUE (answer, chat_id)
) STRICT;
CREATE INDEX tellings_by_state ON tellings (state);
