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

func holdsAll(k *planning.Auditor, codes []string, p domain.Period) bool {
	return !slices.ContainsFunc(codes, func(c string) bool { return !holds(k, c, p) })
}

func (b *Book) able(s *seat) bool { return holdsAll(s.who, s.position.Needs, b.worked(s)) }

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
	t, gone := b.missing(s)
	switch {
	case gone && t >= s.first() && t <= s.last():
		return s.says(rule.Broken(b.freeAgain(k, t), "%s %s", k.Called(), b.whyNot(k, t))).with("day", b.day(t)).list()
	case gone:
		return s.says(rule.Broken(fmt.Sprintf("choose days with %s free before and after", count(s.block, "half-day")),
			"%s %s, on the way to or from the site (%d km)", k.Called(), b.whyNot(k, t), s.km)).with("day", b.day(t)).with("km", s.km).list()
	}
	p := b.worked(s)
	return s.says(rule.Met("%s works on %s", k.Called(), days(p.From, p.To))).list()
}

func (b *Book) missing(s *seat) (slot int, gone bool) {
	return s.missing(func(t int) bool { return b.free(s.who, t) }, func(t int) bool { return b.away(s.who, t) })
}

func (b *Book) present(s *seat) bool {
	_, gone := b.missing(s)
	return !gone
}

// missing is the first half-day of the seat on which its holder does not work,
// else of the journeys on which they are away.
func (s *seat) missing(free, away func(slot int) bool) (slot int, gone bool) {
	for _, t := range s.slots {
		if !free(t) {
			return t, true
		}
	}
	for i := 1; i <= s.block; i++ {
		if t := s.first() - i; away(t) {
			return t, true
		}
		if t := s.last() + i; away(t) {
			return t, true
		}
	}
	return 0, false
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
