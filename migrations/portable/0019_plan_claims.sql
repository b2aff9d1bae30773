-- +goose Up
-- An audit that an open search or proposal may place or move. The key is the promise that no two of them do;
-- a row goes with the reason for it. What was begun before takes its rows when a worker takes it.
CREATE TABLE plan_claims (
  audit_id    TEXT PRIMARY KEY REFERENCES audits (id),
  run_id      TEXT NOT NULL REFERENCES plan_runs (id)
);
CREATE INDEX plan_claims_run ON plan_claims (run_id);
-- Several periods may be planned at a time.
DROP INDEX plan_runs_one;

-- +goose Down
CREATE UNIQUE INDEX plan_runs_one ON plan_runs (kind) WHERE kind = 'period' AND state IN ('waiting', 'running');
DROP TABLE plan_claims;
