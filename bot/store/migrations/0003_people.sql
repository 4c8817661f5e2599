-- Links that let people in.  Of the secret in a link only a hash is kept.
CREATE TABLE invites (
    id         INTEGER PRIMARY KEY,
    hash       TEXT NOT NULL UNIQUE,     -- SHA-256 of the secret
    role       TEXT NOT NULL CHECK (role IN ('staff', 'trainer', 'manager')),
    agency     TEXT,
    nation     TEXT,
    team       TEXT,
    area       TEXT,
    uses       INTEGER NOT NULL CHECK (uses > 0),
    made_by    INTEGER NOT NULL,
    made_at    TEXT NOT NULL,
    expires    TEXT NOT NULL,            -- the last day on which it lets anybody in
    until      TEXT,                     -- the last day of a place got by it; NULL: no end
    revoked_at TEXT
) STRICT;

-- Who came in by which link.
CREATE TABLE invite_uses (
    id      INTEGER PRIMARY KEY,
    invite  INTEGER NOT NULL REFERENCES invites (id),
    person  INTEGER NOT NULL,
    used_at TEXT NOT NULL
) STRICT;
CREATE INDEX invite_uses_by_invite ON invite_uses (invite);

-- Somebody's place here.  A guest has chosen an agency where asking is open to all, no more.
CREATE TABLE people (
    id         INTEGER PRIMARY KEY,      -- Telegram's id
    state      TEXT NOT NULL CHECK (state IN ('guest', 'joined', 'left', 'removed')),
    role       TEXT NOT NULL DEFAULT 'staff' CHECK (role IN ('staff', 'trainer', 'manager')),
    name       TEXT NOT NULL DEFAULT '', -- as Telegram showed it at joining; empty for all others
    agency     TEXT,
    nation     TEXT,
    team       TEXT,
    area       TEXT,
    grants     TEXT NOT NULL DEFAULT '', -- rights beyond the role, by space
    joined_at  TEXT,
    until      TEXT,                     -- the last day of the place; NULL: no end
    invited_by INTEGER REFERENCES invites (id)
) STRICT;
CREATE INDEX people_by_state ON people (state);
