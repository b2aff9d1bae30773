-- +goose Up
CREATE TABLE settings (
  id          TEXT PRIMARY KEY CHECK (id = 'body'),
  version     BIGINT NOT NULL,
  text        TEXT NOT NULL
);
CREATE TABLE counters (
  name        TEXT PRIMARY KEY,
  value       BIGINT NOT NULL
);
CREATE TABLE persons (
  id          TEXT PRIMARY KEY,
  name        TEXT NOT NULL,
  email       TEXT NOT NULL,
  search      TEXT NOT NULL
);
CREATE UNIQUE INDEX persons_email ON persons (email);
CREATE TABLE auditors (
  id               TEXT PRIMARY KEY REFERENCES persons (id),
  version          BIGINT NOT NULL,
  no               TEXT NOT NULL,
  employment       TEXT NOT NULL CHECK (employment IN ('staff', 'contract')),
  home_city        TEXT NOT NULL,
  home_lat         DOUBLE PRECISION NOT NULL,
  home_lon         DOUBLE PRECISION NOT NULL,
  time_zone        TEXT NOT NULL,
  languages        TEXT NOT NULL,
  day_rate         BIGINT NOT NULL CHECK (day_rate >= 0),
  days_per_week    BIGINT NOT NULL CHECK (days_per_week BETWEEN 1 AND 7),
  holiday_calendar TEXT NOT NULL,
  active           BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX auditors_no ON auditors (no);
CREATE TABLE authorisations (
  id          TEXT PRIMARY KEY,
  version     BIGINT NOT NULL,
  person_id   TEXT NOT NULL REFERENCES persons (id),
  scheme_id   TEXT NOT NULL,
  role        TEXT NOT NULL,
  code        TEXT NOT NULL,
  valid_from  TEXT NOT NULL,
  valid_to    TEXT NOT NULL,
  evidence    TEXT NOT NULL
);
CREATE INDEX authorisations_person ON authorisations (person_id);
CREATE TABLE absences (
  id          TEXT PRIMARY KEY,
  person_id   TEXT NOT NULL REFERENCES persons (id),
  from_day    TEXT NOT NULL,
  to_day      TEXT NOT NULL,
  half        TEXT NOT NULL CHECK (half IN ('', 'am', 'pm')),
  why         TEXT NOT NULL,
  CHECK (to_day >= from_day)
);
CREATE INDEX absences_person ON absences (person_id);
CREATE TABLE holidays (
  calendar    TEXT NOT NULL,
  day         TEXT NOT NULL,
  name        TEXT NOT NULL,
  PRIMARY KEY (calendar, day)
);
CREATE TABLE clients (
  id               TEXT PRIMARY KEY,
  version          BIGINT NOT NULL,
  no               TEXT NOT NULL,
  legal_name       TEXT NOT NULL,
  trading_name     TEXT NOT NULL,
  country          TEXT NOT NULL,
  vat_no           TEXT NOT NULL,
  contact_name     TEXT NOT NULL,
  contact_email    TEXT NOT NULL,
  language         TEXT NOT NULL,
  register_consent BOOLEAN NOT NULL,
  created_at       TIMESTAMP NOT NULL,
  search           TEXT NOT NULL
);
CREATE UNIQUE INDEX clients_no ON clients (no);
CREATE TABLE interests (
  id          TEXT PRIMARY KEY,
  version     BIGINT NOT NULL,
  person_id   TEXT NOT NULL REFERENCES persons (id),
  client_id   TEXT NOT NULL REFERENCES clients (id),
  kind        TEXT NOT NULL,
  from_day    TEXT NOT NULL,
  to_day      TEXT NOT NULL,
  note        TEXT NOT NULL
);
CREATE INDEX interests_person ON interests (person_id, client_id);
CREATE TABLE sites (
  id          TEXT PRIMARY KEY,
  version     BIGINT NOT NULL,
  client_id   TEXT NOT NULL REFERENCES clients (id),
  no          TEXT NOT NULL,
  name        TEXT NOT NULL,
  street      TEXT NOT NULL,
  postcode    TEXT NOT NULL,
  city        TEXT NOT NULL,
  country     TEXT NOT NULL,
  time_zone   TEXT NOT NULL,
  lat         DOUBLE PRECISION NOT NULL,
  lon         DOUBLE PRECISION NOT NULL,
  persons     BIGINT NOT NULL CHECK (persons >= 0),
  central     BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX sites_no ON sites (no);
CREATE INDEX sites_client ON sites (client_id);
CREATE TABLE users (
  id            TEXT PRIMARY KEY,
  version       BIGINT NOT NULL,
  person_id     TEXT NOT NULL REFERENCES persons (id),
  email         TEXT NOT NULL,
  name          TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  roles         TEXT NOT NULL,
  client_id     TEXT REFERENCES clients (id),
  disabled      BOOLEAN NOT NULL,
  created_at    TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX users_email ON users (email);
CREATE INDEX users_person ON users (person_id);
CREATE TABLE sessions (
  token_hash  TEXT PRIMARY KEY,
  user_id     TEXT NOT NULL REFERENCES users (id),
  created_at  TIMESTAMP NOT NULL,
  last_seen   TIMESTAMP NOT NULL,
  ends_at     TIMESTAMP NOT NULL,
  user_agent  TEXT NOT NULL
);
CREATE INDEX sessions_user ON sessions (user_id);
-- One row a subject (an account, an address): until when its guesses are paid
-- off. The row is locked while it is counted, so that guesses at the same
-- moment see one another.
CREATE TABLE attempts (
  subject     TEXT PRIMARY KEY,
  clear_at    TIMESTAMP NOT NULL
);
-- Where an account signed in from before, so that strangers who guess cannot
-- keep its owner out.
CREATE TABLE usual_addresses (
  user_id     TEXT NOT NULL REFERENCES users (id),
  address     TEXT NOT NULL,
  at          TIMESTAMP NOT NULL,
  PRIMARY KEY (user_id, address)
);
CREATE TABLE feeds (
  id          TEXT PRIMARY KEY,
  person_id   TEXT NOT NULL REFERENCES persons (id),
  label       TEXT NOT NULL,
  privacy     TEXT NOT NULL CHECK (privacy IN ('full', 'place', 'busy')),
  token_hash  TEXT NOT NULL,
  created_at  TIMESTAMP NOT NULL,
  changed_at  TIMESTAMP NOT NULL,
  revoked_at  TIMESTAMP,
  fetched_at  TIMESTAMP,
  fetched_by  TEXT NOT NULL
);
CREATE UNIQUE INDEX feeds_token ON feeds (token_hash);
CREATE INDEX feeds_person ON feeds (person_id);

-- +goose Down
DROP TABLE feeds;
DROP TABLE usual_addresses;
DROP TABLE attempts;
DROP TABLE sessions;
DROP TABLE users;
DROP TABLE sites;
DROP TABLE interests;
DROP TABLE clients;
DROP TABLE holidays;
DROP TABLE absences;
DROP TABLE authorisations;
DROP TABLE auditors;
DROP TABLE persons;
DROP TABLE counters;
DROP TABLE settings;
