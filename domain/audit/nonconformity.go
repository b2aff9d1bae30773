package audit

import (
	"strings"

	"github.com/certwright/certwright/domain"
)

// MajorDeadlineRule is computed by NCPolicy.MajorDeadline.
var MajorDeadlineRule = domain.Rule{
	ID: "nc.major_deadline", Title: "Majors are verified within six months of Stage 2", Clause: "9.5.3.2", Edition: iso17021,
	Kind: domain.Value, Basis: domain.Confirmed,
	Why: "After six months what Stage 2 saw is too old to certify on.",
}

// MajorCheckRule is judged by NCPolicy.MajorCheck.
var MajorCheckRule = domain.Rule{
	ID: "nc.major_check", Title: "A late major needs another Stage 2", Clause: "9.5.3.2", Edition: iso17021,
	Kind: domain.Hard, Basis: domain.Confirmed,
	Why: "Where corrections of a major could not be verified within six months, another Stage 2 comes before any recommendation.",
}

// ResponseDueRule is computed by NCPolicy.ResponseDue.
var ResponseDueRule = domain.Rule{
	ID: "nc.response_due", Title: "When the client's corrections are due", Clause: "9.4.9, 9.6.3.2.2", Edition: iso17021,
	Kind: domain.Value, Basis: domain.Policy,
	Why: "The body sets the time; near an expiry it shrinks, so that review and decision still happen before the certification ends.",
}

// GradeRule is judged by Grading.
var GradeRule = domain.Rule{
	ID: "finding.grade", Title: "No nonconformity hides as an opportunity", Clause: "9.4.5.2", Edition: iso17021,
	Kind: domain.Hard, Basis: domain.Confirmed,
	Why: "An unmet requirement is a nonconformity, whatever it is called; and a nonconformity names the requirement that is not met.",
}

// MajorRouteRule is judged by Route.
var MajorRouteRule = domain.Rule{
	ID: "surveillance.major_route", Title: "Who decides after a surveillance", Clause: "9.6.1", Edition: iso17021,
	Kind: domain.Hard, Basis: domain.Confirmed,
	Why: "Certification is maintained on the leader's positive conclusion; a major, or a doubt of the leader, goes to an independent and competent reviewer.",
}

// NCPolicy holds the clocks of nonconformities, scheme data.
type NCPolicy struct {
	ResponseDays int `json:"response_days"`         // from the closing meeting
	DecisionDays int `json:"decision_reserve_days"` // kept before an expiry for review and decision
	MajorMonths  int `json:"major_months"`          // from the last day of Stage 2
}

// NCDefaults are the clocks a certification body starts with.
func NCDefaults() NCPolicy { return NCPolicy{ResponseDays: 90, DecisionDays: 10, MajorMonths: 6} }

// Validate says which numbers of a policy cannot be; path names where it stands.
func (p NCPolicy) Validate(path string, f *domain.Fault) {
	if p.ResponseDays < 1 {
		f.Add(path+".response_days", "is %d; it must be at least 1", p.ResponseDays)
	}
	if p.DecisionDays < 0 {
		f.Add(path+".decision_reserve_days", "is %d; it cannot be negative", p.DecisionDays)
	}
	if p.MajorMonths < 1 {
		f.Add(path+".major_months", "is %d; it must be at least 1", p.MajorMonths)
	}
}

// MajorDeadline is the last day to verify the corrections of a major raised at
// an initial certification.
func (p NCPolicy) MajorDeadline(stage2Last domain.Date) domain.Date {
	return stage2Last.AddMonths(p.MajorMonths)
}

// MajorStatus is how a major lies to its deadline.
type MajorStatus string

const (
	MajorInTime MajorStatus = "ok"
	MajorOpen   MajorStatus = "open" // not verified, but there is time
	MajorLate   MajorStatus = "another_stage2_required"
)

// MajorCheck judges a major of an initial certification; verifiedOn is none
// while it is open, today is needed then only.
func (p NCPolicy) MajorCheck(stage2Last, verifiedOn, today domain.Date) MajorStatus {
	deadline := p.MajorDeadline(stage2Last)
	switch {
	case verifiedOn > deadline, verifiedOn == 0 && today > deadline:
		return MajorLate
	case verifiedOn == 0:
		return MajorOpen
	}
	return MajorInTime
}

// Finding is the status as a verdict of nc.major_check.
func (s MajorStatus) Finding() domain.Finding {
	switch s {
	case MajorLate:
		return MajorCheckRule.Broken("Hold another Stage 2.", "The corrections of a major were not verified in time.")
	case MajorOpen:
		return MajorCheckRule.Broken("Verify the corrections by the deadline.", "A major is not verified yet.")
	}
	return MajorCheckRule.Met("The corrections of the major were verified in time.")
}

// ResponseTime is when an answer is due, and whether an expiry shortened it.
type ResponseTime struct {
	Due       domain.Date
	Shortened bool
}

// ResponseDue counts from the closing meeting; expiry is none for a client not
// yet certified.
func (p NCPolicy) ResponseDue(closingMeeting, expiry domain.Date) ResponseTime {
	due := closingMeeting.AddDays(p.ResponseDays)
	if limit := expiry.AddDays(-p.DecisionDays); expiry != 0 && limit < due {
		return ResponseTime{Due: limit, Shortened: true}
	}
	return ResponseTime{Due: due}
}

// Grading judges how a finding is typed; unmet is the requirement it says is not
// met, empty when it says none. The reasons are
// nonconformity_recorded_as_ofi and nonconformity_without_requirement.
func Grading(grade, unmet string) domain.Finding {
	named := strings.TrimSpace(unmet) != ""
	switch grade {
	case "ofi", "opportunity", "observation":
		if named {
			return GradeRule.Broken("Grade it minor or major.", "It says that %s is not met, and is typed as an opportunity for improvement.", unmet).
				With("reason", "nonconformity_recorded_as_ofi")
		}
	case "major", "minor":
		if !named {
			return GradeRule.Broken("Name the requirement that is not met.", "A nonconformity names no requirement.").
				With("reason", "nonconformity_without_requirement")
		}
	}
	return GradeRule.Met("The grade fits what is stated.")
}

// SurveillanceRoute is who settles a surveillance.
type SurveillanceRoute string

const (
	MaintainOnLeader  SurveillanceRoute = "maintain_on_leader_conclusion"
	IndependentReview SurveillanceRoute = "independent_review"
)

// Route settles who decides after a surveillance.
func Route(majors int, leaderPositive bool) SurveillanceRoute {
	if majors > 0 || !leaderPositive {
		return IndependentReview
	}
	return MaintainOnLeader
}

// Finding is the route as a verdict of surveillance.major_route: met where the
// leader's conclusion is enough.
func (r SurveillanceRoute) Finding() domain.Finding {
	if r == IndependentReview {
		return MajorRouteRule.Broken("Have an independent reviewer decide.", "A major was found, or the leader's conclusion is not positive.")
	}
	return MajorRouteRule.Met("Certification is maintained on the leader's positive conclusion.")
}
