package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/importer"
	"github.com/certwright/certwright/internal/sheet"
	"github.com/certwright/certwright/internal/store"
)

// ImportCmd reads old spreadsheets.
type ImportCmd struct {
	Source string `arg:"" name:"dir" help:"Folder with the CSV files, or one XLSX workbook."`
	As     string `placeholder:"EMAIL" help:"Planner or administrator who imports, as they sign in; needed once anybody has an account. The ledger names them."`
	DryRun bool   `help:"Name every faulty record and write nothing."`
	Report string `help:"Write the faults to this file as a JSON array." type:"path"`
}

func (i ImportCmd) Run(ctx context.Context, c *Config) error {
	read, err := sheet.Read(i.Source, sheet.Default)
	if err != nil {
		return err
	}
	h, leave, err := i.open(ctx, c)
	if err != nil {
		return err
	}
	defer leave()
	actor := domain.SystemActor("command")
	if i.As != "" {
		if actor, err = h.app.ActAs(ctx, i.As, "command", domain.Planner, domain.Admin); err != nil {
			return err
		}
	}
	result, err := h.app.Import(ctx, actor, sheet.ForImport(read), i.DryRun, progress())
	fmt.Fprint(os.Stderr, "\r\033[K")
	if err != nil {
		return err
	}
	if err := i.report(result.Faults); err != nil {
		return err
	}
	i.print(result)
	return nil
}

// open opens the installation, only to be read for a dry run. Where there is
// none, a dry run uses a database of its own and leaves none behind.
func (i ImportCmd) open(ctx context.Context, c *Config) (h *house, leave func(), err error) {
	if !i.DryRun {
		if h, err = c.open(ctx); err != nil {
			return nil, nil, err
		}
		return h, h.close, nil
	}
	h, err = c.openToRead(ctx)
	switch {
	case err == nil:
		return h, h.close, nil
	case !errors.Is(err, store.ErrNone):
		return nil, nil, err
	}
	dir, err := os.MkdirTemp("", "certwright-dry-run-")
	if err != nil {
		return nil, nil, err
	}
	elsewhere := *c
	elsewhere.DataDir, elsewhere.Database, elsewhere.Keys = dir, "", filepath.Join(dir, "keys")
	elsewhere.LedgerHeads = ""
	if h, err = elsewhere.open(ctx); err != nil {
		os.RemoveAll(dir)
		return nil, nil, err
	}
	return h, func() { h.close(); os.RemoveAll(dir) }, nil
}

// progress shows how far the import is, on a terminal or not.
func progress() func(done, total int) {
	shown := -1
	return func(done, total int) {
		if total == 0 {
			return
		}
		if percent := done * 100 / total; percent != shown {
			shown = percent
			fmt.Fprintf(os.Stderr, "\r\033[K%3d %% (%d of %d)", percent, done, total)
		}
	}
}

// report writes the faults, also where there are none: an empty array says so.
func (i ImportCmd) report(faults []importer.Fault) error {
	if i.Report == "" {
		return nil
	}
	if faults == nil {
		faults = []importer.Fault{}
	}
	b, err := json.MarshalIndent(faults, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(i.Report, append(b, '\n'), 0o644)
}

func (i ImportCmd) print(r app.Imported) {
	for _, f := range r.Faults {
		line := fmt.Sprintf("%s record %d", f.File, f.Record)
		if f.Column != "" {
			line += fmt.Sprintf(", %s %q", f.Column, f.Value)
		}
		line += ": " + f.Message
		if f.Because != "" {
			line += " (" + f.Because + ")"
		}
		fmt.Println(line)
	}
	for _, w := range r.Warnings {
		fmt.Printf("warning: %s record %d, %s %q: %s\n", w.File, w.Record, w.Column, w.Value, w.Message)
	}
	verb := "taken in"
	if i.DryRun {
		verb = "would be taken in"
	}
	fmt.Println()
	for _, n := range r.Counts {
		fmt.Printf("%-22s %5d read  %5d new  %5d changed  %5d unchanged  %5d refused\n", n.File, n.Read, n.New, n.Changed, n.Unchanged, n.Refused)
	}
	fmt.Printf("\n%d fault(s) named, %d warning(s); the rest %s.\n", len(r.Faults), len(r.Warnings), verb)
}
