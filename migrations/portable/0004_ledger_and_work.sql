-- +goose Up
CREATE TABLE ledger_entries (
  id          TEXT PRIMARY KEY,
  at          TIMESTAMP NOT NULL,
  verb        TEXT NOT NULL,
  kind        TEXT NOT NULL,
  object      TEXT NOT NULL,
  nth         BIGINT NOT NULL,
  client_id   TEXT NOT NULL,
  text        TEXT NOT NULL
);
CREATE INDEX ledger_entries_object ON ledger_entries (kind, object, nth);
-- What the sequencer has still to put into the tree.
CREATE TABLE ledger_waiting (
  entry_id    TEXT PRIMARY KEY REFERENCES ledger_entries (id)
);
-- Leaf numbers live beside the entries, which are never updated.
CREATE TABLE ledger_leaves (
  leaf        BIGINT PRIMARY KEY,
  entry_id    TEXT NOT NULL REFERENCES ledger_entries (id)
);
CREATE UNIQUE INDEX ledger_leaves_entry ON ledger_leaves (entry_id);
CREATE TABLE ledger_hashes (
  position    BIGINT PRIMARY KEY,
  hash        TEXT NOT NULL
);
CREATE TABLE ledger_heads (
  size        BIGINT PRIMARY KEY,
  root        TEXT NOT NULL,
  signed      TEXT NOT NULL,
  at          TIMESTAMP NOT NULL
);
CREATE TABLE jobs (
  id          TEXT PRIMARY KEY,
  kind        TEXT NOT NULL,
  object      TEXT NOT NULL,
  dedupe_key  TEXT NOT NULL,
  body        TEXT NOT NULL,
  due_at      TIMESTAMP NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('pending', 'done', 'failed')),
  attempt     BIGINT NOT NULL,
  failures    BIGINT NOT NULL,
  error       TEXT NOT NULL,
  created_at  TIMESTAMP NOT NULL,
  sent_at     TIMESTAMP,
  done_at     TIMESTAMP
);
CREATE UNIQUE INDEX jobs_dedupe ON jobs (dedupe_key);
CREATE INDEX jobs_due ON jobs (state, due_at);
CREATE TABLE mails (
  key         TEXT PRIMARY KEY,
  recipient   TEXT NOT NULL,
  person_id   TEXT NOT NULL,
  client_id   TEXT NOT NULL,
  subject     TEXT NOT NULL,
  text        TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'unknown', 'failed')),
  created_at  TIMESTAMP NOT NULL,
  sent_at     TIMESTAMP,
  error       TEXT NOT NULL
);
CREATE INDEX mails_created ON mails (created_at);
CREATE TABLE import_runs (
  id          TEXT PRIMARY KEY,
  dry_run     BOOLEAN NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed')),
  done        BIGINT NOT NULL,
  total       BIGINT NOT NULL,
  report      TEXT NOT NULL,
  counts      TEXT NOT NULL,
  warnings    TEXT NOT NULL,
  started_by  TEXT NOT NULL,
  started_at  TIMESTAMP NOT NULL,
  ended_at    TIMESTAMP
);
CREATE TABLE answers (
  key         TEXT NOT NULL,
  actor       TEXT NOT NULL,
  body_hash   TEXT NOT NULL,
  status      BIGINT NOT NULL,
  body        TEXT NOT NULL,
  at          TIMESTAMP NOT NULL,
  PRIMARY KEY (key, actor)
);

-- +goose Down
DROP TABLE answers;
DROP TABLE import_runs;
DROP TABLE mails;
DROP TABLE jobs;
DROP TABLE ledger_heads;
DROP TABLE ledger_hashes;
DROP TABLE ledger_leaves;
DROP TABLE ledger_waiting;
DROP TABLE ledger_entries;
