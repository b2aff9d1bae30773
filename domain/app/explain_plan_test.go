package app_test

import (
	"context"
	"encoding/json"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/sample"
	"github.com/certwright/certwright/domain/planning/solve"
	"github.com/certwright/certwright/internal/store/storetest"
)

// counted counts how often a text of a run is loaded.
type counted struct {
	app.Store
	texts *atomic.Int64
}

type countedTx struct {
	app.Tx
	texts *atomic.Int64
}

func (s counted) Read(ctx context.Context, work func(app.Tx) error) error {
	return s.Store.Read(ctx, func(tx app.Tx) error { return work(countedTx{tx, s.texts}) })
}

func (t countedTx) PlanText(run domain.ID, name string) (string, error) {
	t.texts.Add(1)
	return t.Tx.PlanText(run, name)
}

// keepRun keeps a run that has ended with a plan.
func keepRun(t *testing.T, s app.Store, id domain.ID, in *planning.Instance, plan *planning.Plan) {
	t.Helper()
	storetest.Write(t, s, func(tx app.Tx) error {
		r, err := tx.PlanRun(id)
		if err != nil {
			r = app.PlanRun{ID: id, Kind: app.PlanPeriod}
		}
		r.State, r.PlanHash = app.PlanDone, "hash of "+asText(t, plan)
		if err := tx.SavePlanRun(&r); err != nil {
			return err
		}
		for name, v := range map[string]any{"instance": in, "names": struct{}{}, "plan": plan} {
			text, err := json.Marshal(v)
			if err != nil {
				return err
			}
			if err := tx.SavePlanText(id, name, string(text)); err != nil {
				return err
			}
		}
		return nil
	})
}

func solved(t *testing.T, in *planning.Instance, moves int) *planning.Plan {
	t.Helper()
	plan, err := solve.Solve(t.Context(), in, solve.Options{Seed: 1, Iterations: moves, NoBound: true})
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// TestAPlanAskedAboutTwiceIsLaidOutOnce: the second question, and the page, find
// the tables of the first; another plan of the run does not; the plan asked about longest ago
// makes room; many at once get what one alone gets.
func TestAPlanAskedAboutTwiceIsLaidOutOnce(t *testing.T) {
	texts := new(atomic.Int64)
	store := storetest.SQLite(t)
	a, _ := storetest.App(counted{store, texts})
	in := sample.Make(sample.Options{Audits: 40, Auditors: 12, Days: 200, Seed: 3})
	plan := solved(t, in, 500)
	for _, run := range []domain.ID{"r1", "r2", "r3", "r4"} {
		keepRun(t, store, run, in, plan)
	}
	ask := func(run domain.ID, audit int) app.PlanExplained {
		t.Helper()
		x, err := a.ExplainPlan(t.Context(), planner, run, in.Audits[audit].ID)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	loads := func(what string, want int64, questions func()) {
		t.Helper()
		before := texts.Load()
		if questions(); texts.Load()-before != 3*want {
			t.Errorf("%s: %d texts were loaded, not those of %d plans", what, texts.Load()-before, want)
		}
	}
	var first []app.PlanExplained
	loads("one question", 1, func() { first = append(first, ask("r1", 0)) })
	loads("more questions about the same plan", 0, func() {
		for i := 1; i < 8; i++ {
			first = append(first, ask("r1", i))
		}
	})
	read := func(run domain.ID) {
		t.Helper()
		if _, err := a.ReadProposal(t.Context(), planner, run); err != nil {
			t.Fatal(err)
		}
	}
	loads("its page", 0, func() { read("r1"); read("r1") })
	loads("the page of another, and a question about it", 1, func() { read("r2"); ask("r2", 0) })
	loads("a better plan of the run", 1, func() {
		keepRun(t, store, "r1", in, solved(t, in, 3000))
		ask("r1", 0)
		ask("r1", 1)
	})
	keepRun(t, store, "r1", in, plan)
	loads("three other plans, one of them read before, and the first one again", 3, func() { ask("r2", 0); ask("r3", 0); ask("r4", 0); ask("r1", 0) })
	loads("the two asked about last", 0, func() { ask("r4", 0); ask("r3", 0) })

	var all sync.WaitGroup
	for i := range first {
		all.Go(func() {
			if x, err := a.ExplainPlan(t.Context(), planner, "r1", in.Audits[i].ID); err != nil || !reflect.DeepEqual(x, first[i]) {
				t.Errorf("%s, asked with others: %+v, %v; alone: %+v", in.Audits[i].ID, x, err, first[i])
			}
		})
	}
	all.Wait()
}
