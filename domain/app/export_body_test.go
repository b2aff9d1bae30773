package app_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/importer"
	"github.com/certwright/certwright/internal/sheet"
	"github.com/certwright/certwright/internal/store/storetest"
)

// TestExportRoundTripsThroughFiles: a body is imported, written as CSV files and
// as a workbook, and both are read again: over the same database they change
// nothing, in another one they make the same body.
func TestExportRoundTripsThroughFiles(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		h.clock.At = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
		if err := h.SeedSchemes(t.Context()); err != nil {
			t.Fatal(err)
		}
		sheets, err := sheet.Read("../importer/testdata/body", sheet.Default)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.Import(t.Context(), planner, sheet.ForImport(sheets), false, nil); err != nil {
			t.Fatal(err)
		}
		page, err := h.ListClients(t.Context(), planner, app.List{Sort: "no", Size: 1})
		if err != nil {
			t.Fatal(err)
		}
		invoice := client.Contact{ClientID: page.Rows[0].ID, Name: "Ina Rechnung", Role: client.Invoice, Email: "invoices@example.org", Language: "de"}
		if _, err := h.AddContact(t.Context(), planner, invoice); err != nil {
			t.Fatal(err)
		}
		body, err := h.ExportBody(t.Context(), planner)
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir() + "/export"
		if err := sheet.WriteDir(dir, body); err != nil {
			t.Fatal(err)
		}
		if err := sheet.WriteDir(dir, body); err == nil {
			t.Error("an export overwrote another")
		}
		fromFiles, err := sheet.Read(dir, sheet.Default)
		if err != nil {
			t.Fatal(err)
		}
		var book bytes.Buffer
		if err := sheet.WriteBook(&book, body); err != nil {
			t.Fatal(err)
		}
		fromBook, err := sheet.ReadFile("body.xlsx", &book, sheet.Default)
		if err != nil {
			t.Fatal(err)
		}
		for what, read := range map[string][]sheet.Table{"files": fromFiles, "workbook": fromBook} {
			result, err := h.Import(t.Context(), planner, sheet.ForImport(read), false, nil)
			if err != nil || len(result.Faults) != 0 {
				t.Errorf("%s: %v, faults %+v", what, err, result.Faults[:min(3, len(result.Faults))])
			}
			for _, c := range result.Counts {
				if c.Unchanged != c.Read || c.Read == 0 {
					t.Errorf("%s: %+v", what, c)
				}
			}
		}
		other, clock := storetest.App(storetest.SQLite(t))
		clock.At = h.clock.At
		if err := other.SeedSchemes(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := other.Import(t.Context(), planner, sheet.ForImport(fromBook), false, nil); err != nil {
			t.Fatal(err)
		}
		again, err := other.ExportBody(t.Context(), planner)
		if err != nil {
			t.Fatal(err)
		}
		storetest.Same(t, again, body)
	})
}

func TestExportIsForPlanners(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		var none []importer.Table
		for _, role := range []domain.Role{domain.Reviewer, domain.Auditor, domain.Client, domain.Public} {
			got, err := h.ExportBody(t.Context(), domain.Actor{UserID: "u", Roles: []domain.Role{role}})
			want(t, err, domain.Forbidden, "forbidden")
			storetest.Same(t, got, none)
		}
	})
}
