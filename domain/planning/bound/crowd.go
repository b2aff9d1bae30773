package bound

import (
	"context"

	"github.com/certwright/certwright/domain/planning/compact"
)

// crowded is the bound that crowd gives, 0 for none. The climb begins without
// prices all the same: from there it gets farther where other things count too.
func (c *climber) crowded(ctx context.Context) int {
	if !c.q.crowd() {
		return 0
	}
	sum, done := c.pass(ctx)
	copy(c.q.slot, c.q.kept[0])
	if !done {
		return 0
	}
	return sum
}

// crowd prices the half-day on which most people are needed at once, whatever is
// chosen: each person's at what using them costs. The bound is then at least what
// it costs to use so many. False where using people has no price, or none is
// needed at a known time.
func (q *prices) crowd() bool {
	p := q.p
	need := make([]int, p.Slots+1)
	for a := range p.Audits {
		au := &p.Audits[a]
		for at := au.Seat0; at < au.Seat0+au.Seats; at++ {
			least := q.cheapest(&p.Seats[at])
			if first, last := q.always(au, &p.Seats[at]); first <= last {
				need[first] += least
				need[last+1] -= least
			}
		}
	}
	busiest, most, sum := 0, 0, 0
	for t, n := range need {
		if sum += n; sum > most {
			busiest, most = t, sum
		}
	}
	if most == 0 {
		return false
	}
	for k := range p.People {
		q.slot[k*q.wide+busiest+margin] = min(p.People[k].Use<<unitBits, q.most)
	}
	return true
}

// cheapest is the least that using anybody for a seat costs.
func (q *prices) cheapest(seat *compact.Seat) int {
	least := int32(1) << 30
	for ci := seat.Cand0; ci < seat.Cand0+seat.Cands; ci++ {
		least = min(least, q.p.People[q.p.Cands[ci].Who].Use)
	}
	return int(least)
}

// always is the half-days a seat works on whichever start is chosen; none when
// the first is after the last.
func (q *prices) always(au *compact.Audit, seat *compact.Seat) (first, last int32) {
	if au.Starts == 0 || seat.Cands == 0 {
		return 1, 0
	}
	first, last = 0, int32(q.p.Slots)-1
	for i := range au.Starts {
		stay := q.p.Stay(seat, q.p.Starts[au.Start0+i].Slot)
		first, last = max(first, stay.First), min(last, stay.Last)
	}
	return first, last
}
