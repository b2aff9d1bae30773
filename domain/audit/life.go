package audit

import "github.com/certwright/certwright/domain"

// Life says which standing of an audit may follow which: the one table there is.
var Life = domain.Life{
	"proposed":        {"team_proposed", "postponed", "cancelled"},
	"team_proposed":   {"client_accepted", "objected", "postponed", "cancelled"},
	"objected":        {"team_proposed", "postponed", "cancelled"},
	"client_accepted": {"planned", "postponed", "cancelled"},
	"planned":         {"in_progress", "postponed", "cancelled"},
	"postponed":       {"proposed", "cancelled"},
	"in_progress":     {"reported", "aborted"},
	"reported":        {"concluded"},
	"concluded":       nil,
	"cancelled":       nil,
	"aborted":         nil,
}

// Standing is where an audit is in its Life. What is stored are the audit's own
// state and what its dates are worth; an owed audit's standing follows from both:
// without dates or on hold it is proposed to nobody but the programme, proposed
// dates are a proposed team, and agreed dates are the plan.
func (a Audit) Standing() string {
	if a.State != Owed {
		return string(a.State)
	}
	switch a.Dates {
	case Proposed:
		return "team_proposed"
	case Confirmed:
		return "planned"
	}
	return "proposed"
}

// May tells whether an audit may come to stand so.
func (a Audit) May(standing string) bool { return Life.May(a.Standing(), standing) }

// FindingLife says which state of a nonconformity may follow which.
var FindingLife = domain.Life{
	"raised":                   {"cause_and_plan_submitted"},
	"cause_and_plan_submitted": {"plan_accepted", "plan_rejected"},
	"plan_rejected":            {"cause_and_plan_submitted"},
	"plan_accepted":            {"evidence_submitted"},
	"evidence_submitted":       {"verified_closed", "not_effective"},
	"not_effective":            {"raised", "cause_and_plan_submitted"},
	"verified_closed":          nil,
}

// standing is a stored state in the words of FindingLife.
func (s FindingState) standing() string {
	switch s {
	case Answered:
		return "cause_and_plan_submitted"
	case EvidenceIn:
		return "evidence_submitted"
	case Verified:
		return "verified_closed"
	}
	return string(s)
}

// May tells whether a finding may move from its state to another. Evidence that
// the auditor sees for themselves is handed in and verified in one go.
func (s FindingState) May(to FindingState) bool {
	if s == PlanAccepted && to == Verified {
		return s.May(EvidenceIn) && EvidenceIn.May(to)
	}
	return FindingLife.May(s.standing(), to.standing())
}
