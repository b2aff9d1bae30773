package solve

import "slices"

// trade gives a seat to somebody, their seats in its way to its holder, the
// holder's in the way of those to them, and so on. It keeps the result when it
// is not too dear.
func (s *search) trade(a int32) {
	at := s.seat(a)
	cand := s.wanted(a, at)
	if cand < 0 {
		return
	}
	ch, before := &s.chain, s.cost
	ch.seats, ch.old = append(ch.seats[:0], at), ch.old[:0]
	from, to := s.p.Cands[s.held[at]].Who, s.p.Cands[cand].Who
	for i := 0; i < len(ch.seats); i++ {
		if !s.pull(ch.seats[i], from, to) {
			s.handBack()
			return
		}
	}
	if s.handOver(from, to) && s.cost-before <= s.r.allowance(s.heat) {
		return
	}
	for _, x := range ch.seats {
		if s.held[x] >= 0 {
			s.vacate(s.seatOf[x], x)
		}
	}
	s.handBack()
}

// pull takes the holder off a seat, and finds what stands in the way of the
// other of two people there. It tells whether all of it may move.
func (s *search) pull(at, one, other int32) bool {
	ch, p := &s.chain, s.p
	a := s.seatOf[at]
	next := other
	if p.Cands[s.held[at]].Who == other {
		next = one
	}
	ci := s.candidate(at, next, s.at[a])
	if ci < 0 || !s.mine(a) {
		return false
	}
	ch.old = append(ch.old, s.held[at])
	s.vacate(a, at)
	c := &p.Cands[ci]
	stay := p.Stay(&p.Seats[at], s.start(a).Slot)
	first, last := stay.First-c.Block, stay.Last+c.Block
	if !s.diary.busy(next, first, last) {
		return true
	}
	for x := s.head[next]; x >= 0; x = s.next[x] {
		xc := &p.Cands[s.held[x]]
		xs := p.Stay(&p.Seats[x], s.start(s.seatOf[x]).Slot)
		if xs.First-xc.Block > last || xs.Last+xc.Block < first || slices.Contains(ch.seats, x) {
			continue
		}
		if len(ch.seats) == longestChain {
			return false
		}
		ch.seats = append(ch.seats, x)
	}
	return true
}

// handOver seats the other of two people on each seat of the chain, as far as
// the rules allow.
func (s *search) handOver(one, other int32) bool {
	ch, p := &s.chain, s.p
	for i, at := range ch.seats {
		a := s.seatOf[at]
		next := other
		if p.Cands[ch.old[i]].Who == other {
			next = one
		}
		au := &p.Audits[a]
		ci := s.candidate(at, next, s.at[a])
		c := &p.Cands[ci]
		if s.inTeam(au, next) || !s.free(c, &p.Seats[at], p.Stay(&p.Seats[at], s.start(a).Slot)) {
			return false
		}
		if s.tied(au, at) {
			if _, legal := s.leadPrice(a, next); !legal {
				return false
			}
		}
		s.occupy(a, at, ci)
	}
	for _, at := range ch.seats {
		au := &p.Audits[s.seatOf[at]]
		if s.others(au, at)|p.Cands[s.held[at]].Cover != au.Full {
			return false
		}
	}
	return true
}

// handBack seats the old holders on the vacant seats of the chain.
func (s *search) handBack() {
	for i := range s.chain.old {
		at := s.chain.seats[i]
		s.occupy(s.seatOf[at], at, s.chain.old[i])
	}
}
