package decision

import (
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
)

// ReadinessRule is judged by Readiness.
var ReadinessRule = domain.Rule{
	ID: "decision.readiness", Title: "What must be there before granting", Clause: "9.5.2", Edition: iso17021,
	Kind: domain.Hard, Basis: domain.Recalled,
	Why: "Corrections of every major are reviewed, accepted and verified; for every minor the plan is reviewed and accepted. There is no conditional certification.",
}

// OverturnRule is judged by Overturn.
var OverturnRule = domain.Rule{
	ID: "decision.overturn", Title: "Going against the team is justified in writing", Clause: "9.5", Edition: "ISO/IEC 27006-1:2024",
	Kind: domain.Hard, Basis: domain.Recalled,
	Why: "A negative recommendation is normally not overturned; where it is, the reasons are on record.",
}

// The blockers of a grant, in the order they are listed.
const (
	ReportIncomplete     = "report_incomplete"
	NoRecommendation     = "recommendation_missing"
	MajorNotVerified     = "major_not_verified"
	MinorPlanNotAccepted = "minor_plan_not_accepted"
	OverturnNotJustified = "overturn_needs_justification"
)

// NC is a nonconformity as a decision sees it: its grade and its state, in the
// words of package audit.
type NC struct {
	Grade string
	State string
}

var (
	verified     = []string{"verified", "verified_closed", "closed"}
	planAccepted = append([]string{"plan_accepted", "evidence_in", "evidence_submitted"}, verified...)
)

// Blockers lists what stands against a grant, each reason once.
func Blockers(ncs []NC, reportComplete bool, recommendation string) []string {
	var out []string
	block := func(yes bool, reason string) {
		if yes {
			out = append(out, reason)
		}
	}
	block(!reportComplete, ReportIncomplete)
	block(strings.TrimSpace(recommendation) == "", NoRecommendation)
	block(slices.ContainsFunc(ncs, func(n NC) bool { return n.Grade == "major" && !slices.Contains(verified, n.State) }), MajorNotVerified)
	block(slices.ContainsFunc(ncs, func(n NC) bool { return n.Grade == "minor" && !slices.Contains(planAccepted, n.State) }), MinorPlanNotAccepted)
	return out
}

var remedies = map[string]string{
	ReportIncomplete:     "Complete the report.",
	NoRecommendation:     "Have the team give its recommendation.",
	MajorNotVerified:     "Verify the corrections of every major.",
	MinorPlanNotAccepted: "Review and accept the plan of every minor.",
}

// Readiness judges whether a grant may be decided.
func Readiness(ncs []NC, reportComplete bool, recommendation string) domain.Finding {
	blockers := Blockers(ncs, reportComplete, recommendation)
	if len(blockers) == 0 {
		return ReadinessRule.Met("Nothing stands against a decision.")
	}
	var todo []string
	for _, b := range blockers {
		todo = append(todo, remedies[b])
	}
	return ReadinessRule.Broken(strings.Join(todo, " "), "%d thing(s) stand against a decision.", len(blockers)).
		With("blockers", strings.Join(blockers, ", "))
}

// Overturn judges a decision by the team's recommendation: the positive
// decisions are grant, renew, maintain, restore and extend.
func Overturn(recommendation, decided, justification string) domain.Finding {
	if negative(recommendation) && positive(decided) && strings.TrimSpace(justification) == "" {
		return OverturnRule.Broken("Write down why the recommendation is not followed.",
			"The team recommends %q, the decision is %q.", recommendation, decided).With("reason", OverturnNotJustified)
	}
	return OverturnRule.Met("The decision follows the recommendation, or says why it does not.")
}

func positive(word string) bool {
	return slices.Contains([]string{"grant", "granted", "renew", "renewed", "maintain", "maintained", "restore", "restored", "extend", "extended"}, word)
}

func negative(word string) bool { return word != "" && !positive(word) }
