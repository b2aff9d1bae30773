package bound

import (
	"slices"

	"github.com/certwright/certwright/domain/planning/compact"
)

// pairing is the scratch for two tied audits.
type pairing struct {
	sides [2]side
	queue []int32
}

// side is what one of two tied audits costs by start: with the best lead, and
// with each lead for himself.
type side struct {
	any  []int
	who  []int32 // the people who could lead
	lead [][]int // beside who: by start
	n    int     // leads in use
	put  []int32 // by person: place in who, plus one
}

// nothing is dearer than every plan.
const nothing = 1 << 50

// both is the cheapest way found to do the two audits.
type both struct {
	price int
	i, j  int32 // starts
	lead  int32 // person, -1: whoever is best
}

// pair is the cheapest priced cost of an audit and the one that must follow
// it: both, the first alone, or none.
func (s *solver) pair(a, b int32, t *compact.Tie) int {
	p := s.q.p
	au, bu := &p.Audits[a], &p.Audits[b]
	wasA, wasB := s.last[a].at, s.last[b].at
	low := s.single(a) // the second can only make the first dearer
	best := low + int(bu.Out)<<unitBits
	alone := s.last[a].at
	s.last[b].at = -1
	if au.Starts == 0 || bu.Starts == 0 {
		return best
	}
	limit := best
	change := int(t.Change) << unitBits
	if wasA >= 0 && wasB >= 0 && t.Lead != compact.RequireSame {
		limit = min(limit, s.at(au, wasA)+s.at(bu, wasB)+change+1)
	}
	leads := (t.Lead == compact.PreferSame || t.Lead == compact.RequireSame) && au.LeadSeat >= 0 && bu.LeadSeat >= 0
	s.fill(&s.tied.sides[1], bu, limit-low, leads)
	low = slices.Min(s.tied.sides[1].any)
	s.fill(&s.tied.sides[0], au, limit-low, leads)
	found := s.match(au, bu, t, leads, change)
	if found.price >= best {
		s.last[a].at = alone
		return best
	}
	s.last[a].at, s.last[b].at = found.i, found.j
	s.teamFor(au, found.i, found.lead, s.last[a].team)
	s.teamFor(bu, found.j, found.lead, s.last[b].team)
	return found.price
}

// at is the priced cost of an audit on one start.
func (s *solver) at(au *compact.Audit, i int32) int {
	floors, _ := s.floors(au) // it has been an answer, so somebody can do it
	return s.start(au, i, floors, nothing)
}

// fill prices every start of one side below a limit.
func (s *solver) fill(x *side, au *compact.Audit, limit int, leads bool) {
	for k := range x.n {
		x.put[x.who[k]] = 0
	}
	x.n = 0
	x.any = resize(x.any, int(au.Starts))
	floors, any := s.floors(au)
	for i := range au.Starts {
		if !any || int(s.q.p.Starts[au.Start0+i].Price)<<unitBits+floors >= limit {
			continue
		}
		x.any[i] = min(nothing, s.start(au, i, floors, limit))
		if x.any[i] >= limit {
			x.any[i] = nothing
		} else if leads {
			s.fillLeads(x, au, i, floors, limit)
		}
	}
}

// fillLeads prices one start with each lead; the other seats' choices are
// those just made for the best of them.
func (s *solver) fillLeads(x *side, au *compact.Audit, i int32, floors, limit int) {
	p := s.q.p
	st := &p.Starts[au.Start0+i]
	price := int(st.Price) << unitBits
	others := 0
	for j := range au.Seats {
		if j != au.LeadSeat {
			if !s.choices(au, j, i, limit) {
				return
			}
			others += s.team.Lists[j][0].Price
		}
	}
	seat := &p.Seats[au.Seat0+au.LeadSeat]
	stay := p.Stay(seat, st.Slot)
	for ci := seat.Cand0; ci < seat.Cand0+seat.Cands; ci++ {
		c := &p.Cands[ci]
		if int(c.Price)<<unitBits+price+others >= limit {
			break
		}
		if !p.CanStart(c, i) {
			continue
		}
		cost := s.q.seat(c, seat, stay, st.Period)
		if cost+price+others >= limit {
			continue
		}
		s.team.Lists[au.LeadSeat] = append(s.team.Lists[au.LeadSeat][:0], compact.Choice{Cand: ci, Who: c.Who, Cover: c.Cover, Price: cost})
		found, exact := s.team.Compose(au.Seats, au.Full, price, limit, patience)
		if !exact {
			x.set(c.Who, i, price+cost+others, au.Starts)
		} else if found {
			x.set(c.Who, i, s.team.Price, au.Starts)
		}
	}
}

// set notes the price of a lead on a start.
func (x *side) set(who, i int32, price int, starts int32) {
	if x.put[who] == 0 {
		if x.n == len(x.who) {
			x.who, x.lead = append(x.who, 0), append(x.lead, nil)
		}
		x.who[x.n] = who
		x.lead[x.n] = resize(x.lead[x.n], int(starts))
		x.n++
		x.put[who] = int32(x.n)
	}
	x.lead[x.put[who]-1][i] = price
}

// resize makes a list of a length, all nothing.
func resize(list []int, n int) []int {
	if cap(list) < n {
		list = make([]int, n)
	}
	list = list[:n]
	for i := range list {
		list[i] = nothing
	}
	return list
}

// match finds the cheapest two starts that keep the interval.
func (s *solver) match(au, bu *compact.Audit, t *compact.Tie, leads bool, change int) both {
	best := both{price: nothing, lead: -1}
	x, y := &s.tied.sides[0], &s.tied.sides[1]
	if t.Lead != compact.RequireSame || !leads {
		if au.LeadSeat < 0 && bu.LeadSeat < 0 || t.Lead == compact.RequireSame {
			change = 0
		}
		best = s.meet(au, bu, t, x.any, y.any, change, -1, best)
	}
	if !leads {
		return best
	}
	for k := range x.n {
		if z := y.put[x.who[k]]; z > 0 {
			best = s.meet(au, bu, t, x.lead[k], y.lead[z-1], 0, x.who[k], best)
		}
	}
	return best
}

// meet slides the window of first starts along the second ones.
func (s *solver) meet(au, bu *compact.Audit, t *compact.Tie, first, second []int, extra int, lead int32, best both) both {
	p := s.q.p
	queue, head, in := s.tied.queue[:0], 0, int32(0)
	for j := range bu.Starts {
		day := p.Starts[bu.Start0+j].Day
		for ; in < au.Starts && p.Starts[au.Start0+in].Last <= day-t.Min; in++ {
			if first[in] >= nothing {
				continue
			}
			for len(queue) > head && first[queue[len(queue)-1]] >= first[in] {
				queue = queue[:len(queue)-1]
			}
			queue = append(queue, in)
		}
		for len(queue) > head && p.Starts[au.Start0+queue[head]].Last < day-t.Max {
			head++
		}
		if len(queue) > head && second[j] < nothing {
			if v := first[queue[head]] + second[j] + extra; v < best.price {
				best = both{v, queue[head], j, lead}
			}
		}
	}
	s.tied.queue = queue
	return best
}

// teamFor composes the cheapest team of a start again, with a given lead.
func (s *solver) teamFor(au *compact.Audit, i, lead int32, into []int32) {
	if lead < 0 {
		s.at(au, i)
		copy(into, s.team.Best)
		return
	}
	p := s.q.p
	seat := &p.Seats[au.Seat0+au.LeadSeat]
	for j := range au.Seats {
		if j != au.LeadSeat {
			s.choices(au, j, i, nothing)
		}
	}
	st := &p.Starts[au.Start0+i]
	list := s.team.Lists[au.LeadSeat][:0]
	for ci := seat.Cand0; ci < seat.Cand0+seat.Cands; ci++ {
		if c := &p.Cands[ci]; c.Who == lead && p.CanStart(c, i) {
			list = append(list, compact.Choice{Cand: ci, Who: lead, Cover: c.Cover, Price: s.q.seat(c, seat, p.Stay(seat, st.Slot), st.Period)})
		}
	}
	s.team.Lists[au.LeadSeat] = list
	if _, exact := s.team.Compose(au.Seats, au.Full, 0, nothing, patience); !exact {
		for j := range au.Seats {
			s.team.Best[j] = s.team.Lists[j][0].Cand
		}
	}
	copy(into, s.team.Best)
}
