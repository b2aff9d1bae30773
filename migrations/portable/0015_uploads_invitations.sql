-- +goose Up
-- SHA-256 of what an import read.
ALTER TABLE import_runs ADD COLUMN hash TEXT NOT NULL DEFAULT '';
-- What a dry run read, for the import that may follow it.
CREATE TABLE import_uploads (
  run_id  TEXT PRIMARY KEY REFERENCES import_runs (id),
  user_id TEXT NOT NULL,
  content BYTEA NOT NULL,
  ends_at TIMESTAMP NOT NULL
);
CREATE INDEX import_uploads_user ON import_uploads (user_id);
CREATE INDEX import_uploads_ends ON import_uploads (ends_at);
-- An invitation to an address that has an account elsewhere: kept, and opens nothing.
ALTER TABLE users ADD COLUMN in_vain BOOLEAN NOT NULL DEFAULT FALSE;
DROP INDEX users_email;
CREATE UNIQUE INDEX users_email ON users (email) WHERE NOT in_vain;

-- +goose Down
DROP INDEX users_email;
CREATE UNIQUE INDEX users_email ON users (email);
ALTER TABLE users DROP COLUMN in_vain;
DROP TABLE import_uploads;
ALTER TABLE import_runs DROP COLUMN hash;
