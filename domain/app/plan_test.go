package app_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/internal/store/storetest"
)

// searched starts a search and does its job.
func (h house) searched(t *testing.T, asked app.PlanAsked) app.PlanProposal {
	t.Helper()
	r, err := h.StartPlan(t.Context(), planner, asked)
	if err != nil {
		t.Fatal(err)
	}
	h.solve(t)
	p, err := h.ReadProposal(t.Context(), planner, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// solve does the waiting searches as a worker does.
func (h house) solve(t *testing.T) {
	t.Helper()
	jobs, err := h.TakeJobs(t.Context(), h.clock.At, time.Time{}, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	for _, j := range jobs {
		if j.Kind == "solve_plan" {
			if err := h.SolvePlan(t.Context(), j); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestAPlanIsProposedAndTakenLineByLine: the same seed gives the same plan, a
// line that was overtaken and one that a rule has come to stand against are
// refused by name, all others are booked, and the ledger holds.
func TestAPlanIsProposedAndTakenLineByLine(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s app.Store) {
		h := demoBody(t, s)
		first := h.searched(t, app.PlanAsked{Moves: 20_000, Seed: 5})
		if _, err := h.DismissPlan(t.Context(), planner, first.Run.ID); err != nil {
			t.Fatal(err)
		}
		p := h.searched(t, app.PlanAsked{Moves: 20_000, Seed: 5})
		if first.Run.PlanHash != p.Run.PlanHash || p.Run.Cost == 0 || p.Run.Bound == 0 || len(p.Lines) < 20 || len(p.LeftOut) > 0 {
			t.Fatalf("plans %s and %s; %+v, %d lines", first.Run.PlanHash, p.Run.PlanHash, p.Run, len(p.Lines))
		}
		// Somebody books the first new line on other days, and a lead falls ill on another's.
		fresh := slices.DeleteFunc(slices.Clone(p.Lines), func(l app.PlanLine) bool { return l.Change != app.PlanNew || l.Audit.Type == audit.Stage2 })
		overtaken, ill := fresh[0], fresh[len(fresh)-1]
		seat := overtaken.Seats[0]
		free, err := h.ListCandidates(t.Context(), planner, overtaken.Audit.ID, app.CandidatesAsked{Stretch: overtaken.Stretch, Team: []domain.ID{seat.PersonID}})
		if err != nil || len(free.Stretches) == 0 {
			t.Fatalf("no other days: %v", err)
		}
		b := app.Booking{Stretch: free.Stretches[0], Dates: audit.Hold, Reason: "The client asked.", Seats: []app.SeatWish{{PositionID: seat.PositionID, PersonID: seat.PersonID}}}
		if _, err := h.BookAudit(t.Context(), planner, overtaken.Audit.ID, overtaken.Audit.Version, b); err != nil {
			t.Fatal(err)
		}
		_, _, err = h.AddAbsence(t.Context(), planner, auditor.Absence{PersonID: ill.Seats[0].PersonID, Period: ill.Stretch.Period(), Why: "surgery"})
		if err != nil {
			t.Fatal(err)
		}
		p, err = h.AcceptPlan(t.Context(), planner, p.Run.ID, app.PlanAccepted{Reason: "The plan of the year."})
		if err != nil {
			t.Fatal(err)
		}
		booked := 0
		var stayed []audit.Audit
		for _, l := range p.Lines {
			if l.Taken != nil && !l.Taken.Booked && l.Audit.Dates != audit.Open {
				stayed = append(stayed, l.Audit)
			}
		}
		for _, l := range p.Lines {
			switch {
			case l.Taken == nil:
				t.Errorf("%s was not looked at", l.Audit.No)
			case l.Audit.No == overtaken.Audit.No && (l.Taken.Booked || l.Taken.Code != "overtaken"):
				t.Errorf("%s was booked by somebody else: %+v", l.Audit.No, l.Taken)
			case l.Audit.No == ill.Audit.No && (l.Taken.Booked || !slices.ContainsFunc(l.Taken.Findings, func(f domain.Finding) bool { return f.Rule == "planning.availability" })):
				t.Errorf("%s has nobody to go: %+v", l.Audit.No, l.Taken)
			case l.Taken.Booked && (l.Change != app.PlanSame || l.Audit.Stretch != l.Stretch):
				t.Errorf("%s is said to be booked: %+v", l.Audit.No, l)
			case l.Taken.Booked:
				booked++
			case l.Audit.No != overtaken.Audit.No && l.Audit.No != ill.Audit.No && !inTheWay(l.Taken, stayed):
				t.Errorf("%s was refused: %s %s %+v", l.Audit.No, l.Taken.Code, l.Taken.Why, l.Taken.Findings)
			}
		}
		if booked < len(p.Lines)*9/10-2 || strings.Contains(asText(t, p), "surgery") {
			t.Errorf("%d of %d lines booked", booked, len(p.Lines))
		}
		h.sound(t)
	})
}

// inTheWay tells whether a line was refused because of an audit that is not where
// the plan has it: on the same days, or in the same week of a person on its team
// who has no more of that week.
func inTheWay(t *app.PlanTaken, stayed []audit.Audit) bool {
	return slices.ContainsFunc(t.Findings, func(f domain.Finding) bool {
		return slices.ContainsFunc(stayed, func(x audit.Audit) bool {
			if f.Rule == "planning.overlap" {
				return strings.HasPrefix(f.Fact("other"), string(x.ID))
			}
			return f.Rule == "planning.ceilings" && x.On(domain.ID(f.Fact("auditor"))) && f.Fact("week") <= x.Stretch.To.String() &&
				domain.MustDate(f.Fact("week")).AddDays(7) > x.Stretch.From
		})
	})
}

// TestAnAbsenceIsRepaired: a lead falls ill; the proposal finds somebody or
// other days for the audits that are hit and for no other, and once it is
// accepted nobody is booked while away.
func TestAnAbsenceIsRepaired(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s app.Store) {
		h := demoBody(t, s)
		p := h.searched(t, app.PlanAsked{Moves: 20_000, Due: domain.Period{To: day("2027-05-31")}})
		p, err := h.AcceptPlan(t.Context(), planner, p.Run.ID, app.PlanAccepted{Dates: audit.Confirmed, Reason: "The plan."})
		if err != nil {
			t.Fatal(err)
		}
		var hit app.PlanLine
		for _, l := range p.Lines {
			if l.Taken != nil && l.Taken.Booked && l.Stretch.From > day("2027-01-10") {
				hit = l
				break
			}
		}
		who := hit.Seats[0].PersonID
		away := auditor.Absence{PersonID: who, Period: domain.Period{From: hit.Stretch.From.AddDays(-1), To: hit.Stretch.From.AddDays(3)}, Why: "surgery"}
		run, err := h.RepairPlan(t.Context(), planner, app.PlanRepaired{Absence: away})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(run.Asked.Around, hit.Audit.No) || run.State != app.PlanDone || run.Asked.Away.PersonID != who {
			t.Errorf("the repair of %s is %+v", hit.Audit.No, run)
		}
		if run, err = h.ImprovePlan(t.Context(), planner, run.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := h.StopPlan(t.Context(), planner, run.ID); err != nil { // waits: it is cancelled
			t.Fatal(err)
		}
		again, err := h.RepairPlan(t.Context(), planner, app.PlanRepaired{AbsenceID: run.Asked.Away.AbsenceID})
		if err != nil {
			t.Fatal(err)
		}
		fixed, err := h.ReadProposal(t.Context(), planner, again.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range fixed.Lines {
			if !slices.Contains(again.Asked.Around, l.Audit.No) {
				t.Errorf("%s is not hit and is to be changed: %+v", l.Audit.No, l)
			}
		}
		why, err := h.ExplainPlan(t.Context(), planner, again.ID, hit.Audit.No)
		if err != nil || len(why.Positions) == 0 || len(why.Positions[0].People) < 10 || strings.Contains(asText(t, why), "surgery") {
			t.Errorf("%s is explained by %+v, %v", hit.Audit.No, why, err)
		}
		fixed, err = h.AcceptPlan(t.Context(), planner, again.ID, app.PlanAccepted{Dates: audit.Confirmed, Reason: "Illness."})
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range fixed.Lines {
			if l.Taken == nil || !l.Taken.Booked {
				t.Errorf("%s: %+v", l.Audit.No, l.Taken)
			}
		}
		storetest.Read(t, s, func(tx app.Tx) error {
			still, err := tx.BookedBetween(away.Period, who)
			if len(still)+len(fixed.LeftOut) > len(fixed.LeftOut) {
				t.Errorf("still booked while away: %+v", still)
			}
			return err
		})
	})
}

// TestASearchIsStoppedCancelledAndFails: what a planner and a fault do to it.
func TestASearchIsStoppedCancelledAndFails(t *testing.T) {
	h := demoBody(t, storetest.SQLite(t))
	ctx := t.Context()
	for _, asked := range []app.PlanAsked{{}, {Seconds: -1}, {Seconds: 3601}, {Moves: -1}, {Moves: 1, Keep: "all"}} {
		_, err := h.StartPlan(ctx, planner, asked)
		want(t, err, domain.Invalid, "invalid_input")
	}
	_, err := h.StartPlan(ctx, domain.Actor{Roles: []domain.Role{domain.Auditor}}, app.PlanAsked{Moves: 1})
	want(t, err, domain.Forbidden, "forbidden")
	r, err := h.StartPlan(ctx, planner, app.PlanAsked{Seconds: 60})
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.StartPlan(ctx, planner, app.PlanAsked{Seconds: 60})
	want(t, err, domain.Conflict, "plan_claimed")
	_, err = h.ReadProposal(ctx, planner, r.ID)
	want(t, err, domain.Conflict, "no_plan_yet")
	if r, err = h.CancelPlan(ctx, planner, r.ID); err != nil || r.State != app.PlanCancelled {
		t.Errorf("cancelled: %+v, %v", r, err)
	}
	_, err = h.StopPlan(ctx, planner, r.ID)
	want(t, err, domain.Conflict, "plan_ended")
	h.solve(t) // finds nothing to do

	if r, err = h.StartPlan(ctx, planner, app.PlanAsked{Seconds: 60}); err != nil {
		t.Fatal(err)
	}
	storetest.Write(t, h.Store, func(tx app.Tx) error { return tx.SavePlanText(r.ID, "instance", `{"format":""`) })
	jobs, err := h.TakeJobs(ctx, h.clock.At, time.Time{}, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	for _, j := range jobs {
		if j.Kind == "solve_plan" && j.Object == r.ID {
			if err := h.SolvePlan(ctx, j); err == nil {
				t.Error("a problem that cannot be read was solved")
			}
		}
	}
	if r, err = h.CancelPlan(ctx, planner, r.ID); err != nil { // and does not stand in the way for ever
		t.Errorf("a search that fails cannot be cancelled: %v", err)
	}
}

// TestAbsencesThatHitBookingsAreListed: those of today and to come that take
// somebody from an audit, without their reasons, and none once it is repaired.
func TestAbsencesThatHitBookingsAreListed(t *testing.T) {
	r := newRoad(t)
	ones, leads := r.clients("k", "l")
	for i, x := range ones {
		_, err := r.BookAudit(t.Context(), r.planner, x.ID, x.Version, booking(x, []string{"2027-03-01", "2027-02-01"}[i], leads[i]))
		r.ok(err)
	}
	for i, days := range []domain.Period{
		{From: day("2027-03-01"), To: day("2027-03-05")}, {From: day("2027-02-01"), To: day("2027-02-05")}, // hit
		{From: day("2027-03-08"), To: day("2027-03-12")}, {From: day("2026-02-01"), To: day("2026-02-05")},
	} {
		_, _, err := r.AddAbsence(t.Context(), r.planner, auditor.Absence{PersonID: leads[i%2], Period: days, Why: "surgery"})
		r.ok(err)
	}
	hits, err := r.AbsenceHits(t.Context(), r.planner)
	r.ok(err)
	if len(hits) != 2 || hits[0].Absence.PersonID != leads[1] || hits[1].Absence.PersonID != leads[0] || len(hits[0].Audits) != 1 ||
		hits[0].Audits[0].ID != ones[1].ID || hits[0].Name == "" || hits[0].Clients[ones[1].ClientID] == "" || strings.Contains(asText(t, hits), "surgery") {
		t.Fatalf("hits: %+v", hits)
	}
	run, err := r.RepairPlan(t.Context(), r.planner, app.PlanRepaired{AbsenceID: hits[0].Absence.ID})
	r.ok(err)
	p, err := r.AcceptPlan(t.Context(), r.planner, run.ID, app.PlanAccepted{Reason: "Illness."})
	r.ok(err)
	if hits, err = r.AbsenceHits(t.Context(), r.planner); err != nil || len(hits) != 1 {
		t.Errorf("after the repair %+v: %d hits, %v", p.Lines, len(hits), err)
	}
	_, err = r.AbsenceHits(t.Context(), r.ann)
	want(t, err, domain.Forbidden, "forbidden")
}
