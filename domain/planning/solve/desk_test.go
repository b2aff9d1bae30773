package solve

import (
	"context"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/compact"
)

// A desk asked as if an audit and a person were otherwise answers as a desk of
// the instance in which they are, again and again.
func TestADeskAsIfIsTheDeskOfTheChangedInstance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := body(t)
		if len(in.Audits) == 0 {
			return // too few people for any audit
		}
		plan, err := Solve(context.Background(), in, Options{Seed: 1, Iterations: 200, NoBound: true})
		if err != nil {
			t.Fatal(err)
		}
		d := NewDesk(compact.Compile(in), plan.Audits)
		for range rapid.IntRange(1, 5).Draw(t, "questions") {
			i, k := rapid.IntRange(0, len(in.Audits)-1).Draw(t, "asked"), rapid.IntRange(0, len(in.Auditors)-1).Draw(t, "person")
			a, who := in.Audits[i], in.Auditors[k]
			a.Latest, a.Pin = a.Latest.AddDays(rapid.IntRange(0, 20).Draw(t, "longer")), nil
			who.Quals = slices.Clone(who.Quals)
			for _, c := range a.Positions[0].Needs {
				who.Quals = append(who.Quals, planning.Qual{Code: c})
			}
			other := *in
			other.Audits, other.Auditors = slices.Clone(in.Audits), slices.Clone(in.Auditors)
			other.Audits[i], other.Auditors[k] = a, who
			rest := slices.DeleteFunc(slices.Clone(plan.Audits), func(pl planning.Planned) bool { return pl.ID == a.ID })
			want := NewDesk(compact.Compile(&other), rest)
			if followers := slices.ContainsFunc(in.Relations, func(r planning.Relation) bool { return r.First == a.ID }); followers {
				continue // they would not stand without it, so a plan of the others lacks them
			}
			if got := d.As(&a, &who).Places(a.ID); !reflect.DeepEqual(got, want.Places(a.ID)) {
				t.Fatalf("%s: %v as if, %v of the changed instance", a.ID, got, want.Places(a.ID))
			}
		}
	})
}
