-- What somebody may yet send to the trainers: redacted, theirs alone, and gone within days.
CREATE TABLE drafts (
    id         INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice, for old buttons name it
    chat_id    INTEGER NOT NULL,         -- whose it is: Telegram's id of the person
    asked_in   INTEGER NOT NULL,         -- the message that asked, so that an edit takes its place
    drafted_at TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (
        state IN ('offered', 'chosen', 'asked', 'rephrasing', 'sent', 'dropped', 'replaced')
    ),
    kind       TEXT NOT NULL CHECK (kind IN ('unanswered', 'choices', 'none_of_these')),
    text       TEXT,                     -- NULL once it is decided
    near       TEXT NOT NULL,            -- JSON list of the entries that came near
    confidence REAL NOT NULL,
    agency     TEXT,
    role       TEXT NOT NULL,
    shown_in   INTEGER                   -- the message with its buttons, while it is rephrased
) STRICT;
CREATE INDEX drafts_by_owner ON drafts (chat_id, state);

-- Who asked, apart from what was asked: for telling them of an answer, and for nothing else.
CREATE TABLE askers (
    question INTEGER NOT NULL REFERENCES questions (id) ON DELETE CASCADE,
    chat_id  INTEGER NOT NULL,
    PRIMARY KEY (question, chat_id)
) STRICT;
CREATE INDEX askers_by_chat ON askers (chat_id);

ALTER TABLE questions ADD COLUMN role TEXT;
ALTER TABLE questions ADD COLUMN closed_at TEXT;

-- Nobody was asked whether these texts may be kept.
DELETE FROM questions WHERE state = 'offered';
UPDATE questions SET text = '', closed_at = asked_at WHERE state = 'chosen';

-- Old buttons carry numbers of questions: no draft may ever have one of those.
INSERT INTO sqlite_sequence (name, seq) SELECT 'drafts', coalesce(max(id), 0) FROM questions;
