package bound

import "github.com/certwright/certwright/domain/planning/compact"

// patience is how many choices of people are weighed for one start before the
// price of the cheapest people, whoever they are, has to do. It is still a
// lower bound.
const patience = 20000

// answer is the cheapest way to deal with one audit at given prices.
type answer struct {
	at   int32   // the start, -1: left out
	team []int32 // candidates by seat
}

// solver answers single audits and pairs at given prices.
type solver struct {
	q     *prices
	team  *compact.Team
	floor []int
	last  []answer // by audit: the latest answer, tried first
	tied  pairing
}

func newSolver(q *prices) *solver {
	s := &solver{q: q, team: compact.NewTeam(q.p), last: make([]answer, len(q.p.Audits))}
	s.floor = make([]int, len(s.team.Best))
	for i := range s.tied.sides {
		s.tied.sides[i].put = make([]int32, len(q.p.People))
	}
	for i := range s.last {
		s.last[i] = answer{-1, make([]int32, q.p.Audits[i].Seats)}
	}
	return s
}

// single is the cheapest priced cost of an audit by itself.
func (s *solver) single(a int32) int {
	au, ans := &s.q.p.Audits[a], &s.last[a]
	best, was := int(au.Out)<<unitBits, ans.at
	ans.at = -1
	floors, any := s.floors(au)
	if !any {
		return best
	}
	if was >= 0 {
		if v := s.start(au, was, floors, best); v < best {
			best, ans.at = v, was
			copy(ans.team, s.team.Best)
		}
	}
	for i := range au.Starts {
		st := &s.q.p.Starts[au.Start0+i]
		if i == was || int(st.Price)<<unitBits+floors >= best {
			continue
		}
		if v := s.start(au, i, floors, best); v < best {
			best, ans.at = v, i
			copy(ans.team, s.team.Best)
		}
	}
	return best
}

// floors is the unpriced cost of an audit's cheapest candidates; any is false
// when a seat has none or there is no start.
func (s *solver) floors(au *compact.Audit) (sum int, any bool) {
	p := s.q.p
	for j := range au.Seats {
		seat := &p.Seats[au.Seat0+j]
		if seat.Cands == 0 {
			return 0, false
		}
		s.floor[j] = int(p.Cands[seat.Cand0].Price) << unitBits
		sum += s.floor[j]
	}
	return sum, au.Starts > 0
}

// start is the priced cost of the cheapest team on a start, or limit when none
// is below it. Its people are in s.team.Best.
func (s *solver) start(au *compact.Audit, i int32, floors, limit int) int {
	price := int(s.q.p.Starts[au.Start0+i].Price) << unitBits
	sum := price
	for j := range au.Seats {
		floors -= s.floor[j]
		if !s.choices(au, j, i, limit-sum-floors) {
			return limit
		}
		sum += s.team.Lists[j][0].Price
	}
	if sum >= limit {
		return limit
	}
	if _, exact := s.team.Compose(au.Seats, au.Full, price, limit, patience); !exact {
		for j := range au.Seats {
			s.team.Best[j] = s.team.Lists[j][0].Cand
		}
		return sum
	}
	return s.team.Price
}

// choices lists who could take a seat for less than a budget, cheapest first.
func (s *solver) choices(au *compact.Audit, j, i int32, budget int) bool {
	q, p := s.q, s.q.p
	seat, st := &p.Seats[au.Seat0+j], &p.Starts[au.Start0+i]
	stay := p.Stay(seat, st.Slot)
	list := s.team.Lists[j][:0]
	able, worst := int32(0), 0
	for ci := seat.Cand0; ci < seat.Cand0+seat.Cands; ci++ {
		c := &p.Cands[ci]
		floor := int(c.Price) << unitBits
		if floor >= budget || able >= au.Seats && floor >= worst {
			break
		}
		if !p.CanStart(c, i) || au.Seats == 1 && c.Cover != au.Full {
			continue
		}
		price := q.seat(c, seat, stay, st.Period)
		if price >= budget || able >= au.Seats && price >= worst {
			continue
		}
		list = compact.Keep(list, compact.Choice{Cand: ci, Who: c.Who, Cover: c.Cover, Price: price}, au.Seats)
		if c.Cover == au.Full {
			if able++; able <= au.Seats {
				worst = max(worst, price)
			}
		}
	}
	s.team.Lists[j] = list
	return len(list) > 0
}
