-- +goose Up
CREATE TABLE schemes (
  id          TEXT NOT NULL,
  version     BIGINT NOT NULL,
  active      BOOLEAN NOT NULL,
  data        TEXT NOT NULL,
  PRIMARY KEY (id, version)
);
CREATE UNIQUE INDEX schemes_one_active ON schemes (id) WHERE active;
CREATE TABLE applications (
  id               TEXT PRIMARY KEY,
  version          BIGINT NOT NULL,
  no               TEXT NOT NULL,
  client_id        TEXT NOT NULL REFERENCES clients (id),
  scheme_id        TEXT NOT NULL,
  state            TEXT NOT NULL,
  scope            TEXT NOT NULL,
  codes            TEXT NOT NULL,
  persons          BIGINT NOT NULL,
  identical_groups TEXT NOT NULL,
  site_ids         TEXT NOT NULL,
  processes        TEXT NOT NULL,
  outsourced       TEXT NOT NULL,
  legal            TEXT NOT NULL,
  consultancy      TEXT NOT NULL,
  soa_version      TEXT NOT NULL,
  factors          TEXT NOT NULL,
  submitted_at     TIMESTAMP,
  submitted_by     TEXT NOT NULL,
  review           TEXT NOT NULL,
  search           TEXT NOT NULL
);
CREATE UNIQUE INDEX applications_no ON applications (no);
CREATE INDEX applications_client ON applications (client_id);
CREATE TABLE contracts (
  id             TEXT PRIMARY KEY,
  version        BIGINT NOT NULL,
  no             TEXT NOT NULL,
  client_id      TEXT NOT NULL REFERENCES clients (id),
  application_id TEXT REFERENCES applications (id),
  scheme_id      TEXT NOT NULL,
  scheme_version BIGINT NOT NULL,
  state          TEXT NOT NULL,
  scope          TEXT NOT NULL,
  codes          TEXT NOT NULL,
  persons        BIGINT NOT NULL CHECK (persons >= 1),
  site_ids       TEXT NOT NULL,
  soa_version    TEXT NOT NULL,
  receipt        TEXT NOT NULL,
  offered_on     TEXT NOT NULL,
  signed_on      TEXT NOT NULL,
  signed_by      TEXT NOT NULL,
  FOREIGN KEY (scheme_id, scheme_version) REFERENCES schemes (id, version)
);
CREATE UNIQUE INDEX contracts_no ON contracts (no);
CREATE UNIQUE INDEX contracts_application ON contracts (application_id) WHERE application_id IS NOT NULL;
CREATE INDEX contracts_client ON contracts (client_id);
CREATE TABLE programmes (
  id                TEXT PRIMARY KEY,
  version           BIGINT NOT NULL,
  contract_id       TEXT NOT NULL REFERENCES contracts (id),
  client_id         TEXT NOT NULL REFERENCES clients (id),
  scheme_id         TEXT NOT NULL,
  scheme_version    BIGINT NOT NULL,
  cycle             BIGINT NOT NULL CHECK (cycle >= 1),
  state             TEXT NOT NULL,
  original_decision TEXT NOT NULL,
  anchor            TEXT NOT NULL,
  expiry            TEXT NOT NULL
);
CREATE UNIQUE INDEX programmes_cycle ON programmes (contract_id, cycle);
CREATE INDEX programmes_client ON programmes (client_id);
CREATE TABLE audits (
  id            TEXT PRIMARY KEY,
  version       BIGINT NOT NULL,
  no            TEXT NOT NULL,
  client_id     TEXT NOT NULL REFERENCES clients (id),
  contract_id   TEXT NOT NULL REFERENCES contracts (id),
  scheme_id     TEXT NOT NULL,
  type          TEXT NOT NULL,
  number        BIGINT NOT NULL,
  site_id       TEXT NOT NULL REFERENCES sites (id),
  due           TEXT NOT NULL,
  earliest      TEXT NOT NULL,
  latest        TEXT NOT NULL,
  hard_limit    TEXT NOT NULL,
  earliest_rule TEXT NOT NULL,
  latest_rule   TEXT NOT NULL,
  hard_rule     TEXT NOT NULL,
  half_days     BIGINT NOT NULL,
  cover         TEXT NOT NULL,
  positions     TEXT NOT NULL,
  state         TEXT NOT NULL,
  dates         TEXT NOT NULL,
  from_day      TEXT NOT NULL,
  from_half     TEXT NOT NULL,
  to_day        TEXT NOT NULL,
  to_half       TEXT NOT NULL,
  reason        TEXT NOT NULL,
  justified     TEXT NOT NULL,
  started_on    TEXT NOT NULL,
  report_on     TEXT NOT NULL,
  report        TEXT NOT NULL,
  majors        BIGINT NOT NULL,
  minors        BIGINT NOT NULL,
  imported      BOOLEAN NOT NULL,
  changed_at    TIMESTAMP NOT NULL,
  search        TEXT NOT NULL,
  CHECK ((dates = 'open') = (from_day = ''))
);
CREATE UNIQUE INDEX audits_no ON audits (no);
CREATE INDEX audits_client ON audits (client_id);
CREATE INDEX audits_contract ON audits (contract_id);
CREATE INDEX audits_due ON audits (state, due);
CREATE INDEX audits_days ON audits (from_day, to_day);
CREATE TABLE audit_programmes (
  audit_id     TEXT NOT NULL REFERENCES audits (id),
  programme_id TEXT NOT NULL REFERENCES programmes (id),
  PRIMARY KEY (audit_id, programme_id)
);
CREATE INDEX audit_programmes_programme ON audit_programmes (programme_id);
CREATE TABLE bookings (
  audit_id    TEXT NOT NULL REFERENCES audits (id),
  position_id TEXT NOT NULL,
  role        TEXT NOT NULL,
  person_id   TEXT NOT NULL REFERENCES persons (id),
  from_day    TEXT NOT NULL,
  from_half   TEXT NOT NULL,
  to_day      TEXT NOT NULL,
  to_half     TEXT NOT NULL,
  PRIMARY KEY (audit_id, position_id)
);
CREATE INDEX bookings_person ON bookings (person_id, from_day);
-- The promise against double booking: one person, one hour, once. Whoever
-- inserts second loses, whatever was checked before.
CREATE TABLE booking_slots (
  person_id   TEXT NOT NULL REFERENCES persons (id),
  hour        BIGINT NOT NULL,
  audit_id    TEXT NOT NULL REFERENCES audits (id),
  PRIMARY KEY (person_id, hour)
);
CREATE INDEX booking_slots_audit ON booking_slots (audit_id);
CREATE TABLE blocks (
  uid          TEXT PRIMARY KEY,
  audit_id     TEXT NOT NULL REFERENCES audits (id),
  ordinal      BIGINT NOT NULL,
  day          TEXT NOT NULL,
  from_half    TEXT NOT NULL,
  to_half      TEXT NOT NULL,
  sequence     BIGINT NOT NULL,
  team         TEXT NOT NULL,
  changed_at   TIMESTAMP NOT NULL,
  cancelled_at TIMESTAMP
);
CREATE UNIQUE INDEX blocks_audit ON blocks (audit_id, ordinal);
CREATE TABLE findings (
  id          TEXT PRIMARY KEY,
  version     BIGINT NOT NULL,
  no          TEXT NOT NULL,
  audit_id    TEXT NOT NULL REFERENCES audits (id),
  client_id   TEXT NOT NULL REFERENCES clients (id),
  grade       TEXT NOT NULL,
  requirement TEXT NOT NULL,
  statement   TEXT NOT NULL,
  evidence    TEXT NOT NULL,
  state       TEXT NOT NULL,
  raised_by   TEXT NOT NULL REFERENCES persons (id),
  raised_on   TEXT NOT NULL,
  answer_due  TEXT NOT NULL,
  close_by    TEXT NOT NULL,
  answer      TEXT NOT NULL,
  verdict     TEXT NOT NULL,
  search      TEXT NOT NULL
);
CREATE UNIQUE INDEX findings_no ON findings (no);
CREATE INDEX findings_audit ON findings (audit_id);

-- +goose Down
DROP TABLE findings;
DROP TABLE blocks;
DROP TABLE booking_slots;
DROP TABLE bookings;
DROP TABLE audit_programmes;
DROP TABLE audits;
DROP TABLE programmes;
DROP TABLE contracts;
DROP TABLE applications;
DROP TABLE schemes;
