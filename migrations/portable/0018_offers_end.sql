-- +goose Up
-- The last day on which an offer can be accepted; none for the offers made before there was one.
ALTER TABLE contracts ADD COLUMN valid_until TEXT NOT NULL DEFAULT '';
-- When the client asked for an offer that ran out to be renewed.
ALTER TABLE contracts ADD COLUMN renewal_asked TEXT NOT NULL DEFAULT '';
CREATE INDEX contracts_offers ON contracts (state, valid_until);

-- +goose Down
DROP INDEX contracts_offers;
ALTER TABLE contracts DROP COLUMN renewal_asked;
ALTER TABLE contracts DROP COLUMN valid_until;
