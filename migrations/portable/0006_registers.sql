-- +goose Up
CREATE TABLE risks (
  id          TEXT PRIMARY KEY,
  version     BIGINT NOT NULL,
  no          TEXT NOT NULL,
  threat      TEXT NOT NULL,
  subject     TEXT NOT NULL,
  client_id   TEXT REFERENCES clients (id),
  person_id   TEXT REFERENCES persons (id),
  level       TEXT NOT NULL CHECK (level IN ('low', 'medium', 'high')),
  safeguards  TEXT NOT NULL,
  owner       TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  review_due  TEXT NOT NULL,
  reviewed_on TEXT NOT NULL,
  note        TEXT NOT NULL,
  search      TEXT NOT NULL
);
CREATE UNIQUE INDEX risks_no ON risks (no);
CREATE INDEX risks_due ON risks (state, review_due);
CREATE TABLE observations (
  id          TEXT PRIMARY KEY,
  person_id   TEXT NOT NULL REFERENCES persons (id),
  scheme_id   TEXT NOT NULL,
  audit_id    TEXT REFERENCES audits (id),
  on_day      TEXT NOT NULL,
  observer_id TEXT NOT NULL REFERENCES persons (id),
  outcome     TEXT NOT NULL CHECK (outcome IN ('competent', 'with_conditions', 'not_competent')),
  note        TEXT NOT NULL,
  CHECK (observer_id <> person_id)
);
CREATE INDEX observations_person ON observations (person_id, scheme_id, on_day);

-- +goose Down
DROP TABLE observations;
DROP TABLE risks;
