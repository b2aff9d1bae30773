package explain_test

import (
	"context"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/check"
	"github.com/certwright/certwright/domain/planning/compact"
	"github.com/certwright/certwright/domain/planning/explain"
	"github.com/certwright/certwright/domain/planning/sample"
	"github.com/certwright/certwright/domain/planning/solve"
)

// An audit that has no position for a lead has nobody's lead. What a relation can
// never get is left out and said, not refused as a plan that breaks a rule.
func TestLeadsThatCannotBeAsRequiredAreSaid(t *testing.T) {
	for _, c := range []struct {
		sameLead    string
		first, then bool // they have a lead
		possible    bool
	}{
		{"require", true, true, true}, {"require", true, false, false}, {"require", false, true, false}, {"require", false, false, true},
		{"forbid", true, false, true}, {"forbid", false, true, true}, {"forbid", false, false, false},
		{"prefer", true, false, true}, {"prefer", false, false, true},
	} {
		in := sample.Make(sample.Options{Audits: 6, Auditors: 12, Days: 200, Seed: 3})
		in.Relations = []planning.Relation{{First: in.Audits[0].ID, Second: in.Audits[1].ID, MinDays: -4000, MaxDays: 4000, SameLead: c.sameLead}}
		for i, led := range []bool{c.first, c.then} {
			for j := range in.Audits[i].Positions {
				p := &in.Audits[i].Positions[j]
				if p.Needs = nil; j == 0 && led {
					p.Role = planning.Lead
				} else {
					p.Role = "auditor"
				}
			}
			in.Audits[i].Cover = nil
		}
		p := compact.Compile(in)
		plan, err := solve.Compiled(context.Background(), p, solve.Options{Seed: 1, Iterations: 3000})
		if err != nil {
			t.Errorf("%+v: %v", c, err)
			continue
		}
		if v := check.Judge(in, plan); v.Unplanned > 0 == c.possible || !v.Feasible {
			t.Errorf("%+v: %d left out, %v", c, v.Unplanned, v.Findings)
		}
		for _, left := range explain.LeftOut(context.Background(), p, plan) {
			if why := strings.Join(left.Why, "; "); !strings.Contains(why, planning.SameLead.ID) || !strings.Contains(why, "no position for a lead") {
				t.Errorf("%+v: %s is left out because %s", c, left.Audit, why)
			}
		}
	}
}
