package auditor

import (
	"slices"

	"github.com/certwright/certwright/domain"
)

// CoolingRule is judged by Cooling.
var CoolingRule = domain.Rule{
	ID: "impartiality.cooling", Title: "Two years after consultancy or internal audit", Clause: "5.2.6, 5.2.10", Edition: iso17021,
	Kind: domain.Hard, Basis: domain.Confirmed,
	Why: "Nobody judges what they helped to build. The bar lasts through the second anniversary of the end.",
}

// RoleAllRule is judged by CoolingFor.
var RoleAllRule = domain.Rule{
	ID: "impartiality.role_all", Title: "The bar covers every certification activity", Clause: "5.2.10", Edition: iso17021,
	Kind: domain.Hard, Basis: domain.Recalled,
	Why: "A former consultant neither audits nor reviews the application nor decides.",
}

// PriorAuditorRule is judged by PriorAuditor.
var PriorAuditorRule = domain.Rule{
	ID: "impartiality.prior_auditor", Title: "Having audited before is no bar", Clause: "5.2", Edition: iso17021,
	Kind: domain.Soft, Basis: domain.Policy,
	Why: "The standard has no rotation number. A body may set one, as a warning of familiarity, and still let the same auditor go.",
}

// FirstAllowed is the first day a person is free again, so many years after an
// interest ended.
func FirstAllowed(ended domain.Date, years int) domain.Date {
	return ended.AddMonths(12 * years).AddDays(1)
}

// Cooling judges a day of work for a client after an interest in it ended; an
// interest without an end lasts.
func Cooling(ended domain.Date, years int, day domain.Date) domain.Finding {
	return cooling(CoolingRule, ended, years, day)
}

// CoolingFor judges it for a role: the answer is the same for every role, from
// the review of the application to the decision.
func CoolingFor(role string, ended domain.Date, years int, day domain.Date) domain.Finding {
	return cooling(RoleAllRule, ended, years, day).On(role)
}

func cooling(rule domain.Rule, ended domain.Date, years int, day domain.Date) domain.Finding {
	if ended == 0 {
		return rule.Broken("Choose another person.", "The interest has not ended.")
	}
	free := FirstAllowed(ended, years)
	if day < free {
		return rule.Broken("Choose another person, or a day from "+free.Long()+" on.",
			"The interest ended on %s and bars the person until %s.", ended.Long(), free.AddDays(-1).Long()).With("first_allowed", free)
	}
	return rule.Met("The interest ended on %s, long enough ago.", ended.Long()).With("first_allowed", free)
}

// PriorAuditor warns where an audit in the year would make more than the limit
// of years in a row; a limit of 0 is none. It never refuses.
func PriorAuditor(years []int, proposed, limit int) domain.Finding {
	row := 1
	for slices.Contains(years, proposed-row) {
		row++
	}
	if limit > 0 && row > limit {
		return PriorAuditorRule.Broken("Record why familiarity is no threat here, or choose another auditor.",
			"It would be year %d in a row; the body's limit is %d.", row, limit)
	}
	return PriorAuditorRule.Met("Having audited the client before is no bar; it would be year %d in a row.", row)
}
