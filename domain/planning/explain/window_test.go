package explain_test

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/compact"
	"github.com/certwright/certwright/domain/planning/explain"
	"github.com/certwright/certwright/domain/planning/sample"
	"github.com/certwright/certwright/domain/planning/solve"
)

// What a window lacks is said to the day: one day less and the audit stays out.
func TestAWindowIsToGrowByNoDayTooMany(t *testing.T) {
	for short := range 12 {
		in := sample.Make(sample.Options{Audits: 1, Auditors: 8, Days: 200, Seed: 5})
		a := &in.Audits[0]
		for i := range in.Auditors { // everybody is back on the same Monday, the 64th day
			in.Auditors[i].Absences = []planning.Absence{{From: in.Start, To: in.Start.AddDays(62)}}
		}
		for i := range a.Positions {
			a.Positions[i].Len, a.Positions[i].Remote = 2, true
		}
		in.Relations, a.Pin, a.Preferred = nil, nil, 0
		a.Earliest, a.Latest = in.Start.AddDays(14), in.Start.AddDays(62-short)
		p := compact.Compile(in)
		plan, err := solve.Compiled(context.Background(), p, solve.Options{Seed: 1, Iterations: 100})
		if err != nil {
			t.Fatal(err)
		}
		left := explain.LeftOut(context.Background(), p, plan)
		if len(left) != 1 || len(left[0].Relaxed) == 0 {
			t.Fatalf("%d days short: %+v", short, left)
		}
		if want := strings.Split(left[0].Relaxed[0], " ")[0]; want != strconv.Itoa(short+1) {
			t.Errorf("%d days short: %s", short+1, left[0].Relaxed[0])
		}
	}
}
