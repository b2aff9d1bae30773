package solve

import (
	"cmp"
	"slices"

	"github.com/certwright/certwright/domain/planning/compact"
)

// lowest is below what an audit can cost on each of its starts, whoever is free:
// the cheapest team that is there and has the codes, with its tolls, without load. The starts
// are ordered by it, so that looking for the best place ends early. It is made
// for an audit when first asked for, in room that is there already; threads
// share it, since each audit is one thread's at a time.
type lowest struct {
	starts []bottom // beside Problem.Starts: each audit's, cheapest first
	count  []int32  // by audit: how many of its starts anybody can do; -1: not made yet
}

type bottom struct{ price, start int32 }

func newLowest(p *compact.Problem) *lowest {
	return &lowest{make([]bottom, len(p.Starts)), filled(len(p.Audits))}
}

// of lists an audit's starts that anybody can do, cheapest first.
func (l *lowest) of(in *inserter, s *state, a int32) []bottom {
	au := &s.p.Audits[a]
	list := l.starts[au.Start0 : au.Start0+au.Starts]
	if l.count[a] < 0 {
		n := 0
		for i := range au.Starts {
			if price, any := in.lowest(s, au, i); any {
				list[n] = bottom{price, i}
				n++
			}
		}
		slices.SortFunc(list[:n], func(x, y bottom) int { return cmp.Or(cmp.Compare(x.price, y.price), cmp.Compare(x.start, y.start)) })
		l.count[a] = int32(n)
	}
	return list[:l.count[a]]
}

// lowest is below every team's price on a start; any is false when there is none.
func (in *inserter) lowest(s *state, au *compact.Audit, i int32) (price int32, any bool) {
	p := s.p
	st := &p.Starts[au.Start0+i]
	for j := range au.Seats {
		seat := &p.Seats[au.Seat0+j]
		stay, list := p.Stay(seat, st.Slot), in.team.Lists[j][:0]
		for ci := seat.Cand0; ci < seat.Cand0+seat.Cands; ci++ {
			if c := &p.Cands[ci]; p.CanStart(c, i) {
				list = compact.Keep(list, compact.Choice{Cand: ci, Who: c.Who, Cover: c.Cover, Price: int(c.Price + c.Night*stay.Nights + s.toll(c, stay))}, au.Seats)
			}
		}
		if in.team.Lists[j] = list; len(list) == 0 {
			return 0, false
		}
	}
	found, exact := in.team.Compose(au.Seats, au.Full, int(st.Price), 1<<30, patience)
	if !exact {
		return st.Price + int32(in.team.Floor()), true
	}
	return int32(in.team.Price), found
}
