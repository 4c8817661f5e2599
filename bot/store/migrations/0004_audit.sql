-- Who did what to whom, for good: rows are added and never changed.  No text that anybody typed.
CREATE TABLE audit (
    number INTEGER PRIMARY KEY,          -- from 1 without a gap
    at     TEXT NOT NULL,
    actor  INTEGER NOT NULL,             -- Telegram's id
    act    TEXT NOT NULL,
    target TEXT NOT NULL,                -- "person 7", "link 3"
    detail TEXT NOT NULL,                -- canonical JSON
    hash   TEXT NOT NULL                 -- SHA-256 of the hash before and of this row
) STRICT;

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER audit_is_never_shortened BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

-- Also against INSERT OR REPLACE, which deletes without asking the trigger above.
CREATE TRIGGER audit_only_grows_at_its_end BEFORE INSERT ON audit
WHEN NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM audit)
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
