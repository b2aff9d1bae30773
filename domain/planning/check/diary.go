package check

import (
	"fmt"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
)

// clashes tells whether two seats of one person, with their journeys, overlap.
func (s *seat) clashes(o *seat) bool {
	return s.first()-s.block <= o.last()+o.block && o.first()-o.block <= s.last()+s.block
}

// clear tells whether the holder is on no other audit or journey then.
func (b *Book) clear(s *seat) bool {
	return !slices.ContainsFunc(b.diary[s.who.ID], func(o *seat) bool { return o.of.audit.ID != s.of.audit.ID && s.clashes(o) })
}

func (b *Book) overlap(s *seat) []domain.Finding {
	rule, k := planning.Overlap, s.who
	var out []domain.Finding
	for _, o := range b.others(s) {
		if !s.clashes(o) {
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

func bars(f planning.Forbid, k *planning.Auditor, start domain.Date) bool {
	return f.Auditor == k.ID && (f.Until == 0 || f.Until >= start)
}

func (b *Book) allowed(s *seat) bool {
	start := b.day(s.first())
	return !slices.ContainsFunc(s.of.audit.Forbid, func(f planning.Forbid) bool { return bars(f, s.who, start) })
}

func (b *Book) barred(s *seat) []domain.Finding {
	rule, k := planning.Barred, s.who
	var out []domain.Finding
	for _, f := range s.of.audit.Forbid {
		if !bars(f, k, b.day(s.first())) {
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

func (b *Book) mayLead(s *seat) bool {
	return s.position.Role != planning.Lead || s.of.audit.LeadRun[s.who.ID] < b.in.Policy.LeadRunMax
}

func (b *Book) leadRotation(s *seat) []domain.Finding {
	if s.position.Role != planning.Lead {
		return nil
	}
	rule, most, run := planning.LeadRotation, b.in.Policy.LeadRunMax, s.of.audit.LeadRun[s.who.ID]
	f := rule.Met("%s has led %s in a row here; at most %d", s.who.Called(), count(run, "cycle"), most)
	if !b.mayLead(s) {
		f = rule.Broken("choose another lead", "%s has led %s in a row here; at most %d", s.who.Called(), count(run, "cycle"), most)
	}
	return s.says(f).with("run", run).with("limit", most).list()
}

// inWeek is the holder's half-days of a week the seat works in, all audits
// together; inAll is those of the horizon.
func (b *Book) inWeek(s *seat, w inWeek) int {
	n := w.halfDays
	for _, o := range b.diary[s.who.ID] {
		if o.last() < s.first()-7*b.in.Slots() || o.first() > s.last()+7*b.in.Slots() || o.of.audit.ID == s.of.audit.ID {
			continue
		}
		for _, v := range o.weeks {
			if v.week == w.week {
				n += v.halfDays
			}
		}
	}
	return n
}

func (b *Book) inAll(s *seat) int {
	n := len(s.slots)
	for _, o := range b.diary[s.who.ID] {
		if o.of.audit.ID != s.of.audit.ID {
			n += len(o.slots)
		}
	}
	return n
}

func (b *Book) withinCeilings(s *seat) bool {
	return b.inAll(s) <= s.who.MaxTotal && !slices.ContainsFunc(s.weeks, func(w inWeek) bool { return b.inWeek(s, w) > s.who.MaxWeek })
}

func (b *Book) ceilings(s *seat) []domain.Finding {
	rule, k := planning.Ceilings, s.who
	var out []domain.Finding
	for _, w := range s.weeks {
		if n := b.inWeek(s, w); n > k.MaxWeek {
			monday := b.in.Start.AddDays(7*w.week - planning.Weekday(b.in.Start) + 1)
			out = append(out, s.says(rule.Broken("choose another week or somebody else", "%s would have %s in the week of %s; at most %d",
				k.Called(), count(n, "half-day"), monday.Long(), k.MaxWeek)).with("week", monday).with("halfDays", n).with("limit", k.MaxWeek).list()...)
		}
	}
	total := b.inAll(s)
	if total > k.MaxTotal {
		out = append(out, s.says(rule.Broken("choose somebody else", "%s would have %s until %s; at most %d",
			k.Called(), count(total, "half-day"), b.in.End.Long(), k.MaxTotal)).with("halfDays", total).with("limit", k.MaxTotal).list()...)
	}
	if len(out) == 0 {
		out = s.says(rule.Met("%s stays within %d half-days a week and within the ceiling over all", k.Called(), k.MaxWeek)).list()
	}
	return out
}
