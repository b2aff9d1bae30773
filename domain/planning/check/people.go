package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
)

func (b *Book) positions(x *laid) []domain.Finding {
	rule := planning.Positions
	var out []domain.Finding
	for i, s := range x.seats {
		if s.who == nil {
			out = append(out, one(rule.Broken("seat somebody", "position %s (%s) is not filled", s.position.ID, s.position.Role), x).with("position", s.position.ID).list()...)
			continue
		}
		for _, t := range x.seats[:i] {
			if t.who == s.who {
				out = append(out, s.says(rule.Broken("seat somebody else on one of them", "%s holds two positions, %s and %s",
					s.who.Called(), t.position.ID, s.position.ID)).list()...)
			}
		}
	}
	if len(out) == 0 {
		out = one(rule.Met("every position is filled, each by another person"), x).list()
	}
	return out
}

// holds tells whether the person has the code on every day of the period.
func holds(k *planning.Auditor, code string, p domain.Period) bool {
	return slices.ContainsFunc(k.Quals, func(q planning.Qual) bool {
		return q.Code == code && (q.From == 0 || q.From <= p.From) && (q.To == 0 || q.To >= p.To)
	})
}

func (b *Book) worked(s *seat) domain.Period {
	return domain.Period{From: b.day(s.first()), To: b.day(s.last())}
}

func (b *Book) competence(s *seat) []domain.Finding {
	rule, p := planning.Competence, b.worked(s)
	var out []domain.Finding
	for _, code := range s.position.Needs {
		if !holds(s.who, code, p) {
			text, remedy := lacking(s.who, code, p)
			out = append(out, s.says(rule.Broken(remedy, "%s", text)).with("code", code).with("from", p.From).with("to", p.To).list()...)
		}
	}
	if len(out) == 0 {
		codes := "no code is needed"
		if len(s.position.Needs) > 0 {
			codes = "holds " + strings.Join(s.position.Needs, ", ") + " on " + days(p.From, p.To)
		}
		out = s.says(rule.Met("%s for position %s: %s", s.who.Called(), s.position.ID, codes)).list()
	}
	return out
}

// lacking says how a code is missing: never held, not yet, or no longer.
func lacking(k *planning.Auditor, code string, p domain.Period) (text, remedy string) {
	for _, q := range k.Quals {
		switch {
		case q.Code != code:
		case q.To != 0 && q.To < p.To && (q.From == 0 || q.From <= p.From):
			return fmt.Sprintf("%s's %s ends on %s", k.Called(), code, q.To.Long()), fmt.Sprintf("renew %s beyond %s", code, p.To.Long())
		case q.From > p.From:
			return fmt.Sprintf("%s's %s begins on %s only", k.Called(), code, q.From.Long()), fmt.Sprintf("start on %s or later, or authorise earlier", q.From.Long())
		}
	}
	return fmt.Sprintf("%s lacks %s", k.Called(), code), fmt.Sprintf("authorise %s for %s from %s", k.Called(), code, p.From.Long())
}

func (b *Book) cover(x *laid) []domain.Finding {
	rule := planning.Cover
	var out []domain.Finding
	for _, code := range x.audit.Cover {
		if !slices.ContainsFunc(x.seats, func(s *seat) bool { return s.who != nil && holds(s.who, code, b.worked(s)) }) {
			out = append(out, one(rule.Broken("seat somebody who holds "+code, "nobody in the team has %s", code), x).with("code", code).list()...)
		}
	}
	if len(out) == 0 {
		text := "no technical area has to be covered"
		if len(x.audit.Cover) > 0 {
			text = "the team covers " + strings.Join(x.audit.Cover, ", ")
		}
		out = one(rule.Met("%s", text), x).list()
	}
	return out
}

// away tells whether the person is absent, or never works, on a half-day. A
// weekday off counts inside the horizon only; that is where it is known.
func (b *Book) away(k *planning.Auditor, slot int) bool {
	day, half := b.in.When(slot)
	for _, a := range k.Absences {
		if a.From <= day && day <= a.To && (a.Half == "" || a.Half == half) {
			return true
		}
	}
	return day >= b.in.Start && day <= b.in.End && slices.Contains(k.DaysOff, planning.Weekday(day))
}

func (b *Book) free(k *planning.Auditor, slot int) bool {
	return !b.away(k, slot) && b.work[k.Calendar].Works(b.day(slot))
}

func (b *Book) availability(s *seat) []domain.Finding {
	rule, k := planning.Availability, s.who
	for _, t := range s.slots {
		if !b.free(k, t) {
			return s.says(rule.Broken(b.freeAgain(k, t), "%s %s", k.Called(), b.whyNot(k, t))).with("day", b.day(t)).list()
		}
	}
	for i := 1; i <= s.block; i++ {
		for _, t := range []int{s.first() - i, s.last() + i} {
			if b.away(k, t) {
				return s.says(rule.Broken(fmt.Sprintf("choose days with %s free before and after", count(s.block, "half-day")),
					"%s %s, on the way to or from the site (%d km)", k.Called(), b.whyNot(k, t), s.km)).with("day", b.day(t)).with("km", s.km).list()
			}
		}
	}
	p := b.worked(s)
	return s.says(rule.Met("%s works on %s", k.Called(), days(p.From, p.To))).list()
}

// whyNot says why a person does not work on a half-day. Why somebody is absent
// is theirs: the text says "away".
func (b *Book) whyNot(k *planning.Auditor, slot int) string {
	day, half := b.in.When(slot)
	work := b.work[k.Calendar]
	switch {
	case slices.Contains(k.DaysOff, planning.Weekday(day)):
		return fmt.Sprintf("does not work on %ss (%s)", day.Weekday(), day.Long())
	case b.away(k, slot):
		return fmt.Sprintf("is away on %s %s", day.Long(), half)
	case work.Holiday(day):
		return fmt.Sprintf("has a public holiday on %s", day.Long())
	}
	return fmt.Sprintf("does not work on %s", day.Long())
}

func (b *Book) freeAgain(k *planning.Auditor, slot int) string {
	for t := slot + 1; t < b.in.Days()*b.in.Slots(); t++ {
		if b.free(k, t) {
			day, half := b.in.When(t)
			return fmt.Sprintf("%s is back on %s %s", k.Called(), day.Long(), half)
		}
	}
	return "choose somebody else"
}

func (b *Book) overlap(s *seat) []domain.Finding {
	rule, k := planning.Overlap, s.who
	var out []domain.Finding
	for _, o := range b.others(s) {
		if s.first()-s.block > o.last()+o.block || o.first()-o.block > s.last()+s.block {
			continue
		}
		way := ""
		if s.block+o.block > 0 {
			way = " with the journeys"
		}
		day, half := b.in.When(o.last() + o.block + s.block + 1)
		out = append(out, s.says(rule.Broken(fmt.Sprintf("%s can start again from %s %s", k.Called(), day.Long(), half),
			"%s is on %s, %s%s", k.Called(), o.of.audit.Called(), days(b.day(o.first()-o.block), b.day(o.last()+o.block)), way)).
			with("other", o.of.audit.ID).with("from", b.day(o.first())).with("to", b.day(o.last())).list()...)
	}
	if len(out) == 0 {
		out = s.says(rule.Met("%s is on no other audit or journey then", k.Called())).list()
	}
	return out
}

func (b *Book) barred(s *seat) []domain.Finding {
	rule, k := planning.Barred, s.who
	var out []domain.Finding
	for _, f := range s.of.audit.Forbid {
		if f.Auditor != k.ID || f.Until != 0 && f.Until < b.day(s.first()) {
			continue
		}
		why := f.Why
		if why == "" {
			why = "no reason recorded"
		}
		text, remedy := fmt.Sprintf("%s is barred from this client (%s)", k.Called(), why), "choose somebody else"
		if f.Until != 0 {
			text += " until " + f.Until.Long()
			remedy = "start on " + f.Until.AddDays(1).Long() + " or later, or choose somebody else"
		}
		out = append(out, s.says(rule.Broken(remedy, "%s", text)).with("why", why).with("until", f.Until).list()...)
	}
	if len(out) == 0 {
		out = s.says(rule.Met("nothing bars %s from this client", k.Called())).list()
	}
	return out
}

func (b *Book) leadRotation(s *seat) []domain.Finding {
	if s.position.Role != planning.Lead {
		return nil
	}
	rule, most, run := planning.LeadRotation, b.in.Policy.LeadRunMax, s.of.audit.LeadRun[s.who.ID]
	f := rule.Met("%s has led %s in a row here; at most %d", s.who.Called(), count(run, "cycle"), most)
	if run >= most {
		f = rule.Broken("choose another lead", "%s has led %s in a row here; at most %d", s.who.Called(), count(run, "cycle"), most)
	}
	return s.says(f).with("run", run).with("limit", most).list()
}

func (b *Book) ceilings(s *seat) []domain.Finding {
	rule, k := planning.Ceilings, s.who
	var out []domain.Finding
	total, weeks := len(s.slots), map[int]int{}
	for _, t := range s.slots {
		weeks[b.in.Week(b.day(t))]++
	}
	own := len(weeks)
	for _, o := range b.others(s) {
		total += len(o.slots)
		for _, t := range o.slots {
			if w := b.in.Week(b.day(t)); weeks[w] > 0 {
				weeks[w]++
			}
		}
	}
	for w, seen := b.in.Week(b.day(s.first())), 0; seen < own; w++ {
		if weeks[w] == 0 {
			continue
		}
		seen++
		if weeks[w] > k.MaxWeek {
			monday := b.in.Start.AddDays(7*w - planning.Weekday(b.in.Start) + 1)
			out = append(out, s.says(rule.Broken("choose another week or somebody else", "%s would have %s in the week of %s; at most %d",
				k.Called(), count(weeks[w], "half-day"), monday.Long(), k.MaxWeek)).with("week", monday).with("halfDays", weeks[w]).with("limit", k.MaxWeek).list()...)
		}
	}
	if total > k.MaxTotal {
		out = append(out, s.says(rule.Broken("choose somebody else", "%s would have %s until %s; at most %d",
			k.Called(), count(total, "half-day"), b.in.End.Long(), k.MaxTotal)).with("halfDays", total).with("limit", k.MaxTotal).list()...)
	}
	if len(out) == 0 {
		out = s.says(rule.Met("%s stays within %d half-days a week and within the ceiling over all", k.Called(), k.MaxWeek)).list()
	}
	return out
}
