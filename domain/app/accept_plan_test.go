package app_test

import (
	"context"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/internal/store/storetest"
)

// mortal commits so many more transactions and dies before the next, as a
// process does that is killed.
type mortal struct {
	app.Store
	left int
}

func (s *mortal) Write(ctx context.Context, work func(app.Tx) error) error {
	if s.left == 0 {
		return domain.E(domain.Internal, "killed", "The process was killed.")
	}
	err := s.Store.Write(ctx, work)
	if err == nil {
		s.left--
	}
	return err
}

// TestWhatAPlanBookedIsKnownWheneverItsProcessDies: the one who accepts a plan is
// killed before each of its transactions in turn. What is booked by then is known
// to the undo, which brings all of it back, also when it is killed as well.
func TestWhatAPlanBookedIsKnownWheneverItsProcessDies(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s app.Store) {
		r := newRoadOn(t, s)
		ones, leads := r.clients("k", "l", "m", "n")
		for i, x := range ones {
			x, err := r.BookAudit(t.Context(), r.planner, x.ID, x.Version, booking(x, []string{"2027-02-01", "2027-02-01", "2027-03-01", "2027-03-01"}[i], leads[i]))
			r.ok(err)
			ones[i] = x
		}
		next := map[string]string{"AU-k": "AU-l", "AU-l": "AU-k"} // a ring of two, and two that move
		id := r.proposed(func(pl *planning.Planned) {
			if who := next[pl.Team["lead"]]; who != "" {
				pl.Team = map[string]string{"lead": who}
			} else {
				pl.Start = day("2027-03-08")
			}
		})
		for cut, ended := 0, false; !ended; cut++ {
			_, err := r.until(cut).AcceptPlan(t.Context(), r.planner, id, app.PlanAccepted{})
			ended = err == nil
			r.knows(id, ones)
			for dies := 0; len(r.acceptances(id)) > 0; dies++ { // the undo dies too, and is asked again
				_, _ = r.until(dies).UndoPlan(t.Context(), r.planner, id, r.acceptances(id)[0].Nth, "")
				r.knows(id, ones)
			}
			for _, x := range ones {
				if now := r.stageOf(x); !sameDaysAndTeam(now, x) {
					t.Errorf("killed after %d transactions, %s is not back: %+v", cut, x.No, now)
				}
			}
			if cut > 9 {
				t.Fatal("it never ends")
			}
		}
	})
}

// until is the use cases in a process that dies after so many transactions.
func (r *road) until(transactions int) *app.App {
	return &app.App{Store: &mortal{r.Store, transactions}, Clock: r.Clock, NewID: r.NewID, Random: r.Random, Log: r.Log}
}

func (r *road) acceptances(id domain.ID) []app.PlanAcceptance {
	r.t.Helper()
	p, err := r.ReadProposal(r.t.Context(), r.planner, id)
	r.ok(err)
	return p.Acceptances
}

// knows wants the undo of a run to know each audit that is not as it was.
func (r *road) knows(id domain.ID, before []audit.Audit) {
	r.t.Helper()
	known := map[domain.ID]bool{}
	for _, a := range r.acceptances(id) {
		u, err := r.ReadUndo(r.t.Context(), r.planner, id, a.Nth)
		r.ok(err)
		for _, l := range u.Lines {
			known[l.Audit.ID] = l.Stays == ""
		}
	}
	for _, x := range before {
		if now := r.stageOf(x); sameDaysAndTeam(now, x) == known[x.ID] {
			r.t.Errorf("%s is booked for %s, and the undo knows: %t", x.No, now.Stretch, known[x.ID])
		}
	}
}

func sameDaysAndTeam(x, y audit.Audit) bool { return x.Stretch == y.Stretch && x.Lead() == y.Lead() }
