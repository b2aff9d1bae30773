package solve

import "sort"

// switchTimes moves an audit with its team to another of its starts, what stands
// there by as much the other way, what stands in the way of that as the first,
// and so on. It keeps the result when it is not too dear.
func (s *search) switchTimes(a int32) {
	p := s.p
	au := &p.Audits[a]
	if au.Starts < 2 {
		return
	}
	by := p.Starts[au.Start0+int32(s.r.below(uint32(au.Starts)))].Slot - s.start(a).Slot
	if by == 0 {
		return
	}
	ch := &s.chain
	ch.audits, ch.to, ch.back, ch.team = ch.audits[:0], ch.to[:0], ch.back[:0], ch.team[:0]
	s.begin()
	if s.takeUp(a, by, false) {
		for i := 0; i < len(ch.audits); i++ {
			if !s.clearWay(i, by) {
				s.revert()
				return
			}
		}
		if s.setDown() && s.cost-s.undo.cost <= s.r.allowance(s.heat) {
			return
		}
	}
	s.revert()
}

// takeUp takes an audit out to move it; false when it has no such start in this
// thread's part, or its team could not be there.
func (s *search) takeUp(a, by int32, back bool) bool {
	ch, p := &s.chain, s.p
	if back {
		by = -by
	}
	i := s.startOn(a, s.start(a).Slot+by)
	if i < 0 || len(ch.audits) == longestChain || !s.mine(a) {
		return false
	}
	if st := &p.Starts[p.Audits[a].Start0+i]; st.Day < s.part[0] || st.Last > s.part[1] {
		return false
	}
	for _, c := range s.team(a) {
		if !p.CanStart(&p.Cands[c], i) {
			return false
		}
	}
	ch.audits, ch.to, ch.back = append(ch.audits, a), append(ch.to, i), append(ch.back, back)
	ch.team = append(ch.team, s.team(a)...)
	s.note(a)
	s.take(a)
	return true
}

// startOn is an audit's start on a slot, -1: none.
func (s *state) startOn(a, slot int32) int32 {
	au := &s.p.Audits[a]
	list := s.p.Starts[au.Start0 : au.Start0+au.Starts]
	if i := sort.Search(len(list), func(i int) bool { return list[i].Slot >= slot }); i < len(list) && list[i].Slot == slot {
		return int32(i)
	}
	return -1
}

// clearWay takes up what stands where the i-th audit of the chain goes.
func (s *search) clearWay(i int, by int32) bool {
	ch, p := &s.chain, s.p
	a, at := ch.audits[i], 0
	for _, b := range ch.audits[:i] {
		at += int(p.Audits[b].Seats)
	}
	au := &p.Audits[a]
	slot := p.Starts[au.Start0+ch.to[i]].Slot
	for j := range au.Seats {
		c := &p.Cands[ch.team[at+int(j)]]
		stay := p.Stay(&p.Seats[au.Seat0+j], slot)
		first, last := stay.First-c.Block, stay.Last+c.Block
		for s.diary.busy(c.Who, first, last) {
			x := s.inTheWay(c.Who, first, last)
			if x < 0 || !s.takeUp(s.seatOf[x], by, !ch.back[i]) {
				return false
			}
		}
	}
	return true
}

// inTheWay is a seat a person holds between two half-days; -1: none.
func (s *search) inTheWay(who, first, last int32) int32 {
	for at := s.head[who]; at >= 0; at = s.next[at] {
		c := &s.p.Cands[s.held[at]]
		stay := s.p.Stay(&s.p.Seats[at], s.start(s.seatOf[at]).Slot)
		if stay.First-c.Block <= last && stay.Last+c.Block >= first {
			return at
		}
	}
	return -1
}

// setDown plans the audits taken up on their new starts, as far as the rules allow.
func (s *search) setDown() bool {
	ch, at := &s.chain, 0
	for i, a := range ch.audits {
		team := ch.team[at : at+int(s.p.Audits[a].Seats)]
		if at += len(team); !s.possible(a, ch.to[i], team) || !s.follow(a, ch.to[i], team) {
			return false
		}
		s.put(a, ch.to[i], team)
	}
	return true
}
