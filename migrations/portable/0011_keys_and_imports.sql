-- +goose Up
-- When a running import last said that it lives: one that fell silent ended with its process.
ALTER TABLE import_runs ADD COLUMN seen_at TIMESTAMP;
-- How far the write of a key has come; an answer is kept only at the end.
ALTER TABLE answers ADD COLUMN state TEXT NOT NULL DEFAULT 'answered' CHECK (state IN ('running', 'effected', 'answered'));
CREATE INDEX answers_at ON answers (at);

-- +goose Down
DROP INDEX answers_at;
ALTER TABLE answers DROP COLUMN state;
ALTER TABLE import_runs DROP COLUMN seen_at;
