package audittime

import "github.com/certwright/certwright/domain"

// Rules lists the cards of this package.
func Rules() []domain.Rule {
	return []domain.Rule{
		ISMSBaseRule, EffectivePersonsRule, QMSBaseRule, EMSBaseRule, OHSBaseRule,
		AdjustRule, OvercompensationRule, RoundHalfRule,
		SurveillanceRule, RecertRule, RecertCurrentRule, OnsiteMinRule,
		CalendarDaysRule, TransitionTimeRule, DayLengthRule,
		IntegratedRule, CombinedReductionRule, SiteCapRule, MatrixRule,
		SampleRule, NoSamplingRule, RandomRule, MergeRule, EditionRule,
	}
}
