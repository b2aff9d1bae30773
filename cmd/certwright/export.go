package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/importer"
	"github.com/certwright/certwright/internal/sheet"
)

// ExportCmd writes the caseload as the sheets that import reads.
type ExportCmd struct {
	Target string `arg:"" name:"dir" help:"Folder for the CSV files, or a workbook ending in .xlsx. Nothing is overwritten."`
}

func (e ExportCmd) Run(ctx context.Context, c *Config) error {
	h, err := c.openToRead(ctx)
	if err != nil {
		return err
	}
	defer h.close()
	tables, err := h.app.ExportBody(ctx, domain.SystemActor("command"))
	if err != nil {
		return err
	}
	if err := e.write(tables); err != nil {
		return err
	}
	for _, t := range tables {
		fmt.Printf("%-22s %5d records\n", t.File, len(t.Rows))
	}
	return nil
}

func (e ExportCmd) write(tables []importer.Table) error {
	if !strings.HasSuffix(e.Target, ".xlsx") {
		return sheet.WriteDir(e.Target, tables)
	}
	f, err := os.OpenFile(e.Target, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	err = sheet.WriteBook(f, tables)
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}
