-- +goose Up
-- +goose StatementBegin
CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER ledger_entries_no_update BEFORE UPDATE ON ledger_entries BEGIN SELECT RAISE(ABORT, 'ledger entries are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER ledger_entries_no_delete BEFORE DELETE ON ledger_entries BEGIN SELECT RAISE(ABORT, 'ledger entries are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER ledger_heads_no_update BEFORE UPDATE ON ledger_heads BEGIN SELECT RAISE(ABORT, 'ledger heads are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER ledger_heads_no_delete BEFORE DELETE ON ledger_heads BEGIN SELECT RAISE(ABORT, 'ledger heads are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER file_sides_no_update BEFORE UPDATE ON file_sides BEGIN SELECT RAISE(ABORT, 'sides of a file are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER file_sides_no_delete BEFORE DELETE ON file_sides BEGIN SELECT RAISE(ABORT, 'sides of a file are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER certificate_changes_no_update BEFORE UPDATE ON certificate_changes BEGIN SELECT RAISE(ABORT, 'certificate changes are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER certificate_changes_no_delete BEFORE DELETE ON certificate_changes BEGIN SELECT RAISE(ABORT, 'certificate changes are append-only'); END;
-- +goose StatementEnd
-- A revision is frozen but for the hash of its file, which is set once.
-- +goose StatementBegin
CREATE TRIGGER certificate_revisions_frozen BEFORE UPDATE ON certificate_revisions
WHEN OLD.file_hash <> '' OR NEW.document <> OLD.document OR NEW.content_hash <> OLD.content_hash
  OR NEW.number <> OLD.number OR NEW.certificate_id <> OLD.certificate_id OR NEW.decision_id <> OLD.decision_id
BEGIN SELECT RAISE(ABORT, 'certificate revisions are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER certificate_revisions_no_delete BEFORE DELETE ON certificate_revisions BEGIN SELECT RAISE(ABORT, 'certificate revisions are append-only'); END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER certificate_revisions_no_delete;
DROP TRIGGER certificate_revisions_frozen;
DROP TRIGGER certificate_changes_no_delete;
DROP TRIGGER certificate_changes_no_update;
DROP TRIGGER file_sides_no_delete;
DROP TRIGGER file_sides_no_update;
DROP TRIGGER ledger_heads_no_delete;
DROP TRIGGER ledger_heads_no_update;
DROP TRIGGER ledger_entries_no_delete;
DROP TRIGGER ledger_entries_no_update;
DROP TRIGGER decisions_no_delete;
DROP TRIGGER decisions_no_update;
