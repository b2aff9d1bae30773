package solve

import (
	"slices"

	"github.com/certwright/certwright/domain/planning/compact"
)

// relay hands seats on between the people of a plan, so that one of them can be
// done without. Whoever is to go leaves all their seats vacant. Vacant seats are
// given to somebody free or, where nobody is, to whoever gives up what is easiest
// to place elsewhere: each time a seat is in want of a person it gets heavier, so
// that soon the hard ones are placed first and the easy ones pass from hand to
// hand. Here and there an
// audit gets another start for it. While it is under way the state is no plan, so
// everybody else meets it only before and after.
type relay struct {
	*search
	vacant      []int32 // seats, the next one to fill last
	weight      []int32 // by seat: how often it was in want of a person, plus one
	first, last []int32 // by seat: the half-days its holder is taken up, with the journey
	allowed     []bool  // by person: may be used
	barred      []int32 // by candidate: not to push anybody out again before this step
	steps       int32
	attempt
}

const (
	nudges  = 20      // moves tried between two evictions, so that the plan around them is never the same
	grudge  = 10      // steps for which whoever was pushed out of a seat does not push back, at least
	redate  = 4       // one eviction in so many gives the audit another start instead, where it has any
	swapped = 1 << 13 // steps after which another person is tried in place of one of the used
)

func newRelay(s *search) *relay {
	seats, people := len(s.p.Seats), len(s.p.People)
	f := &relay{search: s, vacant: make([]int32, 0, seats), weight: make([]int32, seats), first: make([]int32, seats), last: make([]int32, seats),
		allowed: make([]bool, people), barred: make([]int32, len(s.p.Cands))}
	for at := range f.weight {
		f.weight[at] = 1
	}
	return f
}

// lift takes the holder of a seat off, who will not push back for a while.
func (f *relay) lift(at int32) {
	f.barred[f.held[at]] = f.steps + grudge + int32(f.r.below(2*grudge))
	f.vacate(f.seatOf[at], at)
	f.vacant = append(f.vacant, at)
}

// sit seats a candidate on a vacant seat.
func (f *relay) sit(at, cand int32) {
	f.occupy(f.seatOf[at], at, cand)
	f.first[at], f.last[at] = f.span(at, cand)
}

// span is the half-days a seat takes of a candidate, with the journey.
func (f *relay) span(at, cand int32) (first, last int32) {
	stay, block := f.p.Stay(&f.p.Seats[at], f.start(f.seatOf[at]).Slot), f.p.Cands[cand].Block
	return stay.First - block, stay.Last + block
}

// fill seats somebody on the last vacant seat, which may leave others vacant.
func (f *relay) fill() {
	f.steps++
	at := f.vacant[len(f.vacant)-1]
	cand, load := f.lightest(at)
	if load == 0 {
		f.vacant = f.vacant[:len(f.vacant)-1]
		f.sit(at, cand)
		return
	}
	f.weight[at]++
	if a := f.seatOf[at]; f.p.Audits[a].Starts > 1 && f.r.below(redate) == 0 {
		f.redate(a)
	} else if cand < 0 || !f.evict(at, cand) { // others first
		other, last := f.r.below(uint32(len(f.vacant))), len(f.vacant)-1
		f.vacant[other], f.vacant[last] = f.vacant[last], f.vacant[other]
	}
	for range nudges {
		f.nudge()
	}
}

// lightest is the candidate of a vacant seat who would have to give up least by
// weight, the cheapest where that is nothing; -1: there is none.
func (f *relay) lightest(at int32) (cand, load int32) {
	seat, st := &f.p.Seats[at], f.start(f.seatOf[at])
	stay := f.p.Stay(seat, st.Slot)
	cand, load = -1, 1<<30
	price, alike := int32(0), uint32(0)
	for ci := seat.Cand0; ci < seat.Cand0+seat.Cands; ci++ {
		c := &f.p.Cands[ci]
		if !f.suited(at, ci) {
			continue
		}
		l := f.burdened(c.Who, stay.First-c.Block, stay.Last+c.Block, load)
		if l > load || l > 0 && f.barred[ci]-f.steps > 0 || l == 0 && !f.free(c, seat, stay) {
			continue
		}
		p := f.seatPrice(c, seat, stay, st.Period) - f.noise()
		if alike++; l < load {
			alike = 1
		}
		if l < load || l == 0 && p < price || l > 0 && f.r.below(alike) == 0 {
			cand, load, price = ci, l, p
		}
	}
	return cand, load
}

// suited tells whether a candidate may take a vacant seat, busy or not.
func (f *relay) suited(at, cand int32) bool {
	c, a := &f.p.Cands[cand], f.seatOf[at]
	au := &f.p.Audits[a]
	if !f.allowed[c.Who] || !f.p.CanStart(c, f.at[a]) || au.Seats > 1 && f.inTeam(au, c.Who) {
		return false
	}
	return f.covers(au, at, c.Cover) && (!f.tied(au, at) || f.mayLead(au, c.Who))
}

// covers tells whether a team brings all codes with these of one seat; as long as
// another seat is vacant, that can still come.
func (f *relay) covers(au *compact.Audit, at int32, cover uint64) bool {
	for x := au.Seat0; x < au.Seat0+au.Seats && cover != au.Full; x++ {
		if x == at {
			continue
		}
		if f.held[x] < 0 {
			return true
		}
		cover |= f.p.Cands[f.held[x]].Cover
	}
	return cover == au.Full
}

// mayLead tells whether the related audits allow a lead; one whose own lead is
// vacant allows anybody.
func (f *relay) mayLead(au *compact.Audit, who int32) bool {
	for i := range au.Ties {
		t := &f.p.Ties[au.Tie0+i]
		if f.at[t.Other] < 0 || f.lead(t.Other) < 0 && f.p.Audits[t.Other].LeadSeat >= 0 {
			continue
		}
		same := f.lead(t.Other) == who
		if t.Lead == compact.RequireSame && !same || t.Lead == compact.ForbidSame && same {
			return false
		}
	}
	return true
}

// burdened is the weight of what a person does between two half-days, or
// something above the limit.
func (f *relay) burdened(who, first, last, limit int32) (sum int32) {
	for at := f.head[who]; at >= 0 && sum <= limit; at = f.next[at] {
		if f.first[at] <= last && f.last[at] >= first {
			sum += f.weight[at]
		}
	}
	return sum
}

// evict seats a candidate who gives up what stands in the way. It tells whether
// that made room; a ceiling may still be in the way.
func (f *relay) evict(at, cand int32) bool {
	c, seat := &f.p.Cands[cand], &f.p.Seats[at]
	first, last := f.span(at, cand)
	n := len(f.vacant)
	for x := f.head[c.Who]; x >= 0; {
		next := f.next[x]
		if f.first[x] <= last && f.last[x] >= first {
			f.lift(x)
		}
		x = next
	}
	f.barred[cand] = f.steps + grudge
	if !f.free(c, seat, f.p.Stay(seat, f.start(f.seatOf[at]).Slot)) {
		return false
	}
	f.vacant[n-1] = f.vacant[len(f.vacant)-1] // in its place one of those just made vacant
	f.vacant = f.vacant[:len(f.vacant)-1]
	f.sit(at, cand)
	return true
}

// redate gives an audit another start, all its seats vacant.
func (f *relay) redate(a int32) {
	au := &f.p.Audits[a]
	start := int32(f.r.below(uint32(au.Starts)))
	first, last, _ := f.between(a)
	if !within(&f.p.Starts[au.Start0+start], first, last) {
		return
	}
	for at := au.Seat0; at < au.Seat0+au.Seats; at++ {
		if f.held[at] >= 0 {
			f.lift(at)
		}
	}
	f.cost -= int(f.start(a).Price)
	f.at[a] = start
	f.cost += int(f.start(a).Price)
}

// nudge tries another free person on a random seat, or another start of its
// audit.
func (f *relay) nudge() {
	at := int32(f.r.below(uint32(len(f.held))))
	a, old, seat := f.seatOf[at], f.held[at], &f.p.Seats[at]
	if old < 0 {
		return
	}
	if au := &f.p.Audits[a]; au.Starts > 1 && f.r.below(8) == 0 {
		f.shift(a)
		return
	}
	cand := seat.Cand0 + int32(f.r.below(uint32(seat.Cands)))
	if !f.free(&f.p.Cands[cand], seat, f.p.Stay(seat, f.start(a).Slot)) || !f.suited(at, cand) {
		return
	}
	before := f.cost
	f.vacate(a, at)
	f.sit(at, cand)
	if f.cost-before > f.r.allowance(f.heat) {
		f.vacate(a, at)
		f.sit(at, old)
	}
}

// shift draws another start for an audit whose team is whole.
func (f *relay) shift(a int32) {
	if slices.Contains(f.team(a), -1) {
		return
	}
	f.shiftMove(a)
	au := &f.p.Audits[a]
	for at := au.Seat0; at < au.Seat0+au.Seats; at++ {
		f.first[at], f.last[at] = f.span(at, f.held[at])
	}
}
