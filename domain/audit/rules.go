// Package audit is one engagement: its dates, seats and findings, the distance
// between the stages, the clocks of nonconformities and what a team must be.
package audit

import "github.com/certwright/certwright/domain"

const iso17021 = "ISO/IEC 17021-1:2015"

// Rules lists the cards of this package.
func Rules() []domain.Rule {
	return []domain.Rule{
		StageWindowRule, StageCheckRule, StageOrderRule,
		MajorDeadlineRule, MajorCheckRule, ResponseDueRule, GradeRule, MajorRouteRule,
		CoverageRule, TraineeRule, JoinRule,
	}
}
