package solve

import "github.com/certwright/certwright/domain/planning/compact"

// patience is how many choices of people are weighed for one start before the
// best team so far has to do.
const patience = 2000

// inserter finds the cheapest place for an audit in a state.
type inserter struct {
	team   *compact.Team
	bestAt int32
	best   []int32 // the team, by seat
	price  int     // of the best place, or the limit it had to stay below
	floor  []int   // by seat: its cheapest candidate, free or not
	blink  uint64  // chance in 2^32 to overlook a start
	people []bool  // whom it may seat; nil: all
}

func newInserter(p *compact.Problem) *inserter {
	t := compact.NewTeam(p)
	return &inserter{team: t, best: make([]int32, len(t.Best)), floor: make([]int, len(t.Best))}
}

// cheapest finds the cheapest start and team of a left-out audit below a
// limit; false when there is none.
func (in *inserter) cheapest(s *state, a int32, limit int, r *random) bool {
	first, last, legal := s.between(a)
	au := &s.p.Audits[a]
	in.bestAt, in.price = -1, limit
	floors, any := in.floors(s.p, au)
	if !legal || !any {
		return false
	}
	fits := func(st *compact.Start) bool {
		return int(st.Price)+floors < in.price && within(st, first, last)
	}
	// where it was is seldom far from the best: looked at first, it makes most others not worth a look
	was := s.was[a]
	if was >= 0 {
		if st := &s.p.Starts[au.Start0+was]; fits(st) {
			in.at(s, a, was, st, floors)
		}
	}
	from := int32(r.below(uint32(au.Starts)))
	for n := range au.Starts {
		i := from + n
		if i >= au.Starts {
			i -= au.Starts
		}
		st := &s.p.Starts[au.Start0+i]
		if i == was || !fits(st) || in.blink != 0 && r.next()>>32 < in.blink {
			continue
		}
		in.at(s, a, i, st, floors)
	}
	return in.bestAt >= 0
}

// floors is the price of an audit's cheapest candidates; any is false when a
// seat has none or there is no start.
func (in *inserter) floors(p *compact.Problem, au *compact.Audit) (sum int, any bool) {
	for j := range au.Seats {
		seat := &p.Seats[au.Seat0+j]
		if seat.Cands == 0 {
			return 0, false
		}
		in.floor[j] = int(p.Cands[seat.Cand0].Price)
		sum += in.floor[j]
	}
	return sum, au.Starts > 0
}

// at notes a start with its cheapest team when they beat the best so far.
func (in *inserter) at(s *state, a, i int32, st *compact.Start, floors int) {
	au := &s.p.Audits[a]
	sum := int(st.Price)
	for j := range au.Seats {
		floors -= in.floor[j]
		if !in.choices(s, a, j, i, st, in.price-sum-floors) {
			return
		}
		sum += in.team.Lists[j][0].Price
	}
	if sum >= in.price {
		return
	}
	if found, _ := in.team.Compose(au.Seats, au.Full, int(st.Price), in.price, patience); found {
		in.price, in.bestAt = in.team.Price, i
		copy(in.best, in.team.Best[:au.Seats])
	}
}

// choices lists who could take a seat for less than a budget, cheapest first.
func (in *inserter) choices(s *state, a, j, i int32, st *compact.Start, budget int) bool {
	p, au := s.p, &s.p.Audits[a]
	seat := &p.Seats[au.Seat0+j]
	stay := p.Stay(seat, st.Slot)
	list := in.team.Lists[j][:0]
	able, worst := int32(0), 0 // people with all codes, and the dearest of the first of them
	for ci := seat.Cand0; ci < seat.Cand0+seat.Cands; ci++ {
		c := &p.Cands[ci]
		if int(c.Price) >= budget || able >= au.Seats && int(c.Price) >= worst {
			break
		}
		if !p.CanStart(c, i) || au.Seats == 1 && c.Cover != au.Full || in.people != nil && !in.people[c.Who] {
			continue
		}
		price := int(s.seatPrice(c, seat, stay, st.Period))
		if price >= budget || able >= au.Seats && price >= worst {
			continue
		}
		if j == au.LeadSeat && au.Ties > 0 {
			change, legal := s.leadPrice(a, c.Who)
			if price += int(change); !legal || price >= budget {
				continue
			}
		}
		if !s.free(c, seat, stay) {
			continue
		}
		list = compact.Keep(list, compact.Choice{Cand: ci, Who: c.Who, Cover: c.Cover, Price: price}, au.Seats)
		if c.Cover == au.Full {
			if able++; able <= au.Seats {
				worst = max(worst, price)
			}
		}
	}
	in.team.Lists[j] = list
	return len(list) > 0
}
