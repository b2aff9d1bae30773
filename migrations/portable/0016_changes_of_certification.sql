-- +goose Up
-- What a suspension, restoration, withdrawal or change of scope rests on; null for a file that an audit opened.
ALTER TABLE decision_files ADD COLUMN proposal TEXT NOT NULL DEFAULT 'null';
-- By when a suspension is to be resolved; none while there is none.
ALTER TABLE certificates ADD COLUMN resolve_by TEXT NOT NULL DEFAULT '';
CREATE INDEX certificates_resolve ON certificates (state, resolve_by);

-- +goose Down
DROP INDEX certificates_resolve;
ALTER TABLE certificates DROP COLUMN resolve_by;
ALTER TABLE decision_files DROP COLUMN proposal;
