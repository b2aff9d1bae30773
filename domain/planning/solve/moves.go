package solve

import (
	"math/bits"

	"github.com/certwright/certwright/domain/planning/compact"
)

// search is one thread's walk through the plans.
type search struct {
	state
	in   *inserter
	r    random
	heat int64   // temperature in 1/256 euro
	bath *bath   // its bonuses
	own  []int32 // the audits it may move
	mark []bool  // the same by audit; nil: all
	// of one thread among several: tables that are not shared
	ownHead, ownLoad, ownTotal []int32
	undo                       undo
	ruined                     []int32
	chain                      chain
	seatOf                     []int32 // by seat: its audit
}

func newSearch(p *compact.Problem, seed uint64) *search {
	s := &search{state: *newState(p), in: newInserter(p), chain: newChain(p), bath: &bath{}, r: random{seed}}
	s.own = make([]int32, len(p.Audits))
	for i := range s.own {
		s.own[i] = int32(i)
	}
	s.undo.stamp = make([]uint32, len(p.Audits))
	s.undo.audits = make([]saved, 0, len(p.Audits))
	s.undo.seats = make([]int32, 0, len(p.Seats))
	s.ruined = make([]int32, 0, len(p.Audits))
	for i := range p.Audits {
		for range p.Audits[i].Seats {
			s.seatOf = append(s.seatOf, int32(i))
		}
	}
	return s
}

// mine tells whether this thread may move an audit.
func (s *search) mine(a int32) bool { return s.mark == nil || s.mark[a] }

// seatMove draws a person for one seat of a planned audit from the heat bath.
func (s *search) seatMove(a int32) {
	at := s.seat(a)
	if s.p.Seats[at].Cands < 2 {
		return
	}
	old := s.held[at]
	s.vacate(a, at)
	s.occupy(a, at, s.draw(a, at, old))
}

// seat is one of an audit's seats.
func (s *search) seat(a int32) int32 {
	au := &s.p.Audits[a]
	if au.Seats == 1 {
		return au.Seat0
	}
	return au.Seat0 + int32(s.r.below(uint32(au.Seats)))
}

// tied tells whether it matters to other audits who holds a seat.
func (s *search) tied(au *compact.Audit, at int32) bool {
	return au.Ties > 0 && at-au.Seat0 == au.LeadSeat
}

// vacate takes the holder of a seat off; until it is occupied again nothing may
// be asked of the audit's lead.
func (s *search) vacate(a, at int32) {
	if s.tied(&s.p.Audits[a], at) {
		s.cost -= s.leadChanges(a)
	}
	s.leave(at, s.start(a))
}

// occupy seats a candidate on a vacant seat.
func (s *search) occupy(a, at, cand int32) {
	s.enter(at, cand, s.start(a))
	if s.tied(&s.p.Audits[a], at) {
		s.cost += s.leadChanges(a)
	}
}

// others is what the rest of a team covers.
func (s *search) others(au *compact.Audit, at int32) (cover uint64) {
	for x := au.Seat0; x < au.Seat0+au.Seats; x++ {
		if x != at {
			cover |= s.p.Cands[s.held[x]].Cover
		}
	}
	return cover
}

// draw draws a candidate for a vacant seat from the heat bath: one who may sit
// there as long as nobody else moves, or the one given (-1: none).
func (s *search) draw(a, at, old int32) int32 {
	p := s.p
	au, seat, st := &p.Audits[a], &p.Seats[at], s.start(a)
	others, leads := s.others(au, at), s.tied(au, at)
	stay, start := p.Stay(seat, st.Slot), s.at[a]
	best, bestKey, most := old, int32(1)<<30, s.bath.most()
	if old >= 0 {
		bestKey = s.seatPrice(&p.Cands[old], seat, stay, st.Period) - s.noise()
		if leads {
			change, _ := s.leadPrice(a, p.Cands[old].Who)
			bestKey += change
		}
	}
	for ci := seat.Cand0; ci < seat.Cand0+seat.Cands; ci++ {
		c := &p.Cands[ci]
		if c.Price-most >= bestKey {
			break
		}
		bonus := s.noise()
		if c.Price-bonus >= bestKey || ci == old || !p.CanStart(c, start) || (others|c.Cover) != au.Full {
			continue
		}
		key := s.seatPrice(c, seat, stay, st.Period) - bonus
		if key >= bestKey {
			continue
		}
		if leads {
			change, legal := s.leadPrice(a, c.Who)
			if key += change; !legal || key >= bestKey {
				continue
			}
		}
		if s.inTeam(au, c.Who) || !s.free(c, seat, stay) {
			continue
		}
		best, bestKey = ci, key
	}
	return best
}

func (s *search) inTeam(au *compact.Audit, who int32) bool {
	for x := range au.Seats {
		if h := s.held[au.Seat0+x]; h >= 0 && s.p.Cands[h].Who == who {
			return true
		}
	}
	return false
}

// shiftMove draws another start for a planned audit and its team.
func (s *search) shiftMove(a int32) {
	p := s.p
	au := &p.Audits[a]
	if au.Starts < 2 {
		return
	}
	first, last, _ := s.between(a)
	old := s.at[a]
	team := s.in.best[:au.Seats]
	copy(team, s.held[au.Seat0:au.Seat0+au.Seats])
	s.take(a)
	best, period, price := old, int32(-1), int32(0)
	bestKey := int32(1) << 30
	for w := range au.Words {
		can := ^uint64(0)
		for _, ci := range team {
			can &= p.Bits[p.Cands[ci].Bits+w]
		}
		for ; can != 0; can &= can - 1 {
			i := w<<6 + int32(bits.TrailingZeros64(can))
			st := &p.Starts[au.Start0+i]
			if !within(st, first, last) {
				continue
			}
			if st.Period != period {
				period, price = st.Period, s.teamPrice(au, team, st.Period)
			}
			if key := st.Price + price - s.noise(); key < bestKey {
				if key, ok := s.suits(au, team, st, key, bestKey); ok {
					best, bestKey = i, key
				}
			}
		}
	}
	s.put(a, best, team)
}

// teamPrice is what a team costs in a period, but for nights more than usual and tolls.
func (s *search) teamPrice(au *compact.Audit, team []int32, period int32) (sum int32) {
	for j, ci := range team {
		sum += s.personPrice(&s.p.Cands[ci], &s.p.Seats[au.Seat0+int32(j)], period)
	}
	return sum
}

// suits tells whether a team is free on a start and, with the nights more that
// it takes and its tolls, cheaper than a limit.
func (s *search) suits(au *compact.Audit, team []int32, st *compact.Start, key, limit int32) (int32, bool) {
	p := s.p
	for j, ci := range team {
		stay := p.Stay(&p.Seats[au.Seat0+int32(j)], st.Slot)
		key += p.Cands[ci].Night*stay.Nights + s.toll(&p.Cands[ci], stay)
	}
	if key >= limit {
		return key, false
	}
	for j, ci := range team {
		seat := &p.Seats[au.Seat0+int32(j)]
		if !s.free(&p.Cands[ci], seat, p.Stay(seat, st.Slot)) {
			return key, false
		}
	}
	return key, true
}
