package app_test

import (
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/importer"
)

// TestASuspensionTakenInIsFollowedUp: with its day it has the deadline, the letter
// and the count of a suspension decided here; without it the due list names it,
// until a later import brings the day.
func TestASuspensionTakenInIsFollowedUp(t *testing.T) {
	m := newRoom(t)
	m.plannerAccount()
	m.on("2027-03-01")
	planner, no := m.planner, m.client.No
	contracts := sheetOf("contracts", "contract_no,client_no,scheme,scope,codes,persons,signed_on",
		"OLD-K1,"+no+",ISO/IEC 27001:2022,Hosting,IAF 33,40,2025-01-11", "OLD-K2,"+no+",ISO 9001:2015,Hosting,IAF 33,40,2025-01-11")
	certificates := func(day string) importer.Table {
		return sheetOf("certificates", "certificate_no,contract_no,scheme,status,original_decision,decision,expiry,revision,suspended_on",
			"OLD-1,OLD-K1,ISO/IEC 27001:2022,suspended,2026-01-04,2026-01-04,2029-01-03,1,2026-08-31", "OLD-2,OLD-K2,ISO 9001:2015,suspended,2026-01-04,2026-01-04,2029-01-03,1,"+day)
	}
	if got := m.takenIn(planner, contracts, certificates("")); len(got.Faults) != 0 || len(got.Warnings) != 1 || got.Warnings[0].Record != 2 {
		t.Fatalf("faults %+v, warnings %+v", got.Faults, got.Warnings)
	}
	due := func(unresolved, dayless int64) {
		t.Helper()
		d, err := m.Due(t.Context(), planner)
		m.ok(err)
		if d.Unresolved != unresolved || d.Dayless != dayless {
			t.Errorf("the due list counts %d unresolved and %d without a day", d.Unresolved, d.Dayless)
		}
	}
	m.work()
	due(1, 1)
	if n := m.letters("was not resolved"); n != 2 { // a planner and a reviewer
		t.Errorf("%d letters about the one whose day has passed", n)
	}
	list, err := m.Certificates(t.Context(), planner, app.List{Size: 10, Filter: map[string]string{"resolve_unknown": "true"}})
	m.ok(err)
	if len(list.Rows) != 1 || list.Rows[0].No != "OLD-2" || list.Rows[0].StateSince != 0 {
		t.Fatalf("without a day: %+v", list.Rows)
	}
	history := stored(m, func(tx app.Tx) ([]certificate.Change, error) { return tx.Changes(list.Rows[0].ID) })
	if len(history) != 1 || history[0].On != day("2027-03-01") || !strings.Contains(history[0].Why, "do not say since when") {
		t.Errorf("its history is %+v", history)
	}
	asked, err := m.Check(t.Context(), app.Question{Number: "OLD-2"})
	m.ok(err)
	if asked.Text != "The certification is suspended and not valid meanwhile." {
		t.Errorf("the public is told %q", asked.Text)
	}
	if got := m.takenIn(planner, contracts, certificates("2026-12-01")); len(got.Warnings) != 0 || len(got.Faults) != 0 {
		t.Errorf("with its day: %+v, %+v", got.Faults, got.Warnings)
	}
	due(1, 0)
	m.on("2027-06-02")
	m.work()
	due(2, 0)
	if n := m.letters("was not resolved"); n != 4 {
		t.Errorf("%d letters", n)
	}
	m.sound()
}

// TestReconcileFollowsSuspensionsUp: a job that went missing is written again.
func TestReconcileFollowsSuspensionsUp(t *testing.T) {
	m, c := changing(t)
	m.write(func(tx app.Tx) error {
		c.State, c.ResolveBy = certificate.Suspended, day("2027-09-30")
		return tx.SaveCertificate(&c)
	})
	m.on("2027-10-01")
	m.ok(m.Reconcile(t.Context(), app.Job{ID: domain.ID("none")}))
	m.work()
	if m.letters("was not resolved") == 0 {
		t.Error("nobody was told")
	}
}
