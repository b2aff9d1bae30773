// Package programme is the certification cycle: when it begins and ends, what it
// owes in between and when, and how it is renewed, suspended, transferred or
// moved to a new edition.
package programme

import "github.com/certwright/certwright/domain"

// iso17021 is the edition whose clauses most cards of this package name.
const iso17021 = "ISO/IEC 17021-1:2015"

// Rules lists the cards of this package.
func Rules() []domain.Rule {
	return []domain.Rule{
		AddMonthsRule, StepwiseRule, CivilDateRule,
		InitialRule, AnchorRule, AlignRule, WindowRule, OwedRule,
		CheckFirstRule, CalendarYearsRule, FirstAfterRecertRule, OverdueRule,
		RecertOutcomeRule, NoDriftRule, EarlyCapRule, RecertPlanRule,
		SuspensionDeadlineRule, SuspensionNextRule, SuspensionCycleRule,
		TransferEligibleRule, TransferDeadlineRule, TransferCycleRule,
		ValidUntilRule, AuditAllowedRule, ExpiryEffectRule,
	}
}
