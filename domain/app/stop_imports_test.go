package app_test

import (
	"strings"
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/internal/store/storetest"
)

func TestAnImportWhoseProcessEndedIsMarked(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		run := app.ImportRun{ID: "i1", State: "running", Done: 340, Total: 500, StartedAt: h.clock.At, SeenAt: h.clock.At}
		dry := app.ImportRun{ID: "i2", DryRun: true, State: "running", StartedAt: h.clock.At, SeenAt: h.clock.At}
		alive := app.ImportRun{ID: "i3", State: "running", StartedAt: h.clock.At, SeenAt: h.clock.At.Add(50 * time.Second)}
		storetest.Write(t, h.Store, func(tx app.Tx) error {
			for _, r := range []app.ImportRun{run, dry, alive} {
				if err := tx.SaveImportRun(r); err != nil {
					return err
				}
			}
			return nil
		})
		state := func(id domain.ID) app.ImportRun {
			t.Helper()
			r, _, err := h.ImportRunOf(t.Context(), planner, id)
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		h.clock.At = h.clock.At.Add(59 * time.Second)
		if err := h.SweepImports(t.Context()); err != nil || state("i1").State != "running" {
			t.Errorf("one that is under way is marked: %v", err)
		}
		h.clock.At = h.clock.At.Add(2 * time.Second)
		if err := h.SweepImports(t.Context()); err != nil {
			t.Fatal(err)
		}
		if r := state("i1"); r.State != "failed" || r.EndedAt.IsZero() || !strings.Contains(string(r.Report), "at 340 of 500") || !strings.Contains(string(r.Report), "run it again") {
			t.Errorf("marked as %s, %s", r.State, r.Report)
		}
		if r := state("i2"); r.State != "failed" || !strings.Contains(string(r.Report), "Nothing was written") {
			t.Errorf("the dry run is marked as %s, %s", r.State, r.Report)
		}
		if state("i3").State != "running" {
			t.Error("one that said it lives is marked")
		}
		if err := h.StopImports(t.Context()); err != nil || state("i3").State != "failed" {
			t.Errorf("at the start of the only process one still runs: %v", err)
		}
	})
}
