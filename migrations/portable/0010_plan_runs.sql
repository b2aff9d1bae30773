-- +goose Up
-- A search for a plan, and what came of it. Large texts lie beside it, so that
-- asking how far it is reads a small row.
CREATE TABLE plan_runs (
  id          TEXT PRIMARY KEY,
  version     BIGINT NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('period', 'repair')),
  state       TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'cancelled', 'failed')),
  asked       TEXT NOT NULL,
  stop        BOOLEAN NOT NULL,
  begun       BIGINT NOT NULL,
  holder      BIGINT NOT NULL,
  cost        BIGINT NOT NULL,
  bound       BIGINT NOT NULL,
  left_out    BIGINT NOT NULL,
  plan_hash   TEXT NOT NULL,
  prices      TEXT NOT NULL,
  notes       TEXT NOT NULL,
  taken       TEXT NOT NULL,
  problem     TEXT NOT NULL,
  started_by  TEXT NOT NULL,
  created_at  TIMESTAMP NOT NULL,
  begun_at    TIMESTAMP,
  ended_at    TIMESTAMP
);
-- One period is planned at a time.
CREATE UNIQUE INDEX plan_runs_one ON plan_runs (kind) WHERE kind = 'period' AND state IN ('waiting', 'running');
CREATE INDEX plan_runs_created ON plan_runs (created_at);
CREATE TABLE plan_texts (
  run_id      TEXT NOT NULL REFERENCES plan_runs (id),
  name        TEXT NOT NULL CHECK (name IN ('instance', 'plan', 'names')),
  text        TEXT NOT NULL,
  PRIMARY KEY (run_id, name)
);
CREATE TABLE plan_points (
  run_id      TEXT NOT NULL REFERENCES plan_runs (id),
  n           BIGINT NOT NULL,
  ms          BIGINT NOT NULL,
  cost        BIGINT NOT NULL,
  bound       BIGINT NOT NULL,
  left_out    BIGINT NOT NULL,
  moves       BIGINT NOT NULL,
  done        BIGINT NOT NULL,
  PRIMARY KEY (run_id, n)
);

-- +goose Down
DROP TABLE plan_points;
DROP TABLE plan_texts;
DROP TABLE plan_runs;
