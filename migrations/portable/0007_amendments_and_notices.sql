-- +goose Up
ALTER TABLE contracts ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
ALTER TABLE contracts ADD COLUMN terms_from TEXT NOT NULL DEFAULT '';
ALTER TABLE contracts ADD COLUMN ended_on TEXT NOT NULL DEFAULT '';
ALTER TABLE contracts ADD COLUMN why_ended TEXT NOT NULL DEFAULT '';
-- One offer stands at a time; one that was declined or withdrawn makes room.
DROP INDEX contracts_application;
CREATE UNIQUE INDEX contracts_application ON contracts (application_id)
  WHERE application_id IS NOT NULL AND state NOT IN ('declined', 'withdrawn');
ALTER TABLE mails ADD COLUMN attachments TEXT NOT NULL DEFAULT '[]';
CREATE TABLE notices (
  id           TEXT PRIMARY KEY,
  version      BIGINT NOT NULL,
  no           TEXT NOT NULL,
  client_id    TEXT NOT NULL REFERENCES clients (id),
  kind         TEXT NOT NULL,
  text         TEXT NOT NULL,
  persons      BIGINT NOT NULL,
  site_id      TEXT REFERENCES sites (id),
  told_by      TEXT NOT NULL,
  told_at      TIMESTAMP NOT NULL,
  meanings     TEXT NOT NULL,
  resolved     TEXT NOT NULL,
  reason       TEXT NOT NULL,
  purpose      TEXT NOT NULL,
  amendment_id TEXT NOT NULL,
  audit_id     TEXT REFERENCES audits (id),
  resolved_by  TEXT NOT NULL,
  resolved_at  TIMESTAMP,
  search       TEXT NOT NULL,
  CHECK ((resolved = '') = (resolved_at IS NULL))
);
CREATE UNIQUE INDEX notices_no ON notices (no);
CREATE INDEX notices_client ON notices (client_id);
CREATE TABLE amendments (
  id          TEXT PRIMARY KEY,
  version     BIGINT NOT NULL,
  contract_id TEXT NOT NULL REFERENCES contracts (id),
  client_id   TEXT NOT NULL REFERENCES clients (id),
  revision    BIGINT NOT NULL CHECK (revision >= 2),
  state       TEXT NOT NULL,
  why         TEXT NOT NULL,
  notice_id   TEXT REFERENCES notices (id),
  effective   TEXT NOT NULL,
  before      TEXT NOT NULL,
  after       TEXT NOT NULL,
  audits      TEXT NOT NULL,
  offered_on  TEXT NOT NULL,
  offered_by  TEXT NOT NULL,
  signed_on   TEXT NOT NULL,
  signed_by   TEXT NOT NULL,
  ended_on    TEXT NOT NULL,
  why_ended   TEXT NOT NULL
);
-- A contract has one change under way at a time, and each revision once.
CREATE UNIQUE INDEX amendments_under_way ON amendments (contract_id) WHERE state IN ('offered', 'accepted');
CREATE UNIQUE INDEX amendments_revision ON amendments (contract_id, revision) WHERE state NOT IN ('declined', 'withdrawn');

-- +goose Down
DROP TABLE amendments;
DROP TABLE notices;
ALTER TABLE mails DROP COLUMN attachments;
DROP INDEX contracts_application;
CREATE UNIQUE INDEX contracts_application ON contracts (application_id) WHERE application_id IS NOT NULL;
ALTER TABLE contracts DROP COLUMN why_ended;
ALTER TABLE contracts DROP COLUMN ended_on;
ALTER TABLE contracts DROP COLUMN terms_from;
ALTER TABLE contracts DROP COLUMN revision;
