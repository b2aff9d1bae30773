package check_test

import (
	"os"
	"testing"

	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/check"
)

func load(t *testing.T, name string) (*planning.Instance, *planning.Plan) {
	t.Helper()
	open := func(file string) *os.File {
		f, err := os.Open("../testdata/" + file)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() })
		return f
	}
	in, err := planning.ReadInstance(open(name + ".json"))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := planning.ReadPlan(open(name + ".optimum.json"))
	if err != nil {
		t.Fatal(err)
	}
	return in, plan
}

func TestProvedOptimaCostWhatWasProved(t *testing.T) {
	for name, want := range map[string]struct{ cost, out int }{"s20": {12915, 0}, "s40t": {61841, 1}} {
		in, plan := load(t, name)
		v := check.Judge(in, plan)
		if !v.Feasible || v.Cost != want.cost || v.Unplanned != want.out {
			t.Errorf("%s: feasible %v, cost %d, %d left out, want a legal plan of %d with %d out: %v", name, v.Feasible, v.Cost, v.Unplanned, want.cost, want.out, v.Findings)
		}
	}
}

func TestMisstatedCostIsRefused(t *testing.T) {
	in, plan := load(t, "s20")
	plan.Cost--
	v := check.Judge(in, plan)
	if v.Feasible || v.Findings[0].Rule != planning.WellFormed.ID {
		t.Errorf("a plan that states a lower cost passed: %+v", v)
	}
}

func TestPlacementShowsEveryRuleOfAGoodBooking(t *testing.T) {
	in, plan := load(t, "s20")
	got := map[string]bool{}
	for _, f := range check.Placement(in, plan.Audits[0], plan.Audits) {
		got[f.Rule] = true
		if !f.Met {
			t.Errorf("%s: %s", f.Rule, f.Text)
		}
	}
	for _, r := range planning.Rules() {
		if !got[r.ID] {
			t.Errorf("%s is not shown", r.ID)
		}
	}
}
