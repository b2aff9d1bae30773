package repair_test

import (
	"context"
	"testing"

	"pgregory.net/rapid"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/check"
	"github.com/certwright/certwright/domain/planning/repair"
	"github.com/certwright/certwright/domain/planning/sample"
	"github.com/certwright/certwright/domain/planning/solve"
)

func solved(t interface{ Fatal(...any) }, in *planning.Instance) *planning.Plan {
	plan, err := solve.Solve(context.Background(), in, solve.Options{Seed: 1, Iterations: 3000, NoBound: true})
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// After an absence the new plan is legal in the instance as it is now, what has
// begun stays, and nothing but the hit audits and what pays for itself changes.
func TestRepairKeepsWhatHasBegunAndDisturbsLittle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := sample.Make(sample.Options{Audits: rapid.IntRange(10, 40).Draw(t, "audits"), Auditors: rapid.IntRange(8, 14).Draw(t, "auditors"),
			Days: 200, Seed: rapid.Uint64Range(1, 1<<20).Draw(t, "seed")})
		plan := solved(t, in)
		who := in.Auditors[rapid.IntRange(0, len(in.Auditors)-1).Draw(t, "who")].ID
		from := in.Start.AddDays(rapid.IntRange(0, 150).Draw(t, "from"))
		away := domain.Period{From: from, To: from.AddDays(rapid.IntRange(0, 40).Draw(t, "days"))}
		r, err := repair.Repair(context.Background(), in, plan, repair.Patch{Away: []repair.Away{{Auditor: who, Period: away}}}, solve.Options{Seed: 2, Iterations: 300})
		if err != nil {
			t.Fatal(err)
		}
		if v := check.Judge(r.Instance, r.Plan); !v.Feasible {
			t.Fatalf("the repaired plan is refused: %v", v.Findings)
		}
		hit := map[string]bool{}
		for _, id := range r.Hit {
			hit[id] = true
		}
		for _, c := range r.Changes {
			if c.Was.Start < from && (c.Now.Start != c.Was.Start || c.Now.Half != c.Was.Half || !hit[c.Was.ID]) {
				t.Fatalf("%s began on %s and was changed on %s: %+v", c.Was.ID, c.Was.Start, from, c)
			}
		}
		if len(r.Hit) == 0 && len(r.Changes) > 0 {
			t.Fatalf("nobody was missed, and the plan changed: %+v", r.Changes)
		}
	})
}

func TestAwayOfNobodyIsAnError(t *testing.T) {
	in := sample.Make(sample.Options{Audits: 10, Auditors: 8, Days: 200, Seed: 1})
	_, err := repair.Repair(context.Background(), in, solved(t, in), repair.Patch{Away: []repair.Away{{Auditor: "A999", Period: domain.Period{From: in.Start, To: in.End}}}}, solve.Options{Iterations: 1})
	if domain.KindOf(err) != domain.Invalid {
		t.Errorf("got %v", err)
	}
}

func TestWhatIfSaysWhatACodeWouldSave(t *testing.T) {
	in := sample.Make(sample.Options{Audits: 30, Auditors: 10, Days: 200, Seed: 3})
	plan := solved(t, in)
	r, err := repair.WhatIf(context.Background(), in, plan, repair.Patch{AsOf: in.Start,
		Codes: []repair.Code{{Auditor: in.Auditors[0].ID, Qual: planning.Qual{Code: "lead:9001"}}}}, solve.Options{Seed: 1, Iterations: 50_000})
	if err != nil {
		t.Fatal(err)
	}
	if !r.After.Feasible || r.After.Cost > r.Before.Cost {
		t.Errorf("a code more can cost nothing: %d after %d", r.After.Cost, r.Before.Cost)
	}
}

// Where one change would pay for the next, a repair ends up far from the absence;
// it gives two positions at most to others for each that is hit.
func TestARepairStaysAsSmallAsItsCause(t *testing.T) {
	in := sample.Make(sample.Options{Audits: 60, Auditors: 10, Days: 200, Seed: 2})
	plan := solved(t, in)
	away := domain.Period{From: in.Start.AddDays(40), To: in.Start.AddDays(60)}
	for _, who := range in.Auditors {
		r, err := repair.Repair(context.Background(), in, plan, repair.Patch{Away: []repair.Away{{Auditor: who.ID, Period: away}}}, solve.Options{Seed: 2, Iterations: 20_000})
		if err != nil {
			t.Fatal(err)
		}
		if !r.After.Feasible || r.Changed > 2*r.Seats {
			t.Errorf("%s: %d positions hit, %d people changed; %v", who.ID, r.Seats, r.Changed, r.After.Findings)
		}
	}
}
