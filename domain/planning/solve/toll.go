package solve

import (
	"github.com/certwright/certwright/domain/planning/bound"
	"github.com/certwright/certwright/domain/planning/compact"
)

// tolls is a share of what scarce half-days are worth that a plan pays on top of
// its cost. A hot plan that pays all of it leaves them to those who need them;
// what it looks like says more of the cheapest plans than its cost alone.
type tolls struct {
	of    *bound.Tolls
	share int32 // in 1/256
}

// toll is what a stay of a candidate pays, in euro.
func (s *state) toll(c *compact.Cand, stay *compact.Stay) int32 {
	if s.tolls.share == 0 {
		return 0
	}
	return s.tolls.of.Of(c, stay, s.tolls.share)
}

// paid is the part of a plan's cost that is tolls.
func (s *state) paid() (sum int) {
	if s.tolls.share == 0 {
		return 0
	}
	for a := range s.at {
		if s.at[a] < 0 {
			continue
		}
		au, st := &s.p.Audits[a], s.start(int32(a))
		for at := au.Seat0; at < au.Seat0+au.Seats; at++ {
			sum += int(s.toll(&s.p.Cands[s.held[at]], s.p.Stay(&s.p.Seats[at], st.Slot)))
		}
	}
	return sum
}

// pay has a plan pay another share of the tolls.
func (s *state) pay(share int32) {
	s.cost -= s.paid()
	s.tolls.share = share
	s.cost += s.paid()
}
