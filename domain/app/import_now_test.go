package app_test

import (
	"context"
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/importer"
	"github.com/certwright/certwright/internal/store/storetest"
)

// looked does a dry run of one new client and waits until it is done.
func (h house) looked(t *testing.T, no string) domain.ID {
	t.Helper()
	run, err := h.StartImport(t.Context(), planner, []importer.Table{sheetOf("clients",
		"client_no,legal_name,trading_name,country,vat_no,contact_name,contact_email,language,register_consent",
		no+",Organisation "+no+",,DE,,Kim,kim@organisation.example,de,yes")}, true)
	if err != nil {
		t.Fatal(err)
	}
	return h.imported(t, run.ID).ID
}

// imported waits for the end of an import.
func (h house) imported(t *testing.T, id domain.ID) app.ImportRun {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for {
		run, _, err := h.ImportRunOf(ctx, planner, id)
		if err != nil {
			t.Fatal(err)
		}
		if run.State != "running" {
			return run
		}
	}
}

func TestADryRunIsFollowedByItsImportOnce(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		other := planner
		other.UserID, other.Name = "u-other", "Olaf"
		dry := h.looked(t, "C9001")
		if _, may, err := h.ImportRunOf(t.Context(), planner, dry); err != nil || !may {
			t.Errorf("who looked may not import: %v", err)
		}
		if _, may, err := h.ImportRunOf(t.Context(), other, dry); err != nil || may {
			t.Errorf("somebody else may: %v", err)
		}
		_, err := h.ImportNow(t.Context(), other, dry)
		want(t, err, domain.Forbidden, "forbidden")
		run, err := h.ImportNow(t.Context(), planner, dry)
		if err != nil {
			t.Fatal(err)
		}
		done := h.imported(t, run.ID)
		was, _, err := h.ImportRunOf(t.Context(), planner, dry)
		if err != nil || done.State != "done" || done.DryRun || done.Hash == "" || done.Hash != was.Hash {
			t.Errorf("the import is %+v after %+v, %v", done, was, err)
		}
		storetest.Read(t, h.Store, func(tx app.Tx) error { _, err := tx.ClientByNo("C9001"); return err })
		_, err = h.ImportNow(t.Context(), planner, dry)
		want(t, err, domain.Conflict, "upload_gone")
		_, err = h.ImportNow(t.Context(), planner, run.ID)
		want(t, err, domain.Conflict, "no_dry_run")
	})
}

func TestTheFileOfADryRunIsKeptForAWhile(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		first := h.looked(t, "C9001")
		second := h.looked(t, "C9002")
		_, err := h.ImportNow(t.Context(), planner, first) // the newest alone is kept
		want(t, err, domain.Conflict, "upload_gone")
		storetest.Write(t, h.Store, func(tx app.Tx) error {
			u, err := tx.Upload(second)
			if err != nil {
				return err
			}
			u.Content = append([]byte(nil), []byte(`[{"Name":"clients"}]`)...)
			return tx.SaveUpload(u)
		})
		_, err = h.ImportNow(t.Context(), planner, second)
		want(t, err, domain.Conflict, "upload_changed")
		third := h.looked(t, "C9003")
		h.clock.At = h.clock.At.Add(time.Hour)
		_, err = h.ImportNow(t.Context(), planner, third)
		want(t, err, domain.Conflict, "upload_gone")
		if err := h.SweepImports(t.Context()); err != nil {
			t.Fatal(err)
		}
		storetest.Read(t, h.Store, func(tx app.Tx) error {
			if _, err := tx.Upload(third); domain.KindOf(err) != domain.Unknown {
				t.Errorf("an upload outlives its hour: %v", err)
			}
			return nil
		})
	})
}

// TestACaseloadTakenOutAndInAgainIsSilent: what was decided and booked here is
// nothing new, and only what a sheet says otherwise needs a person.
func TestACaseloadTakenOutAndInAgainIsSilent(t *testing.T) {
	m := newRoom(t)
	f := m.audited("grant")
	_, err := m.decide(m.rita, f, "granted")
	m.ok(err)
	m.work()
	body, err := m.ExportBody(t.Context(), m.planner)
	m.ok(err)
	got := m.takenIn(m.planner, body...)
	for _, c := range got.Counts {
		if c.Unchanged != c.Read {
			t.Errorf("%+v", c)
		}
	}
	if len(got.Warnings) != 0 || len(got.Faults) != 0 {
		t.Errorf("warnings %+v, faults %+v", got.Warnings, got.Faults)
	}
	seen := 0
	for _, table := range body {
		switch table.Name {
		case "certificates":
			table.Rows[0].Cells[5] = "2031-01-01"
			seen++
		case "audits":
			table.Rows[0].Cells[8] = "3"
			seen++
		}
	}
	if got = m.takenIn(m.planner, body...); seen != 2 || len(got.Warnings) != 2 {
		t.Errorf("of two changed records: %+v", got.Warnings)
	}
}

func TestAnImportIsSomebodys(t *testing.T) {
	for _, base := range []app.Store{storetest.SQLite(t), storetest.Postgres(t)} {
		h, _ := storetest.App(base)
		h.Passwords = storetest.Passwords{}
		system := domain.SystemActor("command")
		sheets := []importer.Table{sheetOf("absences", "auditor_no,from,to,half,why")}
		if _, err := h.Import(t.Context(), system, sheets, false, nil); err != nil {
			t.Errorf("nobody works here yet: %v", err)
		}
		for _, u := range []app.NewUser{
			{Name: "Pia", Email: "pia@body.example", Password: "secret pia", Roles: []domain.Role{domain.Planner}},
			{Name: "Rita", Email: "rita@body.example", Password: "secret rita", Roles: []domain.Role{domain.Reviewer}},
		} {
			if _, err := h.CreateUser(t.Context(), system, u); err != nil {
				t.Fatal(err)
			}
		}
		_, err := h.Import(t.Context(), system, sheets, false, nil)
		want(t, err, domain.Forbidden, "forbidden")
		if _, err := h.Import(t.Context(), system, sheets, true, nil); err != nil {
			t.Errorf("a dry run writes nothing: %v", err)
		}
		pia, err := h.ActAs(t.Context(), "Pia@body.example", "command", domain.Planner, domain.Admin)
		if err != nil || pia.Name != "Pia" || pia.PersonID == "" || pia.Via != "command" {
			t.Fatalf("%+v, %v", pia, err)
		}
		if _, err := h.Import(t.Context(), pia, sheets, false, nil); err != nil {
			t.Error(err)
		}
		for _, email := range []string{"rita@body.example", "nobody@body.example", ""} {
			_, err := h.ActAs(t.Context(), email, "command", domain.Planner, domain.Admin)
			want(t, err, domain.Invalid, "invalid_input")
		}
	}
}
