package bound

import "github.com/certwright/certwright/domain/planning/compact"

// Tolls is what scarce half-days and weeks are worth at the prices of the best
// bound. The cheapest plans spend few of them in vain, so a search that pays tolls
// comes near those plans sooner. It asks for them in its innermost step: all are
// worked out beforehand.
type Tolls struct {
	slots int32
	stays []int32 // 1/64 euro, by the candidate's first word in Problem.Bits and the stay's first half-day
}

// Tolls works out what each stay of each candidate takes; for a few dozen audits,
// since it has room for every half-day of every candidate.
func (r Result) Tolls() *Tolls {
	p := r.prices.p
	t := &Tolls{slots: int32(p.Slots)}
	t.stays = make([]int32, len(p.Bits)*p.Slots)
	for a := range p.Audits {
		au := &p.Audits[a]
		for _, st := range p.Starts[au.Start0 : au.Start0+au.Starts] {
			for j := range p.Seats[au.Seat0 : au.Seat0+au.Seats] {
				seat := &p.Seats[au.Seat0+int32(j)]
				stay := p.Stay(seat, st.Slot)
				for k := range p.Cands[seat.Cand0 : seat.Cand0+seat.Cands] {
					c := &p.Cands[seat.Cand0+int32(k)]
					t.stays[t.at(c, stay)] = int32(r.prices.scarce(c, stay))
				}
			}
		}
	}
	return t
}

func (t *Tolls) at(c *compact.Cand, stay *compact.Stay) int32 { return c.Bits*t.slots + stay.First }

// Of is what a stay takes of somebody's diary and weeks, in euro times a share
// of so many 256ths.
func (t *Tolls) Of(c *compact.Cand, stay *compact.Stay, share int32) int32 {
	return int32(int64(t.stays[t.at(c, stay)]) * int64(share) >> (unitBits + 8))
}
