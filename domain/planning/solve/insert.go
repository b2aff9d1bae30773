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
	others []int   // by seat: the cheapest candidates of the other seats
	rank   ranking
	blink  uint64 // chance in 2^32 to overlook a start
	low    *lowest
}

func newInserter(p *compact.Problem) *inserter {
	t := compact.NewTeam(p)
	return &inserter{team: t, low: newLowest(p), best: make([]int32, len(t.Best)), floor: make([]int, len(t.Best)), others: make([]int, len(t.Best)), rank: newRanking(p)}
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
	// where it was is seldom far from the best: looked at first, it makes most others not worth a look
	was := s.was[a]
	if was >= 0 {
		if st := &s.p.Starts[au.Start0+was]; int(st.Price)+floors < limit && within(st, first, last) {
			in.at(s, a, was, st, floors)
		}
	}
	for _, x := range in.low.of(in, s, a) {
		if int(x.price) >= in.price {
			break
		}
		st := &s.p.Starts[au.Start0+x.start]
		if x.start == was || !within(st, first, last) || in.blink != 0 && r.next()>>32 < in.blink {
			continue
		}
		in.at(s, a, x.start, st, floors)
	}
	return in.bestAt >= 0
}

// floors readies the inserter for an audit: the price of its cheapest candidates; any is false when a
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
	for j := range au.Seats {
		in.others[j] = sum - in.floor[j]
	}
	in.rank.clear()
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
	for _, r := range in.ranked(s, a, j, st.Period, in.price-in.others[j]) {
		if int(r.price) >= budget || able >= au.Seats && int(r.price) >= worst {
			break
		}
		c := &p.Cands[r.cand]
		if !p.CanStart(c, i) {
			continue
		}
		price := int(r.price + c.Night*stay.Nights + s.toll(c, stay))
		if price >= budget || able >= au.Seats && price >= worst || !s.free(c, seat, stay) {
			continue
		}
		list = compact.Keep(list, compact.Choice{Cand: r.cand, Who: c.Who, Cover: c.Cover, Price: price}, au.Seats)
		if c.Cover == au.Full {
			if able++; able <= au.Seats {
				worst = max(worst, price)
			}
		}
	}
	in.team.Lists[j] = list
	return len(list) > 0
}
