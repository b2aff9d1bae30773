package bound_test

import (
	"context"
	"os"
	"testing"

	"pgregory.net/rapid"

	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/bound"
	"github.com/certwright/certwright/domain/planning/compact"
	"github.com/certwright/certwright/domain/planning/sample"
	"github.com/certwright/certwright/domain/planning/solve"
)

func TestBoundsOfProvedOptima(t *testing.T) {
	for name, want := range map[string]struct{ optimum, least int }{"s20": {12915, 12750}, "s40t": {61841, 59500}} {
		f, err := os.Open("../testdata/" + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		in, err := planning.ReadInstance(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		if got := bound.Lower(context.Background(), compact.Compile(in), bound.Options{}).Bound; got > want.optimum || got < want.least {
			t.Errorf("%s: bound %d, the optimum is %d and %d was reached before", name, got, want.optimum, want.least)
		}
	}
}

// A bound is below every plan, also where teams, ties and use costs are odd.
func TestNoPlanIsBelowTheBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := sample.Make(sample.Options{Audits: rapid.IntRange(3, 16).Draw(t, "audits"), Auditors: rapid.IntRange(6, 10).Draw(t, "auditors"),
			Days: rapid.IntRange(60, 160).Draw(t, "days"), Seed: rapid.Uint64Range(1, 1<<20).Draw(t, "seed")})
		in.Weights.Unplanned = rapid.SampledFrom([]int{300, 2000, 10_000}).Draw(t, "unplanned")
		for i := range in.Relations {
			in.Relations[i].SameLead = rapid.SampledFrom([]string{"", "prefer", "require", "forbid"}).Draw(t, "lead")
		}
		for i := range in.Auditors {
			in.Auditors[i].MaxTotal = rapid.IntRange(0, 30).Draw(t, "most")
			if rapid.Bool().Draw(t, "retained") {
				in.Format, in.Auditors[i].UseCost = planning.InstanceFormat2, rapid.IntRange(1, 9000).Draw(t, "use")
			}
		}
		plan, err := solve.Solve(context.Background(), in, solve.Options{Seed: 1, Iterations: 3000, NoBound: true})
		if err != nil {
			t.Fatal(err)
		}
		if got := bound.Lower(context.Background(), compact.Compile(in), bound.Options{Rounds: 60}).Bound; got > plan.Cost {
			t.Fatalf("bound %d above a plan of %d", got, plan.Cost)
		}
	})
}

func TestThreadsDoNotChangeTheBound(t *testing.T) {
	p := compact.Compile(sample.Make(sample.Options{Audits: 60, Auditors: 14, Days: 200, Seed: 5}))
	one := bound.Lower(context.Background(), p, bound.Options{Rounds: 30, Threads: 1})
	if three := bound.Lower(context.Background(), p, bound.Options{Rounds: 30, Threads: 3}); one.Bound != three.Bound || one.Rounds != three.Rounds {
		t.Errorf("one thread: %d in %d rounds, three: %d in %d", one.Bound, one.Rounds, three.Bound, three.Rounds)
	}
}
