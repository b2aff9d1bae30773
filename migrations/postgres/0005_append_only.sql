-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
-- +goose StatementEnd
CREATE TRIGGER decisions_frozen BEFORE UPDATE OR DELETE ON decisions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decisions_no_truncate BEFORE TRUNCATE ON decisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_entries_frozen BEFORE UPDATE OR DELETE ON ledger_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_entries_no_truncate BEFORE TRUNCATE ON ledger_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_heads_frozen BEFORE UPDATE OR DELETE ON ledger_heads FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_heads_no_truncate BEFORE TRUNCATE ON ledger_heads FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER file_sides_frozen BEFORE UPDATE OR DELETE ON file_sides FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER file_sides_no_truncate BEFORE TRUNCATE ON file_sides FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER certificate_changes_frozen BEFORE UPDATE OR DELETE ON certificate_changes FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER certificate_changes_no_truncate BEFORE TRUNCATE ON certificate_changes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- A revision is frozen but for the hash of its file, which is set once.
CREATE TRIGGER certificate_revisions_frozen BEFORE UPDATE ON certificate_revisions FOR EACH ROW
WHEN (OLD.file_hash <> '' OR NEW.document <> OLD.document OR NEW.content_hash <> OLD.content_hash
  OR NEW.number <> OLD.number OR NEW.certificate_id <> OLD.certificate_id OR NEW.decision_id <> OLD.decision_id)
EXECUTE FUNCTION refuse_change();
CREATE TRIGGER certificate_revisions_no_delete BEFORE DELETE ON certificate_revisions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER certificate_revisions_no_truncate BEFORE TRUNCATE ON certificate_revisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TRIGGER certificate_revisions_no_truncate ON certificate_revisions;
DROP TRIGGER certificate_revisions_no_delete ON certificate_revisions;
DROP TRIGGER certificate_revisions_frozen ON certificate_revisions;
DROP TRIGGER certificate_changes_no_truncate ON certificate_changes;
DROP TRIGGER certificate_changes_frozen ON certificate_changes;
DROP TRIGGER file_sides_no_truncate ON file_sides;
DROP TRIGGER file_sides_frozen ON file_sides;
DROP TRIGGER ledger_heads_no_truncate ON ledger_heads;
DROP TRIGGER ledger_heads_frozen ON ledger_heads;
DROP TRIGGER ledger_entries_no_truncate ON ledger_entries;
DROP TRIGGER ledger_entries_frozen ON ledger_entries;
DROP TRIGGER decisions_no_truncate ON decisions;
DROP TRIGGER decisions_frozen ON decisions;
DROP FUNCTION refuse_change();
