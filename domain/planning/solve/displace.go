package solve

import "github.com/certwright/certwright/domain/planning/compact"

// displace gives a seat to somebody who is elsewhere then, or has enough to do
// in that period, and one of their seats to whoever is best for it, the first
// seat's old holder perhaps. It keeps the result when it is not too dear.
func (s *search) displace(a int32) {
	p, at := s.p, s.seat(a)
	cand := s.wanted(a, at)
	if cand < 0 {
		return
	}
	c, seat, st := &p.Cands[cand], &p.Seats[at], s.start(a)
	stay := p.Stay(seat, st.Slot)
	from := int32(-1)
	if s.diary.busy(c.Who, stay.First-c.Block, stay.Last+c.Block) {
		from = s.conflict(c.Who, stay.First-c.Block, stay.Last+c.Block)
	} else {
		from = s.burden(c.Who, st.Period)
	}
	if from < 0 || !s.mine(s.seatOf[from]) {
		return
	}
	b, old, was, before := s.seatOf[from], s.held[at], s.held[from], s.cost
	s.vacate(b, from)
	s.vacate(a, at)
	if s.free(c, seat, stay) {
		s.occupy(a, at, cand)
		if next := s.draw(b, from, -1); next >= 0 {
			s.occupy(b, from, next)
			if s.cost-before <= s.r.allowance(s.heat) {
				return
			}
			s.vacate(b, from)
		}
		s.vacate(a, at)
	}
	s.occupy(a, at, old)
	s.occupy(b, from, was)
}

// wanted draws a candidate whom a seat would take in place of its holder, were
// everybody free and nobody's load too high; -1: there is none.
func (s *search) wanted(a, at int32) (cand int32) {
	p := s.p
	au, seat, start, old := &p.Audits[a], &p.Seats[at], s.at[a], s.held[at]
	others, leads := s.others(au, at), s.tied(au, at)
	cand = -1
	limit, most := p.Cands[old].Price+s.bath.most(), s.bath.most()
	for ci := seat.Cand0; ci < seat.Cand0+seat.Cands; ci++ {
		c := &p.Cands[ci]
		if c.Price-most >= limit {
			break
		}
		key := c.Price - s.noise()
		if key >= limit || ci == old || !p.CanStart(c, start) || (others|c.Cover) != au.Full || s.inTeam(au, c.Who) {
			continue
		}
		if leads {
			change, legal := s.leadPrice(a, c.Who)
			if key += change; !legal || key >= limit {
				continue
			}
		}
		cand, limit = ci, key
	}
	return cand
}

// burden is one of a person's seats in a period, -1 when there is none.
func (s *search) burden(who, period int32) int32 {
	found, n := int32(-1), uint32(0)
	for at := s.head[who]; at >= 0; at = s.next[at] {
		if s.start(s.seatOf[at]).Period == period {
			if n++; s.r.below(n) == 0 {
				found = at
			}
		}
	}
	return found
}

// conflict is the one seat a person holds between two half-days; -1 when there
// is none, or more than one.
func (s *search) conflict(who, first, last int32) int32 {
	if !s.diary.busy(who, first, last) {
		return -1
	}
	found := int32(-1)
	for at := s.head[who]; at >= 0; at = s.next[at] {
		c, seat := &s.p.Cands[s.held[at]], &s.p.Seats[at]
		stay := s.p.Stay(seat, s.start(s.seatOf[at]).Slot)
		if stay.First-c.Block > last || stay.Last+c.Block < first {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = at
	}
	return found
}

// intrude moves an audit with its team to a start on which they are elsewhere,
// and plans again whatever stands there. It keeps the result when it is not too
// dear.
func (s *search) intrude(a int32) {
	au := &s.p.Audits[a]
	if au.Starts < 2 {
		return
	}
	i := int32(s.r.below(uint32(au.Starts)))
	first, last, _ := s.between(a)
	st := &s.p.Starts[au.Start0+i]
	if i == s.at[a] || !within(st, first, last) || st.Price-s.start(a).Price > s.bath.most() {
		return
	}
	team := s.in.best[:au.Seats]
	copy(team, s.team(a))
	for _, c := range team {
		if !s.p.CanStart(&s.p.Cands[c], i) {
			return
		}
	}
	s.begin()
	s.ruined = s.ruined[:0]
	s.note(a)
	s.take(a)
	if s.clear(au, st, team) && !s.follows(a) {
		s.put(a, i, team)
		s.replan()
		return
	}
	s.revert()
}

// clear takes out what a team is on around a start: an audit or two. It tells
// whether the team is free then.
func (s *search) clear(au *compact.Audit, st *compact.Start, team []int32) bool {
	for j, ci := range team {
		c, seat := &s.p.Cands[ci], &s.p.Seats[au.Seat0+int32(j)]
		stay := s.p.Stay(seat, st.Slot)
		for !s.free(c, seat, stay) {
			x := s.conflict(c.Who, stay.First-c.Block, stay.Last+c.Block)
			if x < 0 || len(s.ruined) >= 2 || !s.uproot(s.seatOf[x]) {
				return false
			}
		}
	}
	return true
}

// follows tells whether an audit must follow one that is not planned.
func (s *search) follows(a int32) bool {
	au := &s.p.Audits[a]
	for i := range au.Ties {
		if t := &s.p.Ties[au.Tie0+i]; !t.First && s.at[t.Other] < 0 {
			return true
		}
	}
	return false
}
