package app

import (
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/check"
	"github.com/certwright/certwright/domain/programme"
)

// team says who sits where, by position.
type team map[string]domain.ID

// judge gives every rule's finding about an audit on given days with a given
// team: first the dates, then the people.
func (d *desk) judge(s domain.Stretch, t team) []domain.Finding {
	out := d.judgeDates(s)
	out = append(out, d.judgeTime(s, t))
	out = append(out, d.place(s, t)...)
	for id, who := range t {
		if p, ok := d.audit.Position(id); ok && p.Role == planning.Lead && who != "" {
			out = append(out, d.familiar(who, s))
		}
	}
	return out
}

// place asks the planning rules. What the body judges with its own windows and
// stages is not asked twice.
func (d *desk) place(s domain.Stretch, t team) []domain.Finding {
	if len(d.audit.Visits) > 0 {
		return d.placeVisits(t)
	}
	in, others := d.instance(max(d.workingHalves(s), 1))
	return ours(check.Placement(in, planned(d.audit, s, t), others))
}

func planned(x audit.Audit, s domain.Stretch, t team) planning.Planned {
	out := planning.Planned{ID: string(x.ID), Start: s.From, Half: s.FromHalf, Team: map[string]string{}}
	for position, who := range t {
		out.Team[position] = string(who)
	}
	return out
}

// ours leaves out the rules that the desk judges itself or that speak of whole
// plans only.
func ours(fs []domain.Finding) []domain.Finding {
	apart := []string{planning.Window.ID, planning.LeadRotation.ID, planning.Interval.ID, planning.Pins.ID, planning.SameLead.ID}
	return slices.DeleteFunc(fs, func(f domain.Finding) bool { return slices.Contains(apart, f.Rule) })
}

// judgeDates judges days by the audit's window, its hard limit and the distance
// between the stages.
func (d *desk) judgeDates(s domain.Stretch) []domain.Finding {
	if d.audit.Type == audit.Stage1 || d.audit.Type == audit.Stage2 {
		return append(d.judgeStages(s), d.judgeWindow(s)...)
	}
	return append(d.judgeWindow(s), d.judgeLimit(s)...)
}

// judgeWindow: outside the target a written reason is needed, as the standard
// gives no number.
func (d *desk) judgeWindow(s domain.Stretch) []domain.Finding {
	w := d.audit.Window
	if d.audit.Type == audit.Stage2 || w.Earliest == 0 && w.Latest == 0 {
		return nil
	}
	f := planning.Window.Met("The audit lies in its window.")
	switch {
	case w.Earliest != 0 && s.From < w.Earliest:
		f = planning.Window.Broken("Begin on "+w.Earliest.Long()+" or later, or record why it is to be earlier.",
			"It begins %d day(s) before its window.", w.Earliest.DaysSince(s.From))
	case w.Latest != 0 && s.To > w.Latest:
		f = planning.Window.Broken("End by "+w.Latest.Long()+", or record why it is to be later.",
			"It ends %d day(s) after its window.", s.To.DaysSince(w.Latest))
	}
	return []domain.Finding{f.As(domain.Soft).With("earliest", w.Earliest).With("latest", w.Latest)}
}

// judgeLimit: the rule itself ends at the hard limit. Once the limit has passed
// unmet the audit is held late and on record, beside the decision it asks for.
func (d *desk) judgeLimit(s domain.Stretch) []domain.Finding {
	w, p := d.audit.Window, d.scheme.Programme
	if w.HardLimit == 0 {
		return nil
	}
	timing := programme.Timing{Due: w.HardLimit, JudgedOn: s.To}
	if p.JudgedBy == programme.FirstDay {
		timing.JudgedOn = s.From
	}
	timing.DaysLate = max(0, timing.JudgedOn.DaysSince(w.HardLimit))
	rule := ruleCard(w.HardRule)
	f := rule.Met("Judged on %s it is within the limit of %s.", timing.JudgedOn.Long(), w.HardLimit.Long())
	if w.HardRule == programme.CheckFirstRule.ID {
		f = timing.Finding()
	} else if timing.DaysLate > 0 {
		f = rule.Broken("Hold it by "+w.HardLimit.Long()+".", "Judged on %s it is %d day(s) past the limit.", timing.JudgedOn.Long(), timing.DaysLate)
	}
	kind := domain.Hard
	if w.HardLimit < d.today {
		kind = domain.Soft
	}
	return []domain.Finding{f.As(kind).With("limit", w.HardLimit)}
}

func ruleCard(id string) domain.Rule {
	for _, r := range programme.Rules() {
		if r.ID == id {
			return r
		}
	}
	return planning.Window
}

// judgeStages judges the distance between Stage 1 and Stage 2, from either side,
// in each programme the audit serves.
func (d *desk) judgeStages(s domain.Stretch) []domain.Finding {
	var out []domain.Finding
	seen := map[domain.ID]bool{}
	for _, id := range d.audit.ProgrammeIDs {
		second := d.audit.Type == audit.Stage2
		other := d.sibling(id, map[bool]audit.Type{true: audit.Stage1, false: audit.Stage2}[second])
		if other.ID != "" && seen[other.ID] {
			continue
		}
		seen[other.ID] = true
		out = append(out, judgeGap(s, other, second, d.stages[id])...)
	}
	return out
}

func judgeGap(s domain.Stretch, other audit.Audit, second bool, p audit.StagePolicy) []domain.Finding {
	first, next := s, s
	switch {
	case other.Dates == audit.Open && second, other.ID == "" && second:
		return []domain.Finding{planning.Interval.Broken("Book Stage 1 first.", "Stage 1 has no dates yet.")}
	case other.ID == "", other.Dates == audit.Open:
		return nil
	case second:
		first = other.Stretch
	default:
		next = other.Stretch
	}
	if next.From <= first.To {
		return []domain.Finding{planning.Interval.Broken("Begin Stage 2 after "+first.To.Long()+".", "Stage 2 begins before Stage 1 has ended.")}
	}
	return []domain.Finding{p.Check(first.To, next.From).Finding()}
}

// sibling is the audit of a type in the same cycle, or none.
func (d *desk) sibling(programme domain.ID, kind audit.Type) audit.Audit {
	for _, x := range d.siblings {
		if x.Type == kind && x.State != audit.Cancelled && slices.Contains(x.ProgrammeIDs, programme) {
			return x
		}
	}
	return audit.Audit{}
}

// judgeTime judges the auditor days of the team by the receipt's (rule
// at.day_length): only leads and auditors count.
func (d *desk) judgeTime(s domain.Stretch, t team) domain.Finding {
	worked := d.worked(s, t)
	policy := d.scheme.AuditTime
	return policy.DayLength(audittime.Half(d.audit.HalfDays), audittime.Half(worked), audittime.Whole(policy.HoursPerDay))
}

// seatStretch is when a seat is there: its own half-days of the audit's.
func (d *desk) seatStretch(p audit.Position, s domain.Stretch) domain.Stretch {
	if p.OffsetHalves == 0 && p.LenHalves == 0 {
		return s
	}
	begin := d.stretchFrom(s.From, s.FromHalf, p.OffsetHalves+1)
	length := p.LenHalves
	if length == 0 {
		length = max(d.workingHalves(s)-p.OffsetHalves, 1)
	}
	return d.stretchFrom(begin.To, begin.ToHalf, length)
}

// familiar warns where the same person would lead many years in a row.
func (d *desk) familiar(lead domain.ID, s domain.Stretch) domain.Finding {
	var years []int
	for _, x := range d.history {
		if x.Lead() == lead {
			years = append(years, x.Stretch.From.Year())
		}
	}
	return auditor.PriorAuditor(years, s.From.Year(), d.scheme.Impartiality.RotationLimit).On(d.name(lead)).With("auditor", lead)
}

func (d *desk) name(id domain.ID) string {
	for _, p := range d.people {
		if p.ID == id {
			return p.Name
		}
	}
	return string(id)
}
