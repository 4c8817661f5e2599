-- The record has an end too: its oldest rows may go once a row of the chain says which and how they ended.
DROP TRIGGER audit_is_never_shortened;

CREATE TRIGGER audit_is_shortened_only_by_time BEFORE DELETE ON audit
WHEN NOT EXISTS (
    SELECT 1 FROM audit WHERE act = 'audit_purged'
    AND number > OLD.number AND json_extract(detail, '$.upto') >= OLD.number
)
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
