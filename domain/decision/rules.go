// Package decision is the certification decision: the file it rests on, when that
// is ready, and who may decide it.
package decision

import "github.com/certwright/certwright/domain"

const iso17021 = "ISO/IEC 17021-1:2015"

// Rules lists the cards of this package.
func Rules() []domain.Rule {
	return []domain.Rule{IndependenceRule, RestoreWhoRule, ReadinessRule, OverturnRule, AppealRule}
}
