package programme

import "github.com/certwright/certwright/domain"

// Convention says on which day a cycle counted from a decision ends.
type Convention string

const (
	MinusOneDay Convention = "minus_one_day" // decided 20 November, ends 19 November
	SameDay     Convention = "same_day"      // decided 20 November, ends 20 November
)

// Day says by which of its days an audit is judged.
type Day string

const (
	FirstDay Day = "first_day"
	LastDay  Day = "last_day"
)

// Policy holds the numbers of a scheme's programme. Where the standard gives
// none they are the certification body's own; they are data, versioned with the
// scheme.
type Policy struct {
	CycleMonths          int        `json:"cycle_months"`
	Convention           Convention `json:"expiry_convention"`
	SurveillanceMonths   int        `json:"surveillance_months"`       // between surveillances
	SurveillanceOpens    int        `json:"surveillance_opens_months"` // before the anniversary
	JudgedBy             Day        `json:"judged_by"`
	MaxGapMonths         int        `json:"max_gap_months"` // between audits after a recertification; 0 is no limit
	RecertOpens          int        `json:"recert_opens_months"`
	RecertEndsDays       int        `json:"recert_audit_ends_days"` // before expiry
	EarlyCapMonths       int        `json:"early_recert_cap_months"`
	RestoreMonths        int        `json:"restore_months"`
	SuspensionMonths     int        `json:"suspension_months"`
	TransferFinishMonths int        `json:"transfer_finish_months"`
	WarnDays             []int      `json:"warn_days"` // before a due day, largest first
}

// Defaults are the numbers a certification body starts with.
func Defaults() Policy {
	return Policy{
		CycleMonths: 36, Convention: MinusOneDay,
		SurveillanceMonths: 12, SurveillanceOpens: 3, JudgedBy: LastDay,
		RecertOpens: 6, RecertEndsDays: 90, EarlyCapMonths: 6, RestoreMonths: 6,
		SuspensionMonths: 6, TransferFinishMonths: 6, WarnDays: []int{90, 60, 30},
	}
}

// Overlay changes a policy where a national accreditation asks for more: "iso"
// is the standard itself, "cnca_qms_2026" the Chinese rules for quality
// management systems, which want an audit every 12 months also after a
// recertification (announcement 16/2025 5.4.1.4). An unknown overlay is the
// standard.
func (p Policy) Overlay(name string) Policy {
	if name == "cnca_qms_2026" {
		p.MaxGapMonths = 12
	}
	return p
}

// most is more months or days than any cycle has a use for.
const most = 1200

// Validate says which numbers of a policy cannot be; path names where it stands.
func (p Policy) Validate(path string, f *domain.Fault) {
	atLeast := func(field string, value, least int) {
		if value < least {
			f.Add(path+"."+field, "is %d; it must be at least %d", value, least)
		}
		if value > most {
			f.Add(path+"."+field, "is %d; more than %d is a slip of the pen", value, most)
		}
	}
	atLeast("cycle_months", p.CycleMonths, 1)
	atLeast("surveillance_months", p.SurveillanceMonths, 1)
	atLeast("surveillance_opens_months", p.SurveillanceOpens, 1)
	atLeast("max_gap_months", p.MaxGapMonths, 0)
	atLeast("recert_opens_months", p.RecertOpens, 1)
	atLeast("recert_audit_ends_days", p.RecertEndsDays, 0)
	atLeast("early_recert_cap_months", p.EarlyCapMonths, 0)
	atLeast("restore_months", p.RestoreMonths, 0)
	atLeast("suspension_months", p.SuspensionMonths, 1)
	atLeast("transfer_finish_months", p.TransferFinishMonths, 1)
	if p.Convention != MinusOneDay && p.Convention != SameDay {
		f.Add(path+".expiry_convention", "is %q; it must be %s or %s", p.Convention, MinusOneDay, SameDay)
	}
	if p.JudgedBy != FirstDay && p.JudgedBy != LastDay {
		f.Add(path+".judged_by", "is %q; it must be %s or %s", p.JudgedBy, FirstDay, LastDay)
	}
	for i, d := range p.WarnDays {
		if d < 1 || (i > 0 && d >= p.WarnDays[i-1]) {
			f.Add(path+".warn_days", "must be positive numbers, largest first, such as 90, 60, 30")
			break
		}
	}
}
