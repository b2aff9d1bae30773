package app_test

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/importer"
	"github.com/certwright/certwright/internal/merkle"
	"github.com/certwright/certwright/internal/sheet"
)

// TestOldSpreadsheetsGoIn: the nine files of a body with sown faults, on both
// engines. A dry run and the real one say the same, every sown fault is named,
// the rest goes in, the due list of December 2026 is the one worked out by hand
// in the importer's own test, a second run changes nothing, and the ledger
// agrees with all of it.
func TestOldSpreadsheetsGoIn(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		h.clock.At = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
		if err := h.SeedSchemes(t.Context()); err != nil {
			t.Fatal(err)
		}
		read, err := sheet.Read("../importer/testdata/body", sheet.Default)
		if err != nil {
			t.Fatal(err)
		}
		tables := sheet.ForImport(read)
		dry, err := h.Import(t.Context(), planner, tables, true, nil)
		if err != nil {
			t.Fatal(err)
		}
		if n := clientsKept(t, h); n != 0 {
			t.Fatalf("a dry run kept %d clients", n)
		}
		last := 0
		result, err := h.Import(t.Context(), planner, tables, false, func(done, total int) {
			if done < last || done > total {
				t.Errorf("progress went from %d to %d of %d", last, done, total)
			}
			last = done
		})
		if err != nil {
			t.Fatal(err)
		}
		if a, b := asText(t, dry.Faults), asText(t, result.Faults); a != b {
			t.Error("the dry run named other faults than the real one")
		}
		everySownFaultIsNamed(t, result.Faults)
		if n := clientsKept(t, h); n != 299 {
			t.Errorf("%d clients kept; 300 were read and one is faulty", n)
		}
		dueInDecember(t, h)

		again, err := h.Import(t.Context(), planner, tables, false, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range again.Counts {
			if c.New+c.Changed != 0 {
				t.Errorf("the second run: %+v", c)
			}
		}
		h.Tree = merkle.Tree{}
		if verified, err := h.Verify(t.Context()); err != nil || len(verified.Faults) != 0 {
			t.Errorf("verify: %v, %d faults", err, len(verified.Faults))
		}
	})
}

func asText(t *testing.T, v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func clientsKept(t *testing.T, h house) int64 {
	page, err := h.ListClients(t.Context(), planner, app.List{Page: 1, Size: 1})
	if err != nil {
		t.Fatal(err)
	}
	return page.Total
}

func everySownFaultIsNamed(t *testing.T, named []importer.Fault) {
	b, err := os.ReadFile("../importer/testdata/body/faults.json")
	if err != nil {
		t.Fatal(err)
	}
	var sown struct{ Faults []importer.Fault }
	if err := json.Unmarshal(b, &sown); err != nil || len(sown.Faults) == 0 {
		t.Fatal(err)
	}
	for _, s := range sown.Faults {
		found := false
		for _, f := range named {
			found = found || f.File == s.File && f.Record == s.Record && f.Column == s.Column && f.Value == s.Value && f.Because == ""
		}
		if !found {
			t.Errorf("not named: %+v", s)
		}
	}
}

// dueInDecember: two first surveillances are booked, one is not; one second
// surveillance is booked; two recertifications are to be planned.
func dueInDecember(t *testing.T, h house) {
	var due []string
	err := h.Store.Read(t.Context(), func(tx app.Tx) error {
		page, err := tx.AuditList(app.List{Filter: map[string]string{"state": "owed", "from": "2026-12-01", "to": "2026-12-31"}, Sort: "due", Page: 1, Size: 50})
		for _, r := range page.Rows {
			due = append(due, r.Due.String()+" "+r.No+" "+string(r.Dates))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `["2026-12-16 K00165-1SV1 confirmed","2026-12-18 K00307-1SV1 open","2026-12-22 K00331-2RC open",` +
		`"2026-12-29 K00232-1SV2 confirmed","2026-12-30 K00190-2RC open","2026-12-31 K00182-1SV1 confirmed"]`
	if got := asText(t, due); got != want {
		t.Errorf("due in December 2026:\n%s\nworked out by hand:\n%s", got, want)
	}
}
