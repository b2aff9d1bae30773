package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
)

// ErrNone says that there is no Certwright database at an address.
var ErrNone = errors.New("there is no Certwright database")

// OpenToRead opens a database that must be there, with this program's schema,
// and changes nothing in it: the engine refuses every write. It makes no file.
func OpenToRead(ctx context.Context, address string) (*Store, error) {
	s, err := openThere(address)
	if err != nil {
		return nil, err
	}
	if err := s.isOurs(ctx); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func openThere(address string) (*Store, error) {
	if onPostgres(address) {
		u, err := url.Parse(address)
		if err != nil {
			return nil, errors.New("open Postgres: the address cannot be read") // it may hold a password
		}
		q := u.Query()
		q.Set("default_transaction_read_only", "on")
		u.RawQuery = q.Encode()
		return openPostgres(u.String())
	}
	if _, err := os.Stat(address); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w at %s", ErrNone, address)
	} else if err != nil {
		return nil, err
	}
	// Not mode=ro, which leaves the files of the write-ahead log behind.
	return openSQLite(address, "mode=rw&_pragma=query_only(1)&_pragma=busy_timeout(10000)&_timefmt=2006-01-02%2015:04:05.000")
}

// isOurs asks for the schema without making what would hold its version.
func (s *Store) isOurs(ctx context.Context) error {
	if err := s.pools[0].PingContext(ctx); err != nil {
		return fmt.Errorf("open the database: %w", err)
	}
	var have int64
	err := s.pools[0].QueryRowContext(ctx, "SELECT COALESCE(MAX(version_id), 0) FROM goose_db_version").Scan(&have)
	if err != nil || have == 0 {
		return fmt.Errorf("%w in it, only something else or nothing", ErrNone)
	}
	if err := s.mustBeLatest(have); err != nil {
		return fmt.Errorf("%w: `certwright migrate` brings an older one up to date", err)
	}
	return nil
}
