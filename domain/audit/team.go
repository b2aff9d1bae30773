package audit

import (
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
)

// CoverageRule is judged by Coverage.
var CoverageRule = domain.Rule{
	ID: "team.coverage", Title: "The team covers every competence needed", Clause: "7.1, 9.2.2.1.2", Edition: iso17021,
	Kind: domain.Hard, Basis: domain.Confirmed,
	Why: "What the audit needs may be spread over the team, experts included, but nothing may be left uncovered.",
}

// TraineeRule is judged by Trainees.
var TraineeRule = domain.Rule{
	ID: "team.trainee", Title: "Trainees audit under an evaluator", Clause: "9.2.2.1.4", Edition: iso17021,
	Kind: domain.Hard, Basis: domain.Confirmed,
	Why: "An auditor in training is no auditor yet: a competent evaluator is appointed, and somebody else does audit.",
}

// The roles on a team, in the words of the standard; the product's short seat
// names (lead, expert, trainee) mean the same.
var (
	auditing = []string{"lead_auditor", "lead", "team_leader", "auditor", "co_auditor"}
	training = []string{"auditor_in_training", "trainee"}
)

// Audits tells whether a role counts as an auditor: leaders and auditors do;
// experts, interpreters, observers, guides and trainees do not (9.1.4.4).
func Audits(role string) bool { return slices.Contains(auditing, role) }

// Trains tells whether a role is that of an auditor in training.
func Trains(role string) bool { return slices.Contains(training, role) }

// Uncovered lists the needed codes that nobody of the team holds, in the order
// they are needed.
func Uncovered(needed []string, team [][]string) []string {
	var missing []string
	for _, code := range needed {
		if !slices.ContainsFunc(team, func(held []string) bool { return slices.Contains(held, code) }) {
			missing = append(missing, code)
		}
	}
	return missing
}

// Coverage judges a team, given as the codes of each member.
func Coverage(needed []string, team [][]string) domain.Finding {
	if missing := Uncovered(needed, team); len(missing) > 0 {
		return CoverageRule.Broken("Add an auditor or an expert for "+strings.Join(missing, ", ")+".",
			"Nobody on the team covers %s.", strings.Join(missing, ", ")).With("uncovered", strings.Join(missing, ", "))
	}
	return CoverageRule.Met("The team covers %s.", strings.Join(needed, ", "))
}

// Trainees judges a team by its roles. The reasons are no_auditor and
// trainee_without_evaluator.
func Trainees(roles []string, evaluator string) (domain.Finding, []string) {
	var reasons, remedies []string
	if !slices.ContainsFunc(roles, Audits) {
		reasons, remedies = append(reasons, "no_auditor"), append(remedies, "Add an auditor.")
	}
	if slices.ContainsFunc(roles, Trains) && strings.TrimSpace(evaluator) == "" {
		reasons, remedies = append(reasons, "trainee_without_evaluator"), append(remedies, "Appoint an evaluator for the trainee.")
	}
	if len(reasons) > 0 {
		return TraineeRule.Broken(strings.Join(remedies, " "), "The team lacks an auditor, or a trainee an evaluator.").
			With("reasons", strings.Join(reasons, ", ")), reasons
	}
	return TraineeRule.Met("The team has an auditor, and every trainee an evaluator."), nil
}
