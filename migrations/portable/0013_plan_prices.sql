-- +goose Up
-- What a body weighs its plans by: one row, once somebody has changed the usual ones.
CREATE TABLE plan_prices (
  id          TEXT PRIMARY KEY CHECK (id = 'body'),
  version     BIGINT NOT NULL,
  prices      TEXT NOT NULL
);

-- +goose Down
DROP TABLE plan_prices;
