-- +goose Up
-- An audit may serve several programmes and visit several sites, and keeps the
-- working of its own time.
ALTER TABLE audits ADD COLUMN visits TEXT NOT NULL DEFAULT '[]';
ALTER TABLE audits ADD COLUMN time_working TEXT NOT NULL DEFAULT 'null';
ALTER TABLE audits ADD COLUMN parts TEXT NOT NULL DEFAULT '[]';
ALTER TABLE audits ADD COLUMN joined_into TEXT NOT NULL DEFAULT '';
ALTER TABLE blocks ADD COLUMN site_id TEXT NOT NULL DEFAULT '';
ALTER TABLE findings ADD COLUMN scheme_ids TEXT NOT NULL DEFAULT '[]';

-- +goose Down
ALTER TABLE findings DROP COLUMN scheme_ids;
ALTER TABLE blocks DROP COLUMN site_id;
ALTER TABLE audits DROP COLUMN joined_into;
ALTER TABLE audits DROP COLUMN parts;
ALTER TABLE audits DROP COLUMN time_working;
ALTER TABLE audits DROP COLUMN visits;
