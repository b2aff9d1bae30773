-- +goose Up
CREATE TABLE declarations (
  id        TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES persons (id),
  on_day    TEXT NOT NULL,
  signed_by TEXT NOT NULL,
  text      TEXT NOT NULL,
  links     TEXT NOT NULL,
  evidence  TEXT NOT NULL
);
CREATE INDEX declarations_person ON declarations (person_id, on_day);

-- +goose Down
DROP TABLE declarations;
