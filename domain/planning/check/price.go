package check

import (
	"slices"

	"github.com/certwright/certwright/domain/planning"
)

// price adds up the terms of everything laid and of everything left out.
func (b *Book) price() map[planning.Term]int {
	pay := map[planning.Term]int{}
	for i := range b.in.Audits {
		a := &b.in.Audits[i]
		x := b.laid[a.ID]
		if x == nil || x.slots == nil {
			pay[planning.Unplanned] += b.in.Weights.Unplanned * a.Priority
			continue
		}
		b.priceDates(x, pay)
		for _, s := range x.seats {
			if s.who != nil {
				b.priceSeat(s, pay)
			}
		}
		b.priceDisturbance(x, pay)
	}
	for who, seats := range b.diary {
		b.pricePerson(b.names.Auditors[who], seats, pay)
	}
	for _, r := range b.in.Relations {
		first, second := b.laid[r.First], b.laid[r.Second]
		if r.SameLead == "prefer" && first != nil && second != nil && first.lead != second.lead {
			pay[planning.LeadChange] += b.in.Weights.LeadChange
		}
	}
	for term, euro := range pay {
		if euro == 0 {
			delete(pay, term)
		}
	}
	return pay
}

func (b *Book) priceDates(x *laid, pay map[planning.Term]int) {
	w, a := b.in.Weights, x.audit
	start, end := x.start(b), x.end(b)
	pay[planning.Late] += w.LatePerDay * max(0, w.LateBuffer-a.Latest.DaysSince(end))
	if a.Preferred != 0 {
		pay[planning.Preferred] += w.PreferredPerDay * min(distance(start.DaysSince(a.Preferred)), w.PreferredCap)
	}
	for d := start; d <= end; d++ {
		if !b.work[x.site.Calendar].Works(d) {
			pay[planning.Split] += w.SplitPerDay
		}
	}
}

func (b *Book) priceSeat(s *seat, pay map[planning.Term]int) {
	w, a := b.in.Weights, s.of.audit
	if !s.position.Remote {
		days := 1
		for i := 1; i < len(s.slots); i++ {
			if b.day(s.slots[i]) != b.day(s.slots[i-1]) {
				days++
			}
		}
		nights := b.day(s.last()).DaysSince(b.day(s.first()))
		pay[planning.TravelTerm] += b.in.Travel.Trip(s.km, days, nights)
	}
	pay[planning.External] += s.who.DayRate * s.position.Len / b.in.Slots()
	if s.position.Role != planning.Lead {
		return
	}
	if len(a.Previous) > 0 && !slices.Contains(a.Previous, s.who.ID) {
		pay[planning.Continuity] += w.Continuity
	}
	if a.LeadRun[s.who.ID] == b.in.Policy.LeadRunMax-1 {
		pay[planning.Rotation] += w.RotationNear
	}
}

func (b *Book) priceDisturbance(x *laid, pay map[planning.Term]int) {
	w, was := b.in.Weights, b.before[x.audit.ID]
	if was == nil {
		return
	}
	notice := b.in.Notice(was.Start)
	if was.Start != x.asked.Start || was.Half != x.asked.Half {
		pay[planning.Disturbance] += (w.Moved + w.MovedPerDay*distance(x.asked.Start.DaysSince(was.Start))) * notice
	}
	for _, s := range x.seats {
		if s.who != nil && was.Team[s.position.ID] != s.who.ID {
			pay[planning.Disturbance] += w.Reassigned * notice
		}
	}
}

// pricePerson prices a person's load by period; an audit counts in the period
// of its start.
func (b *Book) pricePerson(k *planning.Auditor, seats []*seat, pay map[planning.Term]int) {
	load := map[int]int{}
	for _, s := range seats {
		load[b.in.Period(s.of.start(b))] += s.position.Len
	}
	for _, n := range load {
		pay[planning.Load] += b.in.Weights.LoadCost(k.Target, n)
	}
	if len(seats) > 0 {
		pay[planning.Use] += k.UseCost
	}
}

func distance(days int) int { return max(days, -days) }

// Cost is what an audit so placed costs among the others, by term: the
// difference between the plan with it and the plan without it, but for the
// price of leaving it out. An audit the book has elsewhere counts as moved.
func (b *Book) Cost(pl planning.Planned) map[planning.Term]int {
	pay := map[planning.Term]int{}
	if b.audit(pl.ID) == nil {
		return pay
	}
	x := b.place(pl)
	if x.slots == nil {
		return pay
	}
	b.priceDates(x, pay)
	for _, s := range x.seats {
		if s.who != nil {
			b.priceSeat(s, pay)
			b.priceLoad(s, pay)
		}
	}
	b.priceDisturbance(x, pay)
	for _, r := range b.relations[x.audit.ID] {
		first, second := b.other(r.First, x), b.other(r.Second, x)
		if r.SameLead == "prefer" && first != nil && second != nil && first.lead != second.lead {
			pay[planning.LeadChange] += b.in.Weights.LeadChange
		}
	}
	for term, euro := range pay {
		if euro == 0 {
			delete(pay, term)
		}
	}
	return pay
}

// priceLoad is what a seat adds to its holder's load and use.
func (b *Book) priceLoad(s *seat, pay map[planning.Term]int) {
	period, n, used := b.in.Period(s.of.start(b)), 0, false
	for _, o := range b.others(s) {
		used = true
		if b.in.Period(o.of.start(b)) == period {
			n += o.position.Len
		}
	}
	w := b.in.Weights
	pay[planning.Load] += w.LoadCost(s.who.Target, n+s.position.Len) - w.LoadCost(s.who.Target, n)
	if !used {
		pay[planning.Use] += s.who.UseCost
	}
}
