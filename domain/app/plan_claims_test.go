package app_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/internal/store/storetest"
)

// claims gives the numbers of the audits each open run has.
func claims(t *testing.T, s app.Store) map[domain.ID][]string {
	t.Helper()
	out := map[domain.ID][]string{}
	storetest.Read(t, s, func(tx app.Tx) error {
		all, err := tx.PlanClaims()
		for _, c := range all {
			out[c.Run] = append(out[c.Run], c.No)
		}
		return err
	})
	return out
}

// claimedBy wants a start to be refused for the sake of a run, and gives what is said.
func claimedBy(t *testing.T, err error, run domain.ID) string {
	t.Helper()
	want(t, err, domain.Conflict, "plan_claimed")
	var e *domain.Error
	if !errors.As(err, &e) || len(e.Fields) == 0 || e.Fields[0] != (domain.FieldError{Field: "run", Message: string(run)}) {
		t.Fatalf("refused with %+v, not for the run %s", e, run)
	}
	return e.Message
}

// TestTwoPeriodsArePlannedAtOnce: two quarters are searched for and booked side
// by side; what one may move the other lets stay; a third that wants the same
// audits is refused by name, and begins once they are free.
func TestTwoPeriodsArePlannedAtOnce(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s app.Store) {
		h := demoBody(t, s)
		ctx := t.Context()
		first, err := h.StartPlan(ctx, planner, app.PlanAsked{Moves: 5_000, Due: domain.Period{To: day("2027-03-31")}})
		if err != nil {
			t.Fatal(err)
		}
		second, err := h.StartPlan(ctx, planner, app.PlanAsked{Moves: 5_000, Due: domain.Period{From: day("2027-04-01"), To: day("2027-09-30")}})
		if err != nil {
			t.Fatal(err)
		}
		if text := strings.Join(second.Notes, "\n"); !strings.Contains(text, "left as they are") {
			t.Errorf("the second lets nothing stay: %s", text)
		}
		has := claims(t, s)
		if len(has[first.ID]) < 5 || len(has[second.ID]) < 5 {
			t.Fatalf("claims: %v", has)
		}
		_, err = h.StartPlan(ctx, planner, app.PlanAsked{Moves: 1, Due: domain.Period{From: day("2027-05-01"), To: day("2027-06-30")}})
		said := claimedBy(t, err, second.ID)
		if !strings.Contains(said, "begun by Pia on 23 November 2026 at 10:00 CET") || !strings.Contains(said, "Wait for it") ||
			!slices.ContainsFunc(has[second.ID], func(no string) bool { return strings.Contains(said, no) }) {
			t.Errorf("it is said: %s", said)
		}
		_, err = h.StartPlan(ctx, planner, app.PlanAsked{Moves: 1, Rest: true, Due: domain.Period{From: day("2027-05-01"), To: day("2027-06-30")}})
		if said = claimedBy(t, err, first.ID); !strings.Contains(said, "Nothing else is due") { // nor is there in the first one's bookings
			t.Errorf("it is said: %s", said)
		}
		rest, err := h.StartPlan(ctx, planner, app.PlanAsked{Moves: 1, Rest: true, Due: domain.Period{From: day("2027-09-01"), To: day("2027-11-30")}})
		if err != nil {
			t.Fatal(err)
		}
		if got := claims(t, s)[rest.ID]; len(got) == 0 || !strings.Contains(strings.Join(rest.Notes, " "), "Other plans that are open have") {
			t.Errorf("the rest is %v: %v", got, rest.Notes)
		}
		if _, err := h.CancelPlan(ctx, planner, rest.ID); err != nil {
			t.Fatal(err)
		}
		open, err := h.OpenPlans(ctx, planner)
		if err != nil || len(open) != 2 || open[0].Run.ID != first.ID || open[0].Claims != len(has[first.ID]) {
			t.Errorf("open are %+v, %v", open, err)
		}
		h.solve(t)
		for _, run := range []domain.ID{first.ID, second.ID} {
			p, err := h.AcceptPlan(ctx, planner, run, app.PlanAccepted{Reason: "The plan of the quarter."})
			if err != nil {
				t.Fatal(err)
			}
			waiting := 0
			for _, l := range p.Lines {
				if l.Taken == nil || l.Taken.Code == "plan_claimed" {
					t.Errorf("%s: %+v", l.Audit.No, l)
				} else if !l.Taken.Booked {
					waiting++
				}
			}
			if booked := len(p.Lines) - waiting; booked < waiting || p.Claims != waiting || len(claims(t, s)[run]) != waiting {
				t.Errorf("%d of %d lines booked, %d still claimed", booked, len(p.Lines), p.Claims)
			}
			if _, err := h.DismissPlan(ctx, planner, run); err != nil {
				t.Error(err)
			}
		}
		if _, err := h.StartPlan(ctx, planner, app.PlanAsked{Moves: 1, Due: domain.Period{From: day("2027-05-01"), To: day("2027-06-30")}}); err != nil {
			t.Errorf("everything is free: %v", err)
		}
		h.sound(t)
	})
}

// TestOfTwoStartsOneWins: of those who want the same audits at the same moment
// one gets all of them, and the others learn who.
func TestOfTwoStartsOneWins(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s app.Store) {
		r := newRoadOn(t, s)
		r.clients("k", "l", "m")
		var n atomic.Int64
		r.App.NewID = func() domain.ID { return domain.ID(fmt.Sprintf("new-%06d", n.Add(1))) }
		r.App.Random = func(size int) []byte { return fmt.Appendf(make([]byte, 0, size), "%0*d", size, n.Add(1)) }
		for range 5 {
			var at sync.WaitGroup
			runs, errs := make([]app.PlanRun, 4), make([]error, 4)
			for i := range runs {
				at.Go(func() { runs[i], errs[i] = r.StartPlan(t.Context(), r.planner, app.PlanAsked{Moves: 1}) })
			}
			at.Wait()
			winner := slices.Index(errs, nil)
			if winner < 0 {
				t.Fatalf("nobody won: %v", errs)
			}
			for i, err := range errs {
				if i != winner {
					claimedBy(t, err, runs[winner].ID)
				}
			}
			if has := claims(t, s); len(has) != 1 || len(has[runs[winner].ID]) < 3 {
				t.Errorf("claims: %v", has)
			}
			_, err := r.CancelPlan(t.Context(), r.planner, runs[winner].ID)
			r.ok(err)
		}
	})
}

// TestClaimsEnd with each way in which a run can be done with, and only then.
func TestClaimsEnd(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s app.Store) {
		r := newRoadOn(t, s)
		ones, leads := r.clients("k", "l")
		h, ctx := house{App: r.App, clock: r.clock}, t.Context()
		start := func() domain.ID {
			t.Helper()
			run, err := r.StartPlan(ctx, r.planner, app.PlanAsked{Moves: 50})
			r.ok(err)
			return run.ID
		}
		free := func(run domain.ID, when string) {
			t.Helper()
			if has := claims(t, s); len(has) > 0 {
				t.Errorf("%s, it still has %v", when, has[run])
			}
		}
		run := start()
		_, err := r.StopPlan(ctx, r.planner, run) // no worker has it
		r.ok(err)
		free(run, "stopped before it began")
		run = start()
		_, err = r.CancelPlan(ctx, r.planner, run)
		r.ok(err)
		free(run, "cancelled")

		run = start()
		r.write(func(tx app.Tx) error { // a search that has neither time nor moves
			p, err := tx.PlanRun(run)
			r.ok(err)
			p.Asked.Moves = 0
			return tx.SavePlanRun(&p)
		})
		h.solve(t)
		storetest.Read(t, s, func(tx app.Tx) error {
			p, err := tx.PlanRun(run)
			if p.State != app.PlanFailed {
				t.Errorf("a search without an end is %s", p.State)
			}
			return err
		})
		free(run, "failed")

		run = start()
		if _, err := r.DismissPlan(ctx, r.planner, run); domain.CodeOf(err) != "no_plan_yet" {
			t.Errorf("a search was dismissed: %v", err)
		}
		h.solve(t)
		if has := claims(t, s)[run]; len(has) < 2 {
			t.Fatalf("the proposal has %v", has)
		}
		_, err = r.StartPlan(ctx, r.planner, app.PlanAsked{Moves: 50})
		if said := claimedBy(t, err, run); !strings.Contains(said, "The proposal for") || !strings.Contains(said, "dismiss it") {
			t.Errorf("it is said: %s", said)
		}
		for range 2 { // the second time there is nothing to do
			_, err = r.DismissPlan(ctx, r.planner, run)
			r.ok(err)
		}
		free(run, "dismissed")

		other := start() // what was dismissed cannot be booked while another has it
		p, err := r.AcceptPlan(ctx, r.planner, run, app.PlanAccepted{Reason: "Late."})
		r.ok(err)
		for _, l := range p.Lines {
			if l.Taken == nil || l.Taken.Booked || l.Taken.Code != "plan_claimed" || !strings.Contains(l.Taken.Why, "The search for") {
				t.Errorf("%s was booked from under another plan: %+v", l.Audit.No, l.Taken)
			}
		}
		h.solve(t)
		one := r.bookedOn(ones[0], "2027-01-25", leads[0]) // by hand: the line is overtaken
		if has := claims(t, s)[other]; slices.Contains(has, one.No) || !slices.Contains(has, ones[1].No) {
			t.Errorf("after a booking by hand it has %v", has)
		}
		p, err = r.AcceptPlan(ctx, r.planner, other, app.PlanAccepted{Reason: "The plan."})
		r.ok(err)
		for _, l := range p.Lines {
			if l.Taken == nil || l.Taken.Booked != (l.Audit.ID != one.ID) {
				t.Errorf("%s: %+v", l.Audit.No, l.Taken)
			}
		}
		free(other, "booked")
	})
}

// TestARepairHasWhatItWouldMove: a proposal for an absence waits while a period
// is planned, which lets its audits stay; a newer repair of the absence takes its
// place; another plan that may move what is hit refuses the repair by name, and
// the absence is kept.
func TestARepairHasWhatItWouldMove(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s app.Store) {
		r := newRoadOn(t, s)
		ones, leads := r.clients("k", "l", "m")
		ctx := t.Context()
		hit := r.bookedOn(ones[0], "2027-02-01", leads[0])
		ill := r.away(leads[0], "2027-01-30", "2027-02-06")
		p := r.repaired(ill, false)
		if has := claims(t, s)[p.Run.ID]; !slices.Equal(has, []string{hit.No}) || p.Claims != 1 {
			t.Fatalf("the repair has %v", has)
		}
		period, err := r.StartPlan(ctx, r.planner, app.PlanAsked{Moves: 50})
		r.ok(err)
		if has := claims(t, s)[period.ID]; slices.Contains(has, hit.No) || !slices.Contains(has, ones[1].No) {
			t.Errorf("the period has %v", has)
		}
		again := r.repaired(ill, false)
		if has := claims(t, s); len(has[p.Run.ID]) > 0 || !slices.Equal(has[again.Run.ID], []string{hit.No}) {
			t.Errorf("after a newer repair: %v", has)
		}
		improved, err := r.ImprovePlan(ctx, r.planner, again.Run.ID)
		r.ok(err)
		_, err = r.RepairPlan(ctx, r.planner, app.PlanRepaired{AbsenceID: ill.ID})
		if said := claimedBy(t, err, improved.ID); !strings.Contains(said, "being away 30 January 2027") || strings.Contains(said, "period") {
			t.Errorf("it is said: %s", said)
		}
		_, err = r.CancelPlan(ctx, r.planner, improved.ID)
		r.ok(err)
		_, err = r.CancelPlan(ctx, r.planner, period.ID)
		r.ok(err)

		period, err = r.StartPlan(ctx, r.planner, app.PlanAsked{Moves: 50}) // may move what is hit
		r.ok(err)
		_, err = r.RepairPlan(ctx, r.planner, app.PlanRepaired{Absence: auditor.Absence{PersonID: leads[0], Period: domain.Period{From: day("2027-01-31"), To: day("2027-02-02")}, Why: "surgery"}})
		if said := claimedBy(t, err, period.ID); !strings.HasSuffix(said, "The absence is kept.") {
			t.Errorf("it is said: %s", said)
		}
		hits, err := r.AbsenceHits(ctx, r.planner)
		r.ok(err)
		if !slices.ContainsFunc(hits, func(x app.AbsenceHit) bool { return x.Absence.Period.From == day("2027-01-31") }) {
			t.Errorf("the absence was not kept: %+v", hits)
		}
	})
}

// TestASearchBegunBeforeThereWereClaims takes what nobody has when a worker takes
// it, also when its first worker has died.
func TestASearchBegunBeforeThereWereClaims(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s app.Store) {
		r := newRoadOn(t, s)
		ones, _ := r.clients("k", "l")
		run, err := r.StartPlan(t.Context(), r.planner, app.PlanAsked{Moves: 50})
		r.ok(err)
		r.write(func(tx app.Tx) error { // as a migration leaves it
			run.State, run.Begun, run.Holder = app.PlanRunning, 1, 1
			r.ok(tx.KeepPlanClaims(run.ID, nil))
			return tx.SavePlanRun(&run)
		})
		house{App: r.App, clock: r.clock}.solve(t)
		has := claims(t, s)[run.ID]
		if !slices.ContainsFunc(ones, func(x audit.Audit) bool { return slices.Contains(has, x.No) }) {
			t.Errorf("its proposal has %v", has)
		}
	})
}
