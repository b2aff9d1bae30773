-- +goose Up
-- How far an account of a client goes: '' leads, act, read.
ALTER TABLE users ADD COLUMN client_right TEXT NOT NULL DEFAULT '' CHECK (client_right IN ('', 'act', 'read'));
-- The kinds of letters an account does not want, a JSON list.
ALTER TABLE users ADD COLUMN muted TEXT NOT NULL DEFAULT '[]';
CREATE TABLE invitations (
  token_hash  TEXT PRIMARY KEY,
  user_id     TEXT NOT NULL REFERENCES users (id),
  made_at     TIMESTAMP NOT NULL,
  ends_at     TIMESTAMP NOT NULL
);
CREATE INDEX invitations_user ON invitations (user_id);
-- A client's own columns stay its first contact; these are the further ones.
ALTER TABLE clients ADD COLUMN contact_phone TEXT NOT NULL DEFAULT '';
CREATE TABLE contacts (
  id          TEXT PRIMARY KEY,
  version     BIGINT NOT NULL,
  client_id   TEXT NOT NULL REFERENCES clients (id),
  site_id     TEXT REFERENCES sites (id),
  name        TEXT NOT NULL,
  role        TEXT NOT NULL CHECK (role IN ('management', 'invoice', 'site', 'other')),
  email       TEXT NOT NULL,
  phone       TEXT NOT NULL,
  language    TEXT NOT NULL,
  ended       BOOLEAN NOT NULL
);
CREATE INDEX contacts_client ON contacts (client_id);

-- +goose Down
DROP TABLE contacts;
ALTER TABLE clients DROP COLUMN contact_phone;
DROP TABLE invitations;
ALTER TABLE users DROP COLUMN muted;
ALTER TABLE users DROP COLUMN client_right;
