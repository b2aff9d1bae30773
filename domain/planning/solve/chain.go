package solve

import "github.com/certwright/certwright/domain/planning/compact"

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
