package solve

import (
	"slices"
	"sort"

	"github.com/certwright/certwright/domain/planning/compact"
)

// chain is the scratch of the moves that exchange what two people do, or what
// two times hold, with all that hangs on it: where a calendar is packed, one
// audit alone has nowhere to go.
type chain struct {
	seats  []int32 // exchanged between two people
	old    []int32 // beside seats: the candidates before
	audits []int32 // moved to and fro
	to     []int32 // beside audits: their new starts
	back   []bool  // beside audits: against the direction of the first
	team   []int32 // of the audits, one after the other
}

// longestChain is how many seats, or audits, change places at once.
const longestChain = 10

func newChain(p *compact.Problem) chain {
	seats := int32(1)
	for i := range p.Audits {
		seats = max(seats, p.Audits[i].Seats)
	}
	return chain{seats: make([]int32, 0, longestChain+1), old: make([]int32, 0, longestChain+1), audits: make([]int32, 0, longestChain+1),
		to: make([]int32, 0, longestChain+1), back: make([]bool, 0, longestChain+1), team: make([]int32, 0, (longestChain+1)*int(seats))}
}

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

// possible tells whether a team is free on a start.
func (s *search) possible(a, i int32, team []int32) bool {
	p, au := s.p, &s.p.Audits[a]
	slot := p.Starts[au.Start0+i].Slot
	for n := range au.Seats {
		seat := &p.Seats[au.Seat0+n]
		if !s.free(&p.Cands[team[n]], seat, p.Stay(seat, slot)) {
			return false
		}
	}
	return true
}

// follow tells whether the audits tied to this one allow a start and a lead.
func (s *search) follow(a, i int32, team []int32) bool {
	au := &s.p.Audits[a]
	first, last, legal := s.between(a)
	if !legal || !within(&s.p.Starts[au.Start0+i], first, last) {
		return false
	}
	if au.LeadSeat >= 0 {
		_, legal = s.leadPrice(a, s.p.Cands[team[au.LeadSeat]].Who)
	}
	return legal
}
