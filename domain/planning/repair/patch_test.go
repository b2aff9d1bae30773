package repair_test

import (
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/repair"
	"github.com/certwright/certwright/domain/planning/sample"
)

func TestAPatchThatCannotBeMeantIsNamed(t *testing.T) {
	in := sample.Make(sample.Options{Audits: 5, Auditors: 8, Days: 200, Seed: 1})
	audit, who := in.Audits[0].ID, in.Auditors[0].ID
	planned := func(id, seat, who string) []planning.Planned {
		return []planning.Planned{{ID: id, Start: in.Start, Half: domain.AM, Team: map[string]string{seat: who}}}
	}
	for _, c := range []struct {
		patch repair.Patch
		plan  []planning.Planned
		says  string
	}{
		{repair.Patch{Windows: []repair.Window{{Audit: audit, Days: 1 << 32}}}, nil, "window: of " + audit},
		{repair.Patch{Windows: []repair.Window{{Audit: "U9", Days: 1}}}, nil, "window: there is no audit"},
		{repair.Patch{}, planned("U9", "p1", who), "plan.audits[0].id: there is no audit"},
		{repair.Patch{}, planned(audit, "p99", who), "plan.audits[0].team: " + audit + " has no position"},
		{repair.Patch{}, planned(audit, in.Audits[0].Positions[0].ID, "A999"), "plan.audits[0].team.p1: there is no auditor"},
	} {
		_, _, _, err := c.patch.Apply(in, c.plan)
		if domain.KindOf(err) != domain.Invalid || !strings.Contains(err.Error(), c.says) {
			t.Errorf("got %v, want %q", err, c.says)
		}
	}
}
