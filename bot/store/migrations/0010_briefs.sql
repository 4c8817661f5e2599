-- Learning briefs.  What one says is JSON (core.brief); to whom it goes is JSON (core.audience).
CREATE TABLE briefs (
    id            INTEGER PRIMARY KEY AUTOINCREMENT, -- stands in the first line of every copy
    state         TEXT NOT NULL CHECK (state IN (
        'draft', 'confirmed', 'sending', 'paused', 'done', 'cancelled', 'withdrawn'
    )),
    body          TEXT NOT NULL,
    audience      TEXT NOT NULL,
    again         INTEGER NOT NULL DEFAULT 1, -- an ambiguous copy: 1 send again, 0 do not repeat
    made_by       INTEGER NOT NULL,
    made_at       TEXT NOT NULL,
    confirmed_by  INTEGER,
    confirmed_at  TEXT,
    sent_by       INTEGER,
    starts_at     TEXT,                    -- not before
    every_days    INTEGER,                 -- comes round again after so many days
    round_at      TEXT,                    -- when it next does
    done_at       TEXT,
    count         INTEGER NOT NULL DEFAULT 0, -- recipients frozen at confirmation
    outside       INTEGER NOT NULL DEFAULT 0, -- listed, and not joined
    hash          TEXT NOT NULL DEFAULT '',   -- SHA-256 of the ids frozen
    version       INTEGER NOT NULL DEFAULT 1, -- counts corrections
    progress_chat INTEGER,                 -- where the one message with the progress stands
    progress_in   INTEGER
) STRICT;

-- Everybody on the list of a brief; 0 for a person means somebody whose data was erased.
CREATE TABLE recipients (
    id          INTEGER PRIMARY KEY,
    brief       INTEGER NOT NULL REFERENCES briefs (id) ON DELETE CASCADE,
    person      INTEGER NOT NULL,
    agency      TEXT,
    team        TEXT,
    area        TEXT,
    late        INTEGER NOT NULL DEFAULT 0, -- joined after the brief was confirmed
    acked_at    TEXT,
    reminders   INTEGER NOT NULL DEFAULT 0,
    reminded_at TEXT
) STRICT;
CREATE UNIQUE INDEX recipients_once ON recipients (brief, person) WHERE person != 0;
CREATE INDEX recipients_by_person ON recipients (person);

-- The queue: one row for each message that the bot begins by itself.
CREATE TABLE outbox (
    id         INTEGER PRIMARY KEY,
    brief      INTEGER NOT NULL REFERENCES briefs (id) ON DELETE CASCADE,
    recipient  INTEGER NOT NULL REFERENCES recipients (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL CHECK (kind IN (
        'brief', 'round', 'reminder', 'edit', 'corrected', 'withdrawn', 'weeks', 'months'
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
    about      INTEGER                     -- the discussion that is asked about again
) STRICT;
CREATE INDEX outbox_due ON outbox (due_at, id) WHERE state = 'pending';
CREATE INDEX outbox_under_way ON outbox (brief) WHERE state = 'sending';
CREATE INDEX outbox_by_brief ON outbox (brief, kind, state);
CREATE INDEX outbox_by_recipient ON outbox (recipient, kind);

-- The first answer to each check question.
CREATE TABLE brief_answers (
    recipient   INTEGER NOT NULL REFERENCES recipients (id) ON DELETE CASCADE,
    question    INTEGER NOT NULL,
    correct     INTEGER NOT NULL,
    answered_at TEXT NOT NULL,
    PRIMARY KEY (recipient, question)
) STRICT;

-- A team leader's record of the talk; while it is filled in, `step` is what is asked next.
CREATE TABLE discussions (
    id          INTEGER PRIMARY KEY,
    brief       INTEGER NOT NULL REFERENCES briefs (id) ON DELETE CASCADE,
    made_by     INTEGER NOT NULL,
    agency      TEXT,
    team        TEXT,
    step        TEXT NOT NULL,             -- 'saved' once it counts
    touched_at  TEXT NOT NULL,
    held_on     TEXT,
    present     INTEGER,
    reflections TEXT,
    embed       TEXT,
    plans       TEXT,
    actions     TEXT
) STRICT;
CREATE INDEX discussions_by_brief ON discussions (brief, step);
CREATE INDEX discussions_by_maker ON discussions (made_by, step);

-- Asked again after six weeks and six months: did practice change?
CREATE TABLE practice (
    discussion  INTEGER NOT NULL REFERENCES discussions (id) ON DELETE CASCADE,
    stage       TEXT NOT NULL CHECK (stage IN ('weeks', 'months')),
    answer      TEXT NOT NULL CHECK (answer IN ('yes', 'partly', 'no')),
    answered_at TEXT NOT NULL,
    PRIMARY KEY (discussion, stage)
) STRICT;
