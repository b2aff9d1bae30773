package app_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/internal/merkle"
	"github.com/certwright/certwright/internal/seal"
	"github.com/certwright/certwright/internal/store/storetest"
)

// clients walks so many clients to a signed contract and gives their Stage 1,
// with an authorised lead each.
func (r *road) clients(names ...string) (ones []audit.Audit, leads []domain.ID) {
	r.t.Helper()
	for _, name := range names {
		s := storetest.Seed(r.t, r.Store, name)
		r.permit(s.Auditor.ID, "lead", "IAF 33", "2020-01-01", "")
		r.client, r.site = s.Client, s.Site
		r.customer.ClientID = s.Client.ID
		one, _ := r.contracted()
		ones, leads = append(ones, one), append(leads, s.Auditor.ID)
	}
	return ones, leads
}

// proposed keeps a run whose plan has each audit where a change puts it.
func (r *road) proposed(change func(pl *planning.Planned)) domain.ID {
	r.t.Helper()
	y, err := r.PlanYear(r.t.Context(), r.planner, app.YearAsked{})
	r.ok(err)
	plan := planning.Plan{Format: planning.PlanFormat, Audits: slices.Clone(y.Instance.Baseline.Plan)}
	for i := range plan.Audits {
		change(&plan.Audits[i])
	}
	run := app.PlanRun{ID: r.NewID(), Kind: app.PlanRepair, State: app.PlanDone, Asked: app.PlanAsked{Due: y.Asked.Due}, CreatedAt: r.clock.Now()}
	r.write(func(tx app.Tx) error {
		if err := tx.SavePlanRun(&run); err != nil {
			return err
		}
		for name, v := range map[string]any{"instance": y.Instance, "names": struct{}{}, "plan": plan} {
			text, err := json.Marshal(v)
			if err != nil {
				return err
			}
			if err := tx.SavePlanText(run.ID, name, string(text)); err != nil {
				return err
			}
		}
		return nil
	})
	return run.ID
}

// TestARingChangesPlacesAtOnce: three audits on the same days whose leads go
// round, and a client whose days are exchanged with another's: no line can be
// booked before the others, together they are; and back again by one undo.
func TestARingChangesPlacesAtOnce(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s app.Store) {
		r := newRoadOn(t, s)
		keys, err := seal.Load(t.TempDir(), "Body", "body.example/ledger", r.clock.At)
		r.ok(err)
		r.Seals, r.Tree = keys, merkle.Tree{}
		ones, leads := r.clients("k", "l", "m", "n", "o")
		first := map[string]app.Booking{}
		for i, x := range ones {
			from, who := "2027-02-01", leads[i]
			if i == 4 { // the fifth has the fourth's lead, a week later
				from, who = "2027-02-08", leads[3]
			}
			first[x.No] = booking(x, from, who)
			x, err := r.BookAudit(t.Context(), r.planner, x.ID, x.Version, first[x.No])
			r.ok(err)
			ones[i] = x
		}
		next := map[string]string{"AU-k": "AU-l", "AU-l": "AU-m", "AU-m": "AU-k"}
		id := r.proposed(func(pl *planning.Planned) {
			switch who := pl.Team["lead"]; {
			case next[who] != "":
				pl.Team = map[string]string{"lead": next[who]}
			case pl.ID == ones[3].No:
				pl.Start = day("2027-02-08")
			default:
				pl.Start = day("2027-02-01")
			}
		})
		p, err := r.AcceptPlan(t.Context(), r.planner, id, app.PlanAccepted{})
		r.ok(err)
		for _, l := range p.Lines {
			if l.Taken == nil || !l.Taken.Booked || l.Change != app.PlanSame {
				t.Errorf("%s stayed: %+v", l.Audit.No, l.Taken)
			}
		}
		for i, want := range []domain.ID{leads[1], leads[2], leads[0], leads[3], leads[3]} {
			if x := r.stageOf(ones[i]); x.Lead() != want {
				t.Errorf("%s is led by %s", x.No, x.Lead())
			}
		}
		p, err = r.UndoPlan(t.Context(), r.planner, id, 1, "")
		r.ok(err)
		for _, l := range p.Lines {
			if x := r.stageOf(l.Audit); l.Taken.Undone == nil || x.Lead() != first[x.No].Seats[0].PersonID || x.Stretch != first[x.No].Stretch || x.Dates != audit.Proposed {
				t.Errorf("%s is not back: %+v, %+v", x.No, l.Taken, x)
			}
		}
		_, err = r.ReadUndo(t.Context(), r.planner, id, 1)
		r.refused(err, "nothing_to_undo")
		r.ok(r.Sequence(t.Context()))
		r.verified("audit")
		r.verified("plan_run")
	})
}

func (r *road) stageOf(x audit.Audit) (now audit.Audit) {
	r.t.Helper()
	storetest.Read(r.t, r.Store, func(tx app.Tx) (err error) { now, err = tx.Audit(x.ID); return err })
	return now
}

// TestARingIsAllOrNothing: one of three may not go where it is wanted; none of
// the ring moves, and the rule is named where it stands.
func TestARingIsAllOrNothing(t *testing.T) {
	r := newRoad(t)
	ones, leads := r.clients("k", "l", "m")
	for i, x := range ones {
		x, err := r.BookAudit(t.Context(), r.planner, x.ID, x.Version, booking(x, "2027-02-01", leads[i]))
		r.ok(err)
		ones[i] = x
	}
	next := map[string]string{"AU-k": "AU-l", "AU-l": "AU-m", "AU-m": "AU-k"}
	id := r.proposed(func(pl *planning.Planned) { pl.Team = map[string]string{"lead": next[pl.Team["lead"]]} })
	ill := auditor.Absence{ID: "ill", PersonID: leads[2], Period: ones[1].Period(), Why: "surgery"}
	r.write(func(tx app.Tx) error { return tx.SaveAbsence(&ill) })
	p, err := r.AcceptPlan(t.Context(), r.planner, id, app.PlanAccepted{})
	r.ok(err)
	for i, x := range ones {
		if now := r.stageOf(x); now.Lead() != leads[i] || now.Version != x.Version {
			t.Errorf("%s has moved to %s", x.No, now.Lead())
		}
	}
	for _, l := range p.Lines {
		rule := "planning.overlap"
		if l.Audit.ID == ones[1].ID {
			rule = "planning.availability"
		}
		if l.Taken == nil || l.Taken.Booked || !slices.ContainsFunc(l.Taken.Findings, func(f domain.Finding) bool { return f.Rule == rule }) {
			t.Errorf("%s is refused by %+v, want %s", l.Audit.No, l.Taken, rule)
		}
	}
}

// TestTwoAcceptAtOnce: whoever comes second to a line learns that it was
// overtaken, and the run still says that it is booked.
func TestTwoAcceptAtOnce(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s app.Store) {
		r := newRoadOn(t, s)
		ones, leads := r.clients("k", "l", "m")
		for i, x := range ones {
			_, err := r.BookAudit(t.Context(), r.planner, x.ID, x.Version, booking(x, "2027-02-01", leads[i]))
			r.ok(err)
		}
		id := r.proposed(func(pl *planning.Planned) { pl.Start = day("2027-02-08") })
		var n atomic.Int64
		r.App.NewID = func() domain.ID { return domain.ID(fmt.Sprintf("new-%06d", n.Add(1))) }
		r.App.Random = func(size int) []byte { return fmt.Appendf(make([]byte, 0, size), "%0*d", size, n.Add(1)) }
		var at sync.WaitGroup
		for range 4 {
			at.Go(func() {
				if _, err := r.AcceptPlan(t.Context(), r.planner, id, app.PlanAccepted{}); err != nil {
					t.Errorf("accepting: %v", err)
				}
			})
		}
		at.Wait()
		p, err := r.ReadProposal(t.Context(), r.planner, id)
		r.ok(err)
		if len(p.Lines) != 3 {
			t.Errorf("%d lines", len(p.Lines))
		}
		for _, l := range p.Lines {
			if l.Change != app.PlanSame || !l.Taken.Booked || l.Taken.Acceptance == 0 {
				t.Errorf("%s: %s, %+v", l.Audit.No, l.Change, l.Taken)
			}
		}
	})
}
