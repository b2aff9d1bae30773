package explain_test

import (
	"context"
	"testing"

	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/explain"
	"github.com/certwright/certwright/domain/planning/sample"
	"github.com/certwright/certwright/domain/planning/solve"
)

// A person for one position does not let in an audit that nobody can fill another
// position of, so that the price of leaving it out is not saved.
func TestAYesBesideAnOpenPositionSavesNothingYet(t *testing.T) {
	in := sample.Make(sample.Options{Audits: 4, Auditors: 8, Days: 120, Seed: 2})
	a := &in.Audits[0]
	a.Positions = []planning.Position{{ID: "p1", Role: planning.Lead, Len: 2}, {ID: "p2", Role: "expert", Len: 2, Needs: []string{"held by nobody"}}}
	a.Cover, in.Relations = nil, nil
	plan, err := solve.Solve(context.Background(), in, solve.Options{Seed: 1, Iterations: 500})
	if err != nil {
		t.Fatal(err)
	}
	r, err := explain.Read(in, plan)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := r.Audit(a.ID)
	if err != nil {
		t.Fatal(err)
	}
	if answer.Planned != nil || len(answer.Positions) != 2 || !answer.Positions[0].People[0].Possible {
		t.Fatalf("wanted a left-out audit with somebody for its first position: %+v", answer)
	}
	for _, x := range answer.Positions[0].People {
		if x.Possible && (x.Effect.Euro < 0 || x.Effect.Terms[planning.Unplanned] != 0) {
			t.Errorf("%s saves %+v", x.Auditor, x.Effect)
		}
	}
}
