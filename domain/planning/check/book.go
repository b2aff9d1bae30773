// Package check is the plain form of the planning rules: it reads an instance
// half-day by half-day, the way a person would with a calendar on the wall, and
// judges plans and single bookings. It knows nothing of the optimiser, shares
// no table with it, and has the last word on everything the optimiser makes.
package check

import (
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
)

// Book is an instance with a set of audits laid into people's diaries. It is
// not changed by questions and may be asked by several goroutines.
type Book struct {
	in        *planning.Instance
	names     planning.Names
	work      map[string]planning.Workdays
	relations map[string][]*planning.Relation // by each of the two audits
	before    map[string]*planning.Planned    // the baseline
	laid      map[string]*laid
	diary     map[string][]*seat // by person
	faults    []domain.Finding   // what could not be laid at all

	asAudit   *planning.Audit   // stands in for the audit of its ID
	asAuditor *planning.Auditor // stands in for the person of its ID
}

// As is the book as if an audit or a person were other than they are: with a
// longer window, say, or one more code. Either may be nil.
func (b *Book) As(a *planning.Audit, k *planning.Auditor) *Book {
	as := *b
	as.asAudit, as.asAuditor = a, k
	return &as
}

func (b *Book) audit(id string) *planning.Audit {
	if b.asAudit != nil && b.asAudit.ID == id {
		return b.asAudit
	}
	return b.names.Audits[id]
}

func (b *Book) auditor(id string) *planning.Auditor {
	if b.asAuditor != nil && b.asAuditor.ID == id {
		return b.asAuditor
	}
	return b.names.Auditors[id]
}

// laid is one audit on its days.
type laid struct {
	audit  *planning.Audit
	site   *planning.Site
	asked  planning.Planned
	slots  []int // the site's working half-days from the start on; nil: no room before the horizon ends
	onTime bool  // the start asked for is itself such a half-day
	seats  []*seat
	lead   string
}

// seat is one position of a laid audit.
type seat struct {
	of       *laid
	position *planning.Position
	who      *planning.Auditor // nil: not filled
	slots    []int
	weeks    []inWeek
	km       int
	block    int // half-days of journey each way
}

// inWeek is how many half-days fall into a calendar week.
type inWeek struct{ week, halfDays int }

func (s *seat) first() int { return s.slots[0] }
func (s *seat) last() int  { return s.slots[len(s.slots)-1] }

// Lay makes the book of a plan. The instance must have passed its Check.
func Lay(in *planning.Instance, plan []planning.Planned) *Book {
	b := &Book{in: in, names: in.Names(), work: map[string]planning.Workdays{}, relations: map[string][]*planning.Relation{},
		before: map[string]*planning.Planned{}, laid: map[string]*laid{}, diary: map[string][]*seat{}}
	for i := range in.Calendars {
		b.work[in.Calendars[i].ID] = in.Calendars[i].Workday()
	}
	for i := range in.Relations {
		r := &in.Relations[i]
		b.relations[r.First] = append(b.relations[r.First], r)
		b.relations[r.Second] = append(b.relations[r.Second], r)
	}
	if in.Baseline != nil {
		for i := range in.Baseline.Plan {
			b.before[in.Baseline.Plan[i].ID] = &in.Baseline.Plan[i]
		}
	}
	for _, pl := range plan {
		b.lay(pl)
	}
	return b
}

func (b *Book) lay(pl planning.Planned) {
	faults := b.wellFormed(pl)
	if _, twice := b.laid[pl.ID]; twice {
		faults = append(faults, planning.WellFormed.Broken("list it once", "%s is planned twice", pl.ID).On(pl.ID).With("audit", pl.ID))
	}
	if len(faults) > 0 {
		b.faults = append(b.faults, faults...)
		if b.audit(pl.ID) == nil || b.laid[pl.ID] != nil {
			return
		}
	}
	x := b.place(pl)
	b.laid[pl.ID] = x
	for _, s := range x.seats {
		if s.who != nil && s.slots != nil {
			b.diary[s.who.ID] = append(b.diary[s.who.ID], s)
		}
	}
}

// place finds the half-days of an audit and of each seat; it judges nothing.
func (b *Book) place(pl planning.Planned) *laid {
	a := b.audit(pl.ID)
	x := &laid{audit: a, site: b.names.Sites[a.Site], asked: pl}
	start, need := b.in.Slot(pl.Start, pl.Half), a.Span()
	work := b.work[x.site.Calendar]
	slots := make([]int, 0, need)
	for t := max(start, 0); t < b.in.Days()*b.in.Slots() && len(slots) < need; t++ {
		if day, _ := b.in.When(t); work.Works(day) {
			slots = append(slots, t)
		}
	}
	if len(slots) == need {
		x.slots, x.onTime = slots, slots[0] == start
	}
	for i := range a.Positions {
		p := &a.Positions[i]
		s := &seat{of: x, position: p, who: b.auditor(pl.Team[p.ID])}
		if x.slots != nil {
			s.slots = x.slots[p.Offset : p.Offset+p.Len]
			s.weeks = b.weeks(s.slots)
		}
		if s.who != nil && !p.Remote {
			s.km = b.in.Travel.Km(s.who, x.site)
			s.block = b.in.Travel.Block(s.km)
		}
		if s.who != nil && p.Role == planning.Lead {
			x.lead = s.who.ID
		}
		x.seats = append(x.seats, s)
	}
	return x
}

// weeks counts half-days by week, the first week first.
func (b *Book) weeks(slots []int) (out []inWeek) {
	for _, t := range slots {
		w := b.in.Week(b.day(t))
		if n := len(out); n == 0 || out[n-1].week != w {
			out = append(out, inWeek{week: w})
		}
		out[len(out)-1].halfDays++
	}
	return out
}

func (b *Book) day(slot int) domain.Date { d, _ := b.in.When(slot); return d }

func (x *laid) start(b *Book) domain.Date { return b.day(x.slots[0]) }
func (x *laid) end(b *Book) domain.Date   { return b.day(x.slots[len(x.slots)-1]) }

// others are the person's seats on other audits.
func (b *Book) others(s *seat) []*seat {
	var out []*seat
	for _, o := range b.diary[s.who.ID] {
		if o.of.audit.ID != s.of.audit.ID {
			out = append(out, o)
		}
	}
	return out
}
