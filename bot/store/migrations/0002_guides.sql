-- A procedure that somebody is going through: marks and dates, never a word that anybody typed.
CREATE TABLE guides (
    chat_id    INTEGER NOT NULL,
    entry      TEXT NOT NULL,
    states     TEXT NOT NULL,            -- JSON object: short name of a step -> yes or no
    dates      TEXT NOT NULL,            -- JSON object: release, licence-end or event -> date
    place      INTEGER NOT NULL,         -- the step that is shown in full
    awaiting   TEXT CHECK (awaiting IN ('release', 'licence-end', 'event')),
    finished   INTEGER NOT NULL CHECK (finished IN (0, 1)),
    message_id INTEGER,                  -- the one message that is edited
    updated_at TEXT NOT NULL,
    PRIMARY KEY (chat_id, entry)
) STRICT;
