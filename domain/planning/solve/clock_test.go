package solve

import (
	"bytes"
	"context"
	"testing"
	"time"

	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/sample"
)

// ticking is the clock of a machine: each look at it takes so long.
type ticking struct {
	now  time.Time
	each time.Duration
}

func (c *ticking) Now() time.Time {
	c.now = c.now.Add(c.each)
	return c.now
}

// A time given besides the iterations ends a search that takes too long; one that
// does not is the same on a quick machine and on a slow one.
func TestATimeThatIsNotUsedUpChangesNothing(t *testing.T) {
	in := sample.Make(sample.Options{Audits: few + 10, Auditors: 20, Days: 300, Seed: 4})
	began := time.Date(2027, 3, 1, 8, 0, 0, 0, time.UTC)
	solved := func(each, limit time.Duration) string {
		plan, err := Solve(context.Background(), in, Options{Seed: 5, Iterations: 6000, Time: limit, Began: began, Clock: &ticking{began.Add(100 * each), each}})
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := planning.Write(&b, plan); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	if quick, slow := solved(time.Microsecond, time.Hour), solved(500*time.Millisecond, time.Hour); quick != slow {
		t.Error("the same moves give another plan where the clock runs faster")
	}
	if solved(0, 0) != solved(time.Microsecond, time.Hour) {
		t.Error("a time that is never used up changes the plan")
	}
	if solved(time.Microsecond, time.Hour) == solved(time.Hour, time.Hour) {
		t.Error("the time has no say at all")
	}
}
