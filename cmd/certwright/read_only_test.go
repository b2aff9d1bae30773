package main

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/internal/store"
)

// readers are the commands that only read an installation.
func readers(t *testing.T) map[string]func(c *Config) error {
	ctx := t.Context()
	out := t.TempDir()
	return map[string]func(c *Config) error{
		"verify":    func(c *Config) error { return VerifyCmd{}.Run(ctx, c) },
		"export":    func(c *Config) error { return ExportCmd{Target: filepath.Join(out, "export.xlsx")}.Run(ctx, c) },
		"plan year": func(c *Config) error { return YearCmd{Out: filepath.Join(out, "year.json")}.Run(ctx, c) },
	}
}

// files are the names of everything under a folder.
func files(t *testing.T, dir string) string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		all = append(all, path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, "\n")
}

func TestReadingMakesNoDatabase(t *testing.T) {
	dir := t.TempDir()
	for name, run := range readers(t) {
		before := files(t, dir)
		err := run(&Config{DataDir: filepath.Join(dir, "mistyped")})
		if !errors.Is(err, store.ErrNone) || !strings.Contains(err.Error(), "mistyped") || !strings.Contains(err.Error(), "--data") {
			t.Errorf("%s of no installation: %v", name, err)
		}
		other := filepath.Join(dir, "other.db")
		if err := os.WriteFile(other, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := run(&Config{DataDir: dir, Database: other}); !errors.Is(err, store.ErrNone) {
			t.Errorf("%s of an empty file: %v", name, err)
		}
		if err := os.Remove(other); err != nil {
			t.Fatal(err)
		}
		if after := files(t, dir); after != before {
			t.Errorf("%s left %s", name, after)
		}
	}
}

func TestReadingChangesNothing(t *testing.T) {
	c := &Config{DataDir: t.TempDir(), LogLevel: "error"}
	h, err := c.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	h.close()
	before := files(t, c.DataDir)
	content, err := os.ReadFile(c.database())
	if err != nil {
		t.Fatal(err)
	}
	for name, run := range readers(t) {
		if err := run(c); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if after := files(t, c.DataDir); after != before {
			t.Errorf("%s left %s", name, after)
		}
	}
	if after, err := os.ReadFile(c.database()); err != nil || string(after) != string(content) {
		t.Errorf("the database changed: %v", err)
	}
	if h, err = c.openToRead(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer h.close()
	ada := app.FirstAdmin{Name: "Ada", Email: "ada@body.example", Password: "a password that is long enough"}
	if _, err := h.app.CreateFirstAdmin(t.Context(), domain.SystemActor("command"), ada); err == nil {
		t.Error("an account was made in a database opened to be read")
	}
}

func TestVerifyWantsTheKeysThatSigned(t *testing.T) {
	c := &Config{DataDir: t.TempDir(), LogLevel: "error"}
	h, err := c.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	h.close()
	c.Keys = filepath.Join(t.TempDir(), "none")
	if err := (VerifyCmd{}).Run(t.Context(), c); err == nil || !strings.Contains(err.Error(), "--keys") {
		t.Errorf("without keys: %v", err)
	}
	if _, err := os.Stat(c.Keys); err == nil {
		t.Error("verify made keys")
	}
}

func TestAnOlderSchemaIsNotRead(t *testing.T) {
	c := &Config{DataDir: t.TempDir(), LogLevel: "error"}
	h, err := c.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	h.close()
	db, err := sql.Open("sqlite3", "file:"+c.database())
	if err == nil {
		_, err = db.Exec("DELETE FROM goose_db_version WHERE version_id > 10")
		db.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := (VerifyCmd{}).Run(t.Context(), c); err == nil || !strings.Contains(err.Error(), "certwright migrate") {
		t.Errorf("an older schema: %v", err)
	}
}
