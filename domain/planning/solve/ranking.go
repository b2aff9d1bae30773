package solve

import "github.com/certwright/certwright/domain/planning/compact"

// ranking is the candidates of an audit's seats in the order of what they cost
// in a load period: with the load they have, without nights more than usual.
// That does not depend on the start, so it is made once for all starts of a
// period, when the first of them is looked at.
type ranking struct {
	lists [][]ranked // by seat and period
	made  []bool     // beside lists
	used  []int32    // those that are made
	wide  int        // periods
}

type ranked struct{ cand, price int32 }

func newRanking(p *compact.Problem) ranking {
	seats, cands := int32(1), int32(0)
	for i := range p.Audits {
		seats = max(seats, p.Audits[i].Seats)
	}
	for i := range p.Seats {
		cands = max(cands, p.Seats[i].Cands)
	}
	r := ranking{lists: make([][]ranked, int(seats)*p.Periods), made: make([]bool, int(seats)*p.Periods), used: make([]int32, 0, int(seats)*p.Periods), wide: p.Periods}
	room := make([]ranked, len(r.lists)*int(cands))
	for i := range r.lists {
		r.lists[i] = room[i*int(cands) : i*int(cands) : (i+1)*int(cands)]
	}
	return r
}

// clear forgets the lists; they hold for one audit as long as nothing moves.
func (r *ranking) clear() {
	for _, x := range r.used {
		r.made[x] = false
	}
	r.used = r.used[:0]
}

// ranked lists who could take a seat in a period for less than a limit,
// cheapest first; the limit must not rise before the lists are cleared.
func (in *inserter) ranked(s *state, a, j, period int32, limit int) []ranked {
	x := int(j)*in.rank.wide + int(period)
	if in.rank.made[x] {
		return in.rank.lists[x]
	}
	p, au := s.p, &s.p.Audits[a]
	seat := &p.Seats[au.Seat0+j]
	list := in.rank.lists[x][:0]
	for ci := seat.Cand0; ci < seat.Cand0+seat.Cands; ci++ {
		c := &p.Cands[ci]
		if int(c.Price) >= limit {
			break
		}
		if au.Seats == 1 && c.Cover != au.Full {
			continue
		}
		price := s.personPrice(c, seat, period)
		if j == au.LeadSeat && au.Ties > 0 && int(price) < limit {
			change, legal := s.leadPrice(a, c.Who)
			if price += change; !legal {
				continue
			}
		}
		if int(price) >= limit {
			continue
		}
		at := len(list)
		list = append(list, ranked{})
		for ; at > 0 && list[at-1].price > price; at-- {
			list[at] = list[at-1]
		}
		list[at] = ranked{ci, price}
	}
	in.rank.lists[x], in.rank.made[x] = list, true
	in.rank.used = append(in.rank.used, int32(x))
	return list
}
