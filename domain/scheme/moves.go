package scheme

import (
	"cmp"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/programme"
)

// Timing is when an audit is to take place by one version of a scheme; empty
// where that version owes no such audit.
type Timing struct {
	Due    domain.Date
	Window audit.Window
}

// Move is an audit of a running programme that would have other days under
// another version of its scheme. AuditID is empty for one that only the other
// version owes.
type Move struct {
	Type      audit.Type
	Number    int
	AuditID   domain.ID
	Was, Will Timing
}

// Moves lists, earliest first, what would have other days if a running programme
// went from one version to the next. It is a comparison only: a programme keeps
// the version it was contracted with.
func Moves(was, will Scheme, p programme.Programme, audits []audit.Audit) []Move {
	before, after := was.timings(p, audits), will.timings(p, audits)
	var out []Move
	for k, t := range before {
		if after[k] != t {
			out = append(out, Move{k.kind, k.number, k.find(audits), t, after[k]})
		}
	}
	for k, t := range after {
		if _, there := before[k]; !there {
			out = append(out, Move{k.kind, k.number, k.find(audits), Timing{}, t})
		}
	}
	slices.SortFunc(out, func(a, b Move) int {
		return cmp.Or(cmp.Compare(a.first(), b.first()), cmp.Compare(a.Type, b.Type), cmp.Compare(a.Number, b.Number))
	})
	return out
}

func (m Move) first() domain.Date { return cmp.Or(m.Was.Window.Earliest, m.Will.Window.Earliest) }

// slot is a place in the programme: the second surveillance, Stage 2.
type slot struct {
	kind   audit.Type
	number int
}

func (k slot) find(audits []audit.Audit) domain.ID {
	for _, x := range audits {
		if x.State != audit.Cancelled && x.Type == k.kind && (x.Number == k.number || x.Type != audit.Surveillance) {
			return x.ID
		}
	}
	return ""
}

// timings are the days this version gives whatever the programme still owes:
// Stage 2 from where Stage 1 ends, the rest from the anchor of the cycle.
func (s Scheme) timings(p programme.Programme, audits []audit.Audit) map[slot]Timing {
	out := map[slot]Timing{}
	var one, two audit.Audit
	for _, x := range audits {
		switch {
		case x.State == audit.Cancelled:
		case x.Type == audit.Stage1:
			one = x
		case x.Type == audit.Stage2:
			two = x
		}
	}
	if two.State == audit.Owed && one.ID != "" && one.Dates != audit.Open {
		w := s.Stage2.Window(one.Stretch.To)
		out[slot{audit.Stage2, 0}] = Timing{w.Latest, w.Window()}
	}
	cycle := programme.Cycle{Decision: p.Anchor, Expiry: p.Expiry, Initial: p.Cycle == 1}
	for _, o := range programme.Owing(cycle, programme.HeldOf(audits, s.Programme), s.Programme) {
		out[slot{audit.Type(o.Type), o.Number}] = Timing{o.Due, o.Window}
	}
	return out
}
