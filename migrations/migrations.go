// Package migrations holds the database schema as numbered SQL steps, embedded
// in the program. One portable set serves SQLite and Postgres; a step stands in
// a dialect's own folder only where the engines have no words in common.
package migrations

import (
	"embed"
	"fmt"
	"io/fs"
	"sort"
	"testing/fstest"
)

//go:embed portable/*.sql sqlite/*.sql postgres/*.sql
var steps embed.FS

// For gives all steps of one dialect ("sqlite" or "postgres") as one flat
// folder, in which a number stands once.
func For(dialect string) (fs.FS, error) {
	out := fstest.MapFS{}
	seen := map[string]string{}
	for _, dir := range []string{"portable", dialect} {
		entries, err := fs.ReadDir(steps, dir)
		if err != nil {
			return nil, fmt.Errorf("migrations for %s: %w", dialect, err)
		}
		for _, e := range entries {
			number := e.Name()[:4]
			if other, twice := seen[number]; twice {
				return nil, fmt.Errorf("migration %s is both %s and %s", number, other, e.Name())
			}
			seen[number] = e.Name()
			text, err := fs.ReadFile(steps, dir+"/"+e.Name())
			if err != nil {
				return nil, err
			}
			out[e.Name()] = &fstest.MapFile{Data: text, Mode: 0o444}
		}
	}
	return out, nil
}

// Latest is the number of the newest step of a dialect.
func Latest(dialect string) (int64, error) {
	all, err := For(dialect)
	if err != nil {
		return 0, err
	}
	names, err := fs.Glob(all, "*.sql")
	if err != nil || len(names) == 0 {
		return 0, fmt.Errorf("no migrations for %s: %w", dialect, err)
	}
	sort.Strings(names)
	var n int64
	_, err = fmt.Sscanf(names[len(names)-1], "%04d", &n)
	return n, err
}
