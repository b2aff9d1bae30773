// Package storetest is the one suite that every engine has to pass, and what
// other packages' tests need to run on every engine.
package storetest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/internal/store"
	"github.com/certwright/certwright/internal/testenv"
)

// Engines runs a test on every engine, each time on an empty, migrated database
// of its own.
func Engines(t *testing.T, test func(t *testing.T, s app.Store)) {
	t.Run("sqlite", func(t *testing.T) { test(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, Postgres(t)) })
}

// SQLite opens an empty, migrated SQLite file that goes with the test.
func SQLite(t testing.TB) *store.Store {
	t.Helper()
	empty, err := emptyFile()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "certwright.db")
	if err := os.WriteFile(path, empty, 0o600); err != nil {
		t.Fatal(err)
	}
	return open(t, path)
}

// Postgres opens an empty, migrated Postgres database that goes with the test.
func Postgres(t testing.TB) *store.Store {
	t.Helper()
	return open(t, testenv.Postgres(t, Migrate))
}

// Migrate brings the database at an address up to date.
func Migrate(address string) error {
	s, err := store.Open(address)
	if err != nil {
		return err
	}
	if err := s.Migrate(context.Background()); err != nil {
		s.Close()
		return err
	}
	return s.Close()
}

// emptyFile is the content of a migrated SQLite file, made once in this process.
var emptyFile = sync.OnceValues(func() ([]byte, error) {
	folder, err := os.MkdirTemp("", "certwright-store-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "empty.db")
	if err := Migrate(path); err != nil {
		return nil, fmt.Errorf("migrate an empty SQLite file: %w", err)
	}
	return os.ReadFile(path)
})

func open(t testing.TB, address string) *store.Store {
	t.Helper()
	s, err := store.Open(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("closing the store: %v", err)
		}
	})
	return s
}
