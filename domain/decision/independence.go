package decision

import (
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
)

// IndependenceRule is judged by Independent.
var IndependenceRule = domain.Rule{
	ID: "decision.independence", Title: "Who audited does not decide", Clause: "9.5.1.1", Edition: iso17021,
	Kind: domain.Hard, Basis: domain.Confirmed,
	Why: "Every member of a committee stands outside the audits a decision rests on, Stage 1 included; any role on the team counts, an expert's too.",
}

// RestoreWhoRule is judged by RestoreIndependent.
var RestoreWhoRule = domain.Rule{
	ID: "suspension.restore_who", Title: "Restoring is a certification decision", Clause: "9.5.1.1", Edition: iso17021,
	Kind: domain.Hard, Basis: domain.Confirmed,
	Why: "Suspending, restoring and withdrawing are decisions as granting is: whoever held the follow-up audit does not take them.",
}

// AppealRule is judged by AppealHandler.
var AppealRule = domain.Rule{
	ID: "appeal.independence", Title: "Appeals are handled by others", Clause: "9.7, 9.8", Edition: iso17021,
	Kind: domain.Hard, Basis: domain.Recalled,
	Why: "An appeal is not handled by those who audited or decided the case.",
}

// Conflicts lists the deciders who were on the audit side, each once, in the
// order of the deciders.
func Conflicts(auditSide, deciders []string) []string {
	var both []string
	for _, d := range deciders {
		if slices.Contains(auditSide, d) && !slices.Contains(both, d) {
			both = append(both, d)
		}
	}
	return both
}

// Independent judges the deciders of a file by everyone in any role on the
// audits it rests on.
func Independent(auditSide, deciders []string) domain.Finding {
	return apart(IndependenceRule, auditSide, deciders)
}

// RestoreIndependent is the same for a suspension, a restoration or a withdrawal.
func RestoreIndependent(auditSide, deciders []string) domain.Finding {
	return apart(RestoreWhoRule, auditSide, deciders)
}

func apart(rule domain.Rule, auditSide, deciders []string) domain.Finding {
	if both := Conflicts(auditSide, deciders); len(both) > 0 {
		return rule.Broken("Let somebody decide who was on none of the audits.",
			"%s took part in the audits this decision rests on.", strings.Join(both, ", ")).With("conflicts", strings.Join(both, ", "))
	}
	return rule.Met("None of the deciders took part in the audits.")
}

// AppealHandler judges one person who is to handle an appeal.
func AppealHandler(auditSide, deciders []string, handler string) domain.Finding {
	if slices.Contains(auditSide, handler) || slices.Contains(deciders, handler) {
		return AppealRule.Broken("Choose somebody who neither audited nor decided.", "%s audited or decided the case.", handler).On(handler)
	}
	return AppealRule.Met("%s neither audited nor decided the case.", handler).On(handler)
}
