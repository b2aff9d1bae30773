-- +goose Up
-- What became of a line of a plan, written with its booking; the run takes it up when all lines are done.
CREATE TABLE plan_notes (
  run_id      TEXT NOT NULL REFERENCES plan_runs (id),
  audit_id    TEXT NOT NULL REFERENCES audits (id),
  note        TEXT NOT NULL,
  PRIMARY KEY (run_id, audit_id)
);
-- How often lines of a run were accepted.
ALTER TABLE plan_runs ADD COLUMN accepted BIGINT NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE plan_runs DROP COLUMN accepted;
DROP TABLE plan_notes;
