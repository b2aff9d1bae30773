package storetest

import (
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/planning"
)

func TestPlanPricesRoundTrip(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		Read(t, s, func(tx app.Tx) error {
			p, err := tx.PlanPrices()
			Same(t, p, app.PlanPrices{Prices: planning.DefaultPrices()})
			return err
		})
		var p app.PlanPrices
		Fill(t, &p, map[string]any{"Version": 0})
		RoundTrip(t, s, &p, app.Tx.SavePlanPrices, app.Tx.PlanPrices)
		first := app.PlanPrices{Prices: planning.DefaultPrices()}
		Refused(t, s, domain.Stale, func(tx app.Tx) error { return tx.SavePlanPrices(&first) })
	})
}

func TestPlanRunsRoundTrip(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		var r app.PlanRun
		Fill(t, &r, map[string]any{"ID": "p1", "Version": 0, "Kind": "period", "State": "running"})
		r.Holder = 3
		load := func(tx app.Tx) (app.PlanRun, error) { return tx.PlanRun("p1") }
		RoundTrip(t, s, &r, app.Tx.SavePlanRun, load)
		Read(t, s, func(tx app.Tx) error {
			page, err := tx.PlanRunList(app.List{Filter: map[string]string{"state": "running", "kind": "period"}})
			Same(t, page, app.Page[app.PlanRun]{Rows: []app.PlanRun{r}, Total: 1})
			return err
		})
		second := r
		second.ID, second.Version, second.State = "p2", 0, app.PlanWaiting
		Write(t, s, func(tx app.Tx) error { return tx.SavePlanRun(&second) })

		var p app.PlanPoint
		Fill(t, &p, map[string]any{"N": 1})
		Write(t, s, func(tx app.Tx) error {
			for holder, want := range map[int]bool{2: false, 3: true} {
				if kept, err := tx.InsertPlanPoint("p1", holder, p); err != nil || kept != want {
					t.Errorf("holder %d: kept %t, %v", holder, kept, err)
				}
			}
			if err := tx.SavePlanText("p1", "plan", "first"); err != nil {
				return err
			}
			return tx.SavePlanText("p1", "plan", "second")
		})
		Read(t, s, func(tx app.Tx) error {
			points, err := tx.PlanPoints("p1", 0)
			Same(t, points, []app.PlanPoint{p})
			if err != nil {
				return err
			}
			if points, err = tx.PlanPoints("p1", 1); len(points) > 0 || err != nil {
				t.Errorf("after the last point: %v, %v", points, err)
			}
			text, err := tx.PlanText("p1", "plan")
			Same(t, text, "second")
			return err
		})
		Refused(t, s, domain.Unknown, func(tx app.Tx) error { _, err := tx.PlanText("p1", "instance"); return err })
		planNotes(t, s, second.ID)
		planClaims(t, s, "p1", second.ID)
		r.State, r.Stop = app.PlanDone, false
		Write(t, s, func(tx app.Tx) error { return tx.SavePlanRun(&r) })
		Write(t, s, func(tx app.Tx) error {
			p.N = 2
			if kept, err := tx.InsertPlanPoint("p1", 3, p); err != nil || kept {
				t.Errorf("a run that ended keeps no point: %t, %v", kept, err)
			}
			return nil
		})
	})
}

// planNotes: the last note of an audit counts, and is taken once.
func planNotes(t *testing.T, s app.Store, run domain.ID) {
	a := SeedAgreed(t, s, "a")
	x := engagement(a, "a1", a.Auditor.ID, days("2027-05-03", "2027-05-03"))
	var first, last app.PlanTaken
	Fill(t, &first, map[string]any{"AuditID": "a1"})
	Fill(t, &last, map[string]any{"AuditID": "a1"})
	last.Booked = !first.Booked
	Write(t, s, func(tx app.Tx) error {
		if err := tx.SaveAudit(&x, a.Site.Zone()); err != nil {
			return err
		}
		if err := tx.SavePlanNote(run, first); err != nil {
			return err
		}
		return tx.SavePlanNote(run, last)
	})
	Read(t, s, func(tx app.Tx) error {
		notes, err := tx.PlanNotes(run)
		Same(t, notes, []app.PlanTaken{last})
		return err
	})
	for _, want := range [][]app.PlanTaken{{last}, nil} {
		Write(t, s, func(tx app.Tx) error {
			notes, err := tx.TakePlanNotes(run)
			Same(t, notes, want)
			return err
		})
	}
}

// planClaims: an audit is claimed once; the second learns who has it.
func planClaims(t *testing.T, s app.Store, first, second domain.ID) {
	a := SeedAgreed(t, s, "c")
	Write(t, s, func(tx app.Tx) error {
		for _, id := range []domain.ID{"c1", "c2", "c3"} {
			x := engagement(a, string(id), a.Auditor.ID, days("2027-06-07", "2027-06-07"))
			x.Unbook()
			if err := tx.SaveAudit(&x, a.Site.Zone()); err != nil {
				return err
			}
		}
		return nil
	})
	claim := func(audit domain.ID, run domain.ID) app.PlanClaim {
		return app.PlanClaim{AuditID: audit, No: numberOf(t, s, audit), Run: run}
	}
	no := func(ids ...domain.ID) (out []string) {
		for _, id := range ids {
			out = append(out, numberOf(t, s, id))
		}
		return out
	}
	take := func(run domain.ID, nos []string, others ...app.PlanClaim) {
		t.Helper()
		Write(t, s, func(tx app.Tx) error {
			held, err := tx.ClaimAudits(run, nos)
			Same(t, held, others)
			return err
		})
	}
	has := func(want ...app.PlanClaim) {
		t.Helper()
		Read(t, s, func(tx app.Tx) error {
			got, err := tx.PlanClaims()
			Same(t, got, want)
			return err
		})
	}
	take(first, no("c2", "c1"))
	take(first, no("c1", "c2")) // its own are no hindrance
	take(second, no("c2", "c3"), claim("c2", first))
	has(claim("c1", first), claim("c2", first), claim("c3", second))
	Write(t, s, func(tx app.Tx) error {
		if err := tx.KeepPlanClaims(first, no("c2", "c3")); err != nil { // c3 is not its own
			return err
		}
		return tx.EndPlanClaim("c3")
	})
	has(claim("c2", first))
	Write(t, s, func(tx app.Tx) error { return tx.KeepPlanClaims(first, nil) })
	has()
}

func numberOf(t *testing.T, s app.Store, id domain.ID) (no string) {
	t.Helper()
	Read(t, s, func(tx app.Tx) error {
		x, err := tx.Audit(id)
		no = x.No
		return err
	})
	return no
}
