package audittime

import (
	"slices"

	"github.com/certwright/certwright/domain"
)

var (
	// AdjustRule is judged by Policy.Adjust.
	AdjustRule = domain.Rule{
		ID: "at.adjust", Title: "Reductions from the table are capped", Clause: "C.3.6; IAF MD 5", Edition: isms2024,
		Kind: domain.Hard, Basis: domain.Confirmed,
		Why: "Audit time may fall at most 30 % below the table, whatever the factors say. Increases have no cap.",
	}
	// OvercompensationRule is judged by Policy.Net.
	OvercompensationRule = domain.Rule{
		ID: "at.overcompensation", Title: "Factors that go far beyond the cap", Clause: "EA FAQ 48.4", Edition: md5,
		Kind: domain.Soft, Basis: domain.Confirmed,
		Why: "A method whose factors routinely exceed the cap is itself a finding, even though the cap holds the result.",
	}
	// RoundHalfRule is computed by Days.RoundHalf.
	RoundHalfRule = domain.Rule{
		ID: "at.round_half", Title: "Audit time is rounded to half days", Clause: "2.2.3; EA FAQ 38.2", Edition: md5,
		Kind: domain.Value, Basis: domain.Confirmed,
		Why: "To the nearest half day, ties up: 5.2 is 5, 5.25 and 5.3 are 5.5.",
	}
	// SurveillanceRule is computed by Policy.Surveillance.
	SurveillanceRule = domain.Rule{
		ID: "at.surveillance", Title: "Surveillance time", Clause: "C.4; IAF MD 5 5", Edition: isms2024,
		Kind: domain.Value, Basis: domain.Confirmed,
		Why: "About a third of the initial audit time a year, counted from today's data.",
	}
	// RecertRule is computed by Policy.Recert.
	RecertRule = domain.Rule{
		ID: "at.recert", Title: "Recertification time", Clause: "C.5; IAF MD 5 6", Edition: isms2024,
		Kind: domain.Value, Basis: domain.Confirmed,
		Why: "About two thirds of the time an initial audit would take.",
	}
	// RecertCurrentRule is computed by Policy.RecertCurrent.
	RecertCurrentRule = domain.Rule{
		ID: "at.recert_current", Title: "Recertification time on today's data", Clause: "6", Edition: md5,
		Kind: domain.Value, Basis: domain.Recalled,
		Why: "Two thirds of what an initial audit would take today, not of what was quoted three years ago.",
	}
	// OnsiteMinRule is computed by Policy.OnsiteMin.
	OnsiteMinRule = domain.Rule{
		ID: "at.onsite_min", Title: "Least time on the audit itself", Clause: "4.1; ISO/IEC 27006:2015 B.3.6", Edition: md5,
		Kind: domain.Value, Basis: domain.Confirmed,
		Why: "Planning and writing may take a part of the audit time only; the rest is spent with the client.",
	}
	// CalendarDaysRule is computed by CalendarDays.
	CalendarDaysRule = domain.Rule{
		ID: "at.calendar_days", Title: "Who counts towards audit time", Clause: "9.1.4.4", Edition: iso17021,
		Kind: domain.Value, Basis: domain.Recalled,
		Why: "Experts, interpreters, observers and trainees do not count; the auditors share the auditor days.",
	}
	// TransitionTimeRule is computed by Policy.TransitionExtra.
	TransitionTimeRule = domain.Rule{
		ID: "at.transition", Title: "Extra time for an edition transition", Clause: "4.2", Edition: "IAF MD 26:2023",
		Kind: domain.Value, Basis: domain.Confirmed,
		Why: "Gap analysis, Statement of Applicability, treatment plan and new controls take time on top of the audit they are joined to.",
	}
	// DayLengthRule is judged by Policy.DayLength.
	DayLengthRule = domain.Rule{
		ID: "at.day_length", Title: "Longer days are not more days", Clause: "audit day", Edition: md5,
		Kind: domain.Hard, Basis: domain.Confirmed,
		Why: "An audit day is eight hours; working twelve does not lower the number of days.",
	}
)

// Policy holds the numbers audit time is computed with, scheme data.
type Policy struct {
	MaxReduction     Percent         `json:"max_reduction_percent"`
	Surveil          Share           `json:"surveillance_share"`
	Recertify        Share           `json:"recertification_share"`
	Stage1           Percent         `json:"stage1_percent"`
	Stage1Least      Days            `json:"stage1_least_days"`
	Onsite           Percent         `json:"onsite_min_percent"`
	MaxIntegration   Percent         `json:"max_integration_percent"`
	MaxSiteReduction Percent         `json:"max_site_reduction_percent"`
	HoursPerDay      int             `json:"hours_per_day"`
	GroupsByRoot     bool            `json:"identical_groups_by_root"` // people with identical work count by their root
	Transition       map[string]Days `json:"transition_extra_days"`    // by the audit it is joined to
}

// Defaults are the numbers of IAF MD 5, MD 1, MD 11 and MD 26.
func Defaults() Policy {
	return Policy{
		MaxReduction: Pct(30), Surveil: Share{1, 3}, Recertify: Share{2, 3},
		Stage1: Pct(30), Stage1Least: Half(1), Onsite: Pct(80),
		MaxIntegration: Pct(20), MaxSiteReduction: Pct(50), HoursPerDay: 8,
		Transition: map[string]Days{"recertification": Half(1), "surveillance": Whole(1), "separate": Whole(1)},
	}
}

// Adjusted is what a percentage makes of a base.
type Adjusted struct {
	Applied Percent // after the cap
	Days    Days    // rounded to half days
	Within  bool    // the percentage asked for was within the cap
}

// Adjust applies a percentage to the table's days, held at the cap.
func (p Policy) Adjust(base Days, percent Percent) Adjusted {
	applied := max(percent, -p.MaxReduction)
	return Adjusted{
		Applied: applied, Within: percent >= -p.MaxReduction,
		Days: roundHalf(int64(base)*(100*unit+int64(applied)), 100*unit),
	}
}

// Finding is the adjustment as a verdict of at.adjust.
func (a Adjusted) Finding() domain.Finding {
	if !a.Within {
		return AdjustRule.Broken("Drop factors until the cap of "+a.Applied.String()+" % holds, or have the override approved.",
			"The factors go beyond the cap; the least is %s days.", a.Days).With("least_days", a.Days)
	}
	return AdjustRule.Met("The factors stay within the cap; %s days.", a.Days)
}

// Net is the sum of factors, with the cap, and whether they went beyond it.
type Net struct {
	Sum    Percent
	Capped Percent
	Beyond bool
}

// Net adds factors up; reductions are negative.
func (p Policy) Net(factors []Percent) Net {
	var n Net
	for _, f := range factors {
		n.Sum += f
	}
	n.Capped = max(n.Sum, -p.MaxReduction)
	n.Beyond = n.Sum < -p.MaxReduction
	return n
}

// Finding is the sum as a verdict of at.overcompensation.
func (n Net) Finding() domain.Finding {
	if n.Beyond {
		return OvercompensationRule.Broken("Review the factors; record why their sum goes beyond the cap.",
			"The factors add up to %s %%, held at %s %%.", n.Sum, n.Capped)
	}
	return OvercompensationRule.Met("The factors add up to %s %%.", n.Sum)
}

// RoundHalf is the nearest half day, ties up (rule at.round_half).
func (d Days) RoundHalf() Days { return roundHalf(int64(d), 1) }

// roundHalf rounds num/den ten-thousandths of a day to the nearest half day,
// ties up, without an intermediate rounding. Neither may be negative.
func roundHalf(num, den int64) Days {
	half := int64(unit / 2)
	return Days((2*num + den*half) / (2 * den * half) * half)
}

// Surveillance is the time of one yearly surveillance, by the initial time.
func (p Policy) Surveillance(initial Days) Days { return p.Surveil.Of(initial) }

// Recert is the time of a recertification, by the initial time.
func (p Policy) Recert(initial Days) Days { return p.Recertify.Of(initial) }

// RecertCurrent is the time of a recertification for today's number of persons.
func (p Policy) RecertCurrent(t Table, column string, persons int) (Days, bool) {
	base, ok := t.Base(persons, column)
	return p.Recert(base), ok
}

// OnsiteMin is the least time on the audit itself, exact.
func (p Policy) OnsiteMin(auditTime Days) Days {
	return Days(int64(auditTime) * int64(p.Onsite) / (100 * unit))
}

// Split divides the initial time between Stage 1 and Stage 2.
func (p Policy) Split(initial Days) (stage1, stage2 Days) {
	stage1 = roundHalf(int64(initial)*int64(p.Stage1), 100*unit)
	stage1 = min(max(stage1, p.Stage1Least), initial)
	return stage1, initial - stage1
}

// CalendarDays is how many days a team needs for the auditor days, each member
// working the same days; 0 when nobody counts.
func CalendarDays(auditorDays Days, counting int) int {
	if counting < 1 {
		return 0
	}
	team := Whole(counting)
	return int((auditorDays + team - 1) / team)
}

// TransitionExtra is the least extra time of an edition transition by the audit
// it is joined to: recertification, surveillance or separate.
func (p Policy) TransitionExtra(mode string) (Days, bool) {
	d, ok := p.Transition[mode]
	return d, ok
}

// Counted is how many audit days so many days of so many hours are: longer days
// count as one, shorter ones by their part.
func (p Policy) Counted(worked Days, hoursPerDay Days) Days {
	full := Whole(p.HoursPerDay)
	return Days(int64(worked) * int64(min(hoursPerDay, full)) / int64(full))
}

// DayLength judges days worked by the days required.
func (p Policy) DayLength(required, worked, hoursPerDay Days) domain.Finding {
	counted := p.Counted(worked, hoursPerDay)
	if counted < required {
		return DayLengthRule.Broken("Plan more days.", "%s day(s) are counted, %s are required.", counted, required).With("counted_days", counted)
	}
	return DayLengthRule.Met("%s day(s) are counted, %s are required.", counted, required).With("counted_days", counted)
}

// Validate says which numbers of a policy cannot be; path names where it stands.
func (p Policy) Validate(path string, f *domain.Fault) {
	percent := func(field string, v Percent) {
		if v < 0 || v > Pct(100) {
			f.Add(path+"."+field, "is %s; a percentage lies between 0 and 100", v)
		}
	}
	percent("max_reduction_percent", p.MaxReduction)
	percent("stage1_percent", p.Stage1)
	percent("onsite_min_percent", p.Onsite)
	percent("max_integration_percent", p.MaxIntegration)
	percent("max_site_reduction_percent", p.MaxSiteReduction)
	if p.Surveil.Den < 1 || p.Surveil.Num < 1 {
		f.Add(path+".surveillance_share", `is missing; write it as a share such as "1/3"`)
	}
	if p.Recertify.Den < 1 || p.Recertify.Num < 1 {
		f.Add(path+".recertification_share", `is missing; write it as a share such as "2/3"`)
	}
	if p.Stage1Least < 0 || p.Stage1Least%(unit/2) != 0 {
		f.Add(path+".stage1_least_days", "is %s; it must be a number of half days", p.Stage1Least)
	}
	if p.HoursPerDay < 1 || p.HoursPerDay > 24 {
		f.Add(path+".hours_per_day", "is %d; it lies between 1 and 24", p.HoursPerDay)
	}
	for mode, d := range p.Transition {
		if !slices.Contains([]string{"recertification", "surveillance", "separate"}, mode) || d < 0 {
			f.Add(path+".transition_extra_days", "has %s of %q; the audits are recertification, surveillance and separate", d, mode)
		}
	}
}
