package app_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/scheme"
	"github.com/certwright/certwright/internal/merkle"
	"github.com/certwright/certwright/internal/store/storetest"
)

var head = domain.Actor{UserID: "u-head", PersonID: "person-head", Name: "Hanna Head", Roles: []domain.Role{domain.Admin}}

// The window of a scheme changes; the programme that runs keeps its own, the
// next one gets the new.
func TestAChangedStage2WindowIsForNewProgrammesOnly(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	one, _ := r.contracted()
	one, err := r.BookAudit(ctx, r.planner, one.ID, one.Version, booking(one, "2027-02-01", r.team(one)...))
	r.ok(err)
	was := r.stage(audit.Stage2).Window

	proposal := r.activeScheme()
	proposal.Stage2 = audit.StagePresets[2]
	rehearsed, err := r.RehearseScheme(ctx, r.planner, proposal)
	r.ok(err)
	if rehearsed.Open != 1 || len(rehearsed.Moves) != 1 {
		t.Fatalf("one programme runs and its Stage 2 would move; got %+v", rehearsed)
	}
	m := rehearsed.Moves[0]
	if m.Title != "Stage 2" || m.Keeps != 1 || m.ClientName != r.client.LegalName || m.Was.Window != was ||
		m.Will.Window.Latest != one.Stretch.To.AddDays(42) {
		t.Errorf("the move is %+v, its window is %+v", m, was)
	}

	next, err := r.ActivateScheme(ctx, head, 1, proposal, "The committee wants results fresher.")
	r.ok(err)
	if next.Version != 2 || r.stage(audit.Stage2).Window != was {
		t.Errorf("version %d; the running Stage 2 has %+v, had %+v", next.Version, r.stage(audit.Stage2).Window, was)
	}
	// Moving Stage 1 afterwards still counts by the version the programme keeps.
	one, err = r.BookAudit(ctx, r.planner, one.ID, one.Version, booking(one, "2027-02-08", r.team(one)...))
	r.ok(err)
	if got := r.stage(audit.Stage2).Window.Latest; got != one.Stretch.To.AddDays(84) {
		t.Errorf("the running Stage 2 now ends on %s, want 12 weeks after Stage 1", got)
	}
	first := r.contractV
	two, _ := r.contracted()
	_, err = r.BookAudit(ctx, r.planner, two.ID, two.Version, booking(two, "2027-03-01", r.team(two)...))
	r.ok(err)
	if w := r.stage(audit.Stage2).Window; r.contractV.SchemeVersion != 2 || first.SchemeVersion != 1 || w.Latest.DaysSince(w.Earliest) != 14 {
		t.Errorf("the new contract has version %d and the window %+v", r.contractV.SchemeVersion, w)
	}
	r.verified("scheme")
}

// The table of a scheme changes: the rehearsal names the contract that would come
// to another time, and the contract keeps the one it was made with.
func TestAChangedTableSaysWhoseTimeWouldBeAnother(t *testing.T) {
	r := newRoad(t)
	r.contracted()
	was := r.contractV.Receipt
	proposal := r.activeScheme()
	i := slices.IndexFunc(proposal.AuditTimeTable.Rows, func(x audittime.Row) bool { return x.From <= was.Effective && was.Effective <= x.To })
	proposal.AuditTimeTable.Rows[i].Days[0] += audittime.Whole(2)
	rehearsed, err := r.RehearseScheme(t.Context(), r.planner, proposal)
	r.ok(err)
	if len(rehearsed.Times) != 1 || len(rehearsed.Moves) != 0 {
		t.Fatalf("one contract would have another time and no window moves; got %+v", rehearsed)
	}
	if m := rehearsed.Times[0]; m.ContractNo != r.contractV.No || m.ClientName != r.client.LegalName || m.Keeps != 1 ||
		m.Was.Initial != was.Initial || m.Will.Initial != was.Initial+audittime.Whole(2) {
		t.Errorf("the contract of %s days is compared as %+v", was.Initial, m)
	}
	_, err = r.ActivateScheme(t.Context(), head, 1, proposal, "Two more days for bodies of this size.")
	r.ok(err)
	if d, err := r.Contract(t.Context(), r.planner, r.contractV.ID); err != nil || d.Receipt.Initial != was.Initial {
		t.Errorf("the running contract has %s days, had %s (%v)", d.Receipt.Initial, was.Initial, err)
	}

	proposal = r.activeScheme()
	proposal.AuditTimeTable.Columns = []string{"high"}
	rehearsed, err = r.RehearseScheme(t.Context(), r.planner, proposal)
	r.ok(err)
	if len(rehearsed.Times) != 1 || !strings.Contains(rehearsed.Times[0].Refused, "class") {
		t.Errorf("a table that asks for a class has no time for a contract without one: %+v", rehearsed.Times)
	}
}

func TestTheHistoryOfASchemeSaysWhoAndWhy(t *testing.T) {
	r := newRoad(t)
	r.contracted()
	proposal := r.activeScheme()
	proposal.Nonconformities.ResponseDays = 60
	_, err := r.ActivateScheme(t.Context(), head, 1, proposal, " Ninety days were too long. ")
	r.ok(err)
	history, err := r.SchemeHistory(t.Context(), r.planner, isms)
	r.ok(err)
	if len(history) != 2 || !history[0].Active || history[1].Active || history[0].Programmes != 0 || history[1].Programmes != 1 {
		t.Fatalf("the history is %+v", history)
	}
	v := history[0]
	want := scheme.Change{Field: "nonconformities.response_days", Was: "90", Will: "60"}
	if v.By != "Hanna Head" || v.Why != "Ninety days were too long." || len(v.Changes) != 1 || v.Changes[0] != want {
		t.Errorf("version 2 reads %s, %s, %v", v.By, v.Why, v.Changes)
	}
}

func TestAVersionIsPutInForceWithCare(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	same := r.activeScheme()
	changed := r.activeScheme()
	changed.Impartiality.CoolingYears = 3
	_, err := r.ActivateScheme(ctx, r.planner, 1, changed, "why")
	r.refused(err, "forbidden")
	_, err = r.RehearseScheme(ctx, r.customer, changed)
	r.refused(err, "forbidden")
	_, err = r.SchemeHistory(ctx, r.ann, isms)
	r.refused(err, "forbidden")
	_, err = r.ActivateScheme(ctx, head, 1, changed, "  ")
	r.refused(err, "invalid_input")
	_, err = r.ActivateScheme(ctx, head, 1, same, "why")
	r.refused(err, "nothing_changed")
	renamed := changed
	renamed.Name, renamed.Stage2.MaxWeeks = "ISO/IEC 27001:2031", 1
	_, err = r.RehearseScheme(ctx, head, renamed)
	r.refused(err, "invalid_input")
	_, err = r.ActivateScheme(ctx, head, 1, changed, "why")
	r.ok(err)
	_, err = r.ActivateScheme(ctx, head, 1, changed, "why")
	r.refused(err, "stale")
	bad := changed
	bad.Stage2.MaxWeeks = 1
	if _, err = r.ActivateScheme(ctx, head, 2, bad, "why"); err == nil || !strings.Contains(err.Error(), "stage2.max_weeks") {
		t.Errorf("the field is not named: %v", err)
	}
	unknown := changed
	unknown.ID = "31000"
	_, err = r.RehearseScheme(ctx, head, unknown)
	r.refused(err, "not_found")
}

func (r *road) activeScheme() (s scheme.Scheme) {
	r.t.Helper()
	storetest.Read(r.t, r.Store, func(tx app.Tx) (err error) { s, err = tx.ActiveScheme(isms); return err })
	return s
}

// verified fails when verification finds anything wrong with the objects of a kind.
func (r *road) verified(kind string) {
	r.t.Helper()
	r.App.Tree = merkle.Tree{}
	v, err := r.Verify(r.t.Context())
	r.ok(err)
	for _, f := range v.Faults {
		if f.Kind == kind {
			r.t.Errorf("verification: %s", f)
		}
	}
}
