// Package auditor is the people who audit: what they are authorised for, when
// they are away, and what bears on their impartiality.
package auditor

import "github.com/certwright/certwright/domain"

const iso17021 = "ISO/IEC 17021-1:2015"

// Rules lists the cards of this package.
func Rules() []domain.Rule {
	return []domain.Rule{EntryRule, AuthorisedRule, CoolingRule, RoleAllRule, PriorAuditorRule}
}
