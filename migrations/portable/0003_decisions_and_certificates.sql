-- +goose Up
CREATE TABLE decision_files (
  id             TEXT PRIMARY KEY,
  version        BIGINT NOT NULL,
  no             TEXT NOT NULL,
  kind           TEXT NOT NULL,
  programme_id   TEXT NOT NULL REFERENCES programmes (id),
  client_id      TEXT NOT NULL REFERENCES clients (id),
  contract_id    TEXT NOT NULL REFERENCES contracts (id),
  certificate_id TEXT,
  state          TEXT NOT NULL,
  due_on         TEXT NOT NULL,
  opened_at      TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX decision_files_no ON decision_files (no);
CREATE INDEX decision_files_programme ON decision_files (programme_id);
CREATE TABLE file_audits (
  file_id     TEXT NOT NULL REFERENCES decision_files (id),
  audit_id    TEXT NOT NULL REFERENCES audits (id),
  ordinal     BIGINT NOT NULL,
  PRIMARY KEY (file_id, audit_id)
);
CREATE INDEX file_audits_audit ON file_audits (audit_id);
-- Independence by key: a person is on one side of a file, for good. The second
-- insert collides, whichever path it comes from.
CREATE TABLE file_sides (
  file_id     TEXT NOT NULL REFERENCES decision_files (id),
  person_id   TEXT NOT NULL REFERENCES persons (id),
  side        TEXT NOT NULL CHECK (side IN ('audit', 'decision')),
  why         TEXT NOT NULL,
  PRIMARY KEY (file_id, person_id)
);
CREATE TABLE decisions (
  id              TEXT PRIMARY KEY,
  file_id         TEXT NOT NULL REFERENCES decision_files (id),
  file_version    BIGINT NOT NULL,
  client_id       TEXT NOT NULL REFERENCES clients (id),
  programme_id    TEXT NOT NULL REFERENCES programmes (id),
  outcome         TEXT NOT NULL,
  decided_by      TEXT NOT NULL REFERENCES persons (id),
  decided_by_name TEXT NOT NULL,
  decided_on      TEXT NOT NULL,
  decided_at      TIMESTAMP NOT NULL,
  meaning         TEXT NOT NULL,
  reasons         TEXT NOT NULL,
  justification   TEXT NOT NULL,
  findings        TEXT NOT NULL,
  file_bytes      TEXT NOT NULL,
  file_hash       TEXT NOT NULL,
  signature       TEXT NOT NULL,
  key_id          TEXT NOT NULL
);
CREATE UNIQUE INDEX decisions_one_per_file ON decisions (file_id);
CREATE TABLE certificates (
  id                TEXT PRIMARY KEY,
  version           BIGINT NOT NULL,
  no                TEXT NOT NULL,
  client_id         TEXT NOT NULL REFERENCES clients (id),
  contract_id       TEXT NOT NULL REFERENCES contracts (id),
  programme_id      TEXT NOT NULL REFERENCES programmes (id),
  scheme_id         TEXT NOT NULL,
  state             TEXT NOT NULL,
  state_since       TEXT NOT NULL,
  original_decision TEXT NOT NULL,
  decision          TEXT NOT NULL,
  effective         TEXT NOT NULL,
  expiry            TEXT NOT NULL,
  revision          BIGINT NOT NULL,
  check_code        TEXT NOT NULL,
  imported          BOOLEAN NOT NULL,
  CHECK (effective >= decision),
  CHECK (expiry >= decision)
);
CREATE UNIQUE INDEX certificates_no ON certificates (no);
CREATE UNIQUE INDEX certificates_one_live ON certificates (contract_id) WHERE state IN ('draft', 'valid', 'suspended');
CREATE INDEX certificates_client ON certificates (client_id);
CREATE INDEX certificates_programme ON certificates (programme_id);
CREATE INDEX certificates_expiry ON certificates (state, expiry);
CREATE TABLE certificate_revisions (
  id             TEXT PRIMARY KEY,
  certificate_id TEXT NOT NULL REFERENCES certificates (id),
  number         BIGINT NOT NULL,
  decision_id    TEXT NOT NULL REFERENCES decisions (id),
  document       TEXT NOT NULL,
  content_hash   TEXT NOT NULL,
  file_hash      TEXT NOT NULL,
  issued_at      TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX certificate_revisions_number ON certificate_revisions (certificate_id, number);
CREATE INDEX certificate_revisions_file ON certificate_revisions (file_hash);
CREATE TABLE certificate_changes (
  id             TEXT PRIMARY KEY,
  certificate_id TEXT NOT NULL REFERENCES certificates (id),
  from_state     TEXT NOT NULL,
  to_state       TEXT NOT NULL,
  on_day         TEXT NOT NULL,
  at             TIMESTAMP NOT NULL,
  decision_id    TEXT NOT NULL,
  why            TEXT NOT NULL
);
CREATE INDEX certificate_changes_certificate ON certificate_changes (certificate_id, at);
CREATE TABLE files (
  hash        TEXT PRIMARY KEY,
  media_type  TEXT NOT NULL,
  content     BYTEA NOT NULL
);

-- +goose Down
DROP TABLE files;
DROP TABLE certificate_changes;
DROP TABLE certificate_revisions;
DROP TABLE certificates;
DROP TABLE decisions;
DROP TABLE file_sides;
DROP TABLE file_audits;
DROP TABLE decision_files;
