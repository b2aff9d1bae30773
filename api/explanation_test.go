package api

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/sample"
	"github.com/certwright/certwright/domain/planning/solve"
	"github.com/certwright/certwright/internal/store/storetest"
)

// TestAPlanOfTwoThousandAuditsIsExplainedAtOnce: once it is laid out, no question
// waits longer than a screen may make anybody wait. Why somebody is away is not
// in any answer.
func TestAPlanOfTwoThousandAuditsIsExplainedAtOnce(t *testing.T) {
	b := newBench(t)
	planner := b.as("Pia", "", domain.Planner)
	in := sample.Make(sample.Options{Audits: 2000, Auditors: 100, Days: 365, Seed: 2})
	for i := range in.Auditors {
		for j := range in.Auditors[i].Absences {
			in.Auditors[i].Absences[j].Why = "surgery"
		}
	}
	plan, err := solve.Solve(t.Context(), in, solve.Options{Seed: 1, Iterations: 1, NoBound: true})
	if err != nil {
		t.Fatal(err)
	}
	r := app.PlanRun{ID: "run", Kind: app.PlanPeriod, State: app.PlanDone, PlanHash: "of the plan", CreatedAt: b.clock.At}
	storetest.Write(t, b.app.Store, func(tx app.Tx) error {
		if err := tx.SavePlanRun(&r); err != nil {
			return err
		}
		for name, v := range map[string]any{"instance": in, "names": struct{}{}, "plan": plan} {
			text, err := json.Marshal(v)
			if err != nil {
				return err
			}
			if err := tx.SavePlanText(r.ID, name, string(text)); err != nil {
				return err
			}
		}
		return nil
	})
	ask := func(a planning.Audit) time.Duration {
		began := time.Now()
		got := planner.send("GET", "/api/v1/planning/runs/run/explanation?audit="+url.QueryEscape(a.ID), nil)
		took := time.Since(began)
		got.want(200)
		if strings.Contains(got.Body, "surgery") || !strings.Contains(got.Body, "planning.availability") {
			t.Errorf("%s: the answer says why somebody is away, or not that anybody is", a.ID)
		}
		return took
	}
	first := ask(in.Audits[0])
	var quickest, slowest time.Duration
	const asked = 20
	for i := range asked {
		took := ask(in.Audits[i*len(in.Audits)/asked])
		if slowest = max(slowest, took); quickest == 0 || took < quickest {
			quickest = took
		}
	}
	t.Logf("first question %v, then %v to %v, %d audits left out", first, quickest, slowest, len(in.Audits)-len(plan.Audits))
	if quickest > 300*time.Millisecond { // the slowest is the machine's as much as ours
		t.Errorf("every question took %v or longer", quickest)
	}
}
