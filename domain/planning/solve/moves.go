package solve

import "github.com/certwright/certwright/domain/planning/compact"

// search is one thread's walk through the plans.
type search struct {
	state
	in     *inserter
	r      random
	heat   int64   // temperature in 1/256 euro
	own    []int32 // the audits it may move
	mark   []bool  // the same by audit; nil: all
	undo   undo
	ruined []int32
	seatOf []int32 // by seat: its audit
}

func newSearch(p *compact.Problem, seed uint64) *search {
	s := &search{state: *newState(p), in: newInserter(p), r: random{seed}}
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
	p := s.p
	au := &p.Audits[a]
	st := s.start(a)
	j := int32(0)
	if au.Seats > 1 {
		j = int32(s.r.below(uint32(au.Seats)))
	}
	at := au.Seat0 + j
	seat := &p.Seats[at]
	if seat.Cands < 2 {
		return
	}
	others := uint64(0)
	for x := range au.Seats {
		if x != j {
			others |= p.Cands[s.held[au.Seat0+x]].Cover
		}
	}
	leads := j == au.LeadSeat && au.Ties > 0
	old := s.held[at]
	if leads {
		s.cost -= s.leadChanges(a)
	}
	s.leave(at, st)
	stay := p.Stay(seat, st.Slot)
	best, bestKey, most := old, int32(1)<<30, maxNoise(s.heat)
	for ci := seat.Cand0; ci < seat.Cand0+seat.Cands; ci++ {
		c := &p.Cands[ci]
		if c.Price-most >= bestKey {
			break
		}
		if !p.CanStart(c, s.at[a]) || (others|c.Cover) != au.Full || s.in.people != nil && !s.in.people[c.Who] {
			continue
		}
		key := s.seatPrice(c, seat, stay, st.Period) - s.r.noise(s.heat)
		if key >= bestKey {
			continue
		}
		if leads {
			change, legal := s.leadPrice(a, c.Who)
			if key += change; !legal || key >= bestKey {
				continue
			}
		}
		if ci != old && (s.inTeam(au, c.Who) || !s.free(c, seat, stay)) {
			continue
		}
		best, bestKey = ci, key
	}
	s.enter(at, best, st)
	if leads {
		s.cost += s.leadChanges(a)
	}
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
	best, bestKey := old, int32(1)<<30
	from := int32(s.r.below(uint32(au.Starts)))
next:
	for n := range au.Starts {
		i := from + n
		if i >= au.Starts {
			i -= au.Starts
		}
		st := &p.Starts[au.Start0+i]
		if st.Day < first[0] || st.Day > first[1] || st.Last < last[0] || st.Last > last[1] {
			continue
		}
		key := st.Price - s.r.noise(s.heat)
		for j, ci := range team {
			if key >= bestKey || !p.CanStart(&p.Cands[ci], i) {
				continue next
			}
			seat := &p.Seats[au.Seat0+int32(j)]
			key += s.seatPrice(&p.Cands[ci], seat, p.Stay(seat, st.Slot), st.Period)
		}
		if key >= bestKey {
			continue
		}
		for j, ci := range team {
			seat := &p.Seats[au.Seat0+int32(j)]
			if !s.free(&p.Cands[ci], seat, p.Stay(seat, st.Slot)) {
				continue next
			}
		}
		best, bestKey = i, key
	}
	s.put(a, best, team)
}
