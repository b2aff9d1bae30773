package jobs

import (
	"context"
	"encoding/json"
	"path/filepath"
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/check"
	"github.com/certwright/certwright/domain/planning/sample"
	"github.com/certwright/certwright/internal/store"
	"github.com/certwright/certwright/internal/store/storetest"
	"github.com/certwright/certwright/internal/testenv"
)

// TestASearchOutlivesItsWorker kills the worker of a long search with -9: another
// goes on from the best plan kept, the curve never rises, and the planner stops it
// and keeps a plan that every rule allows.
func TestASearchOutlivesItsWorker(t *testing.T) {
	for name, database := range map[string]func() string{
		"sqlite":   func() string { return filepath.Join(t.TempDir(), "certwright.db") },
		"postgres": func() string { return testenv.Postgres(t, storetest.Migrate) },
	} {
		t.Run(name, func(t *testing.T) { outlives(t, database()) })
	}
}

func outlives(t *testing.T, database string) {
	if err := storetest.Migrate(database); err != nil {
		t.Fatal(err)
	}
	t.Setenv(workerTasks, "yes")
	s, err := store.Open(database)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Second)
	defer cancel()
	x := trial{t: t, database: database, store: s}
	in := sample.Make(sample.Options{Audits: 120, Auditors: 20, Days: 200, Seed: 7})
	wanted(t, s, in)

	first := x.start()
	killed := searching(ctx, t, s, func(r app.PlanRun, points []app.PlanPoint) bool { return len(points) >= 3 })
	x.kill(first)
	second := x.start()
	defer x.kill(second)
	searching(ctx, t, s, func(r app.PlanRun, points []app.PlanPoint) bool { return r.Begun == 2 && len(points) > len(killed)+1 })
	planner := domain.Actor{UserID: "u", Name: "Pia", Roles: []domain.Role{domain.Planner}}
	if _, err := useCases(s).StopPlan(ctx, planner, "run"); err != nil {
		t.Fatal(err)
	}
	points := searching(ctx, t, s, func(r app.PlanRun, _ []app.PlanPoint) bool { return r.State == app.PlanDone })
	for i := 1; i < len(points); i++ {
		if p, q := points[i-1], points[i]; q.Cost > p.Cost || q.MS < p.MS || q.N != p.N+1 || q.Bound < p.Bound {
			t.Errorf("after %+v came %+v", p, q)
		}
	}
	storetest.Read(t, s, func(tx app.Tx) error {
		r, err := tx.PlanRun("run")
		if err != nil {
			return err
		}
		text, err := tx.PlanText("run", "plan")
		if err != nil {
			return err
		}
		plan := &planning.Plan{}
		if err := json.Unmarshal([]byte(text), plan); err != nil {
			return err
		}
		if v := check.Judge(in, plan); !v.Feasible || v.Cost != r.Cost || r.Cost > killed[len(killed)-1].Cost {
			t.Errorf("kept is %+v, judged %d euro; %d when the first worker died", r, v.Cost, killed[len(killed)-1].Cost)
		}
		j, err := tx.JobList(app.List{Filter: map[string]string{"kind": "solve_plan"}})
		if len(j.Rows) != 1 || j.Rows[0].State != app.JobDone {
			t.Errorf("its job: %+v", j.Rows)
		}
		return err
	})
}

// wanted leaves a search behind as a planner does who asks for an hour of it.
func wanted(t *testing.T, s app.Store, in *planning.Instance) {
	at := domain.WallClock{}.Now()
	storetest.Write(t, s, func(tx app.Tx) error {
		r := app.PlanRun{ID: "run", Kind: app.PlanPeriod, State: app.PlanWaiting, Asked: app.PlanAsked{Seconds: 3600, Seed: 1}, CreatedAt: at}
		if err := tx.SavePlanRun(&r); err != nil {
			return err
		}
		for name, v := range map[string]any{"instance": in, "names": struct{}{}} {
			b, err := json.Marshal(v)
			if err != nil {
				return err
			}
			if err := tx.SavePlanText("run", name, string(b)); err != nil {
				return err
			}
		}
		_, err := tx.InsertJob(app.Job{ID: newID(), Kind: "solve_plan", Object: "run", DedupeKey: "run", DueAt: at, CreatedAt: at, State: app.JobPending})
		return err
	})
}

// searching waits until the search is as far as wanted and gives its curve.
func searching(ctx context.Context, t *testing.T, s app.Store, far func(r app.PlanRun, points []app.PlanPoint) bool) []app.PlanPoint {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		var r app.PlanRun
		var points []app.PlanPoint
		storetest.Read(t, s, func(tx app.Tx) (err error) {
			if r, err = tx.PlanRun("run"); err != nil {
				return err
			}
			points, err = tx.PlanPoints("run", 0)
			return err
		})
		if far(r, points) {
			return points
		}
		select {
		case <-ctx.Done():
			t.Fatalf("the search came no further than %+v, %d points", r, len(points))
		case <-tick.C:
		}
	}
}
