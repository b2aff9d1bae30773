package audit_test

import (
	"testing"

	"github.com/certwright/certwright/domain/audit"
)

// Every standing an audit can have, and every state of a finding, is in its
// table, so that none can be left out of the rule.
func TestStandingsAreInTheTable(t *testing.T) {
	for _, state := range []audit.State{audit.Owed, audit.InProgress, audit.Reported, audit.Concluded, audit.Cancelled} {
		for _, dates := range []audit.Dates{audit.Open, audit.Hold, audit.Proposed, audit.Confirmed} {
			a := audit.Audit{State: state, Dates: dates}
			if _, known := audit.Life[a.Standing()]; !known {
				t.Errorf("%s with dates %s stands nowhere: %q", state, dates, a.Standing())
			}
			if starts := a.May("in_progress"); starts != (state == audit.Owed && dates == audit.Confirmed) {
				t.Errorf("%s with dates %s may start: %v", state, dates, starts)
			}
			if ends := a.May("cancelled"); ends != (state == audit.Owed) {
				t.Errorf("%s with dates %s may be cancelled: %v", state, dates, ends)
			}
		}
	}
}

func TestFindingsMove(t *testing.T) {
	all := []audit.FindingState{audit.Raised, audit.Answered, audit.PlanAccepted, audit.PlanRejected, audit.EvidenceIn, audit.Verified, audit.NotEffective}
	moves := map[audit.FindingState][]audit.FindingState{
		audit.Raised: {audit.Answered}, audit.Answered: {audit.PlanAccepted, audit.PlanRejected}, audit.PlanRejected: {audit.Answered},
		audit.PlanAccepted: {audit.EvidenceIn, audit.Verified}, audit.EvidenceIn: {audit.Verified, audit.NotEffective},
		audit.NotEffective: {audit.Raised, audit.Answered},
	}
	for _, from := range all {
		for _, to := range all {
			want := false
			for _, x := range moves[from] {
				want = want || x == to
			}
			if got := from.May(to); got != want {
				t.Errorf("%s to %s: %v", from, to, got)
			}
		}
	}
}
