package bound

import "github.com/certwright/certwright/domain/planning/compact"

// Tolls is what scarce half-days are worth at the prices of the best bound. The
// cheapest plans spend few of them in vain, so a search that pays tolls comes
// near those plans sooner.
type Tolls struct{ q *prices }

// Of is what a stay takes of somebody's diary and weeks, in euro times a share
// of so many 256ths. It is the innermost step of a search, so it says again what
// prices.seat says instead of calling for it.
func (t *Tolls) Of(c *compact.Cand, stay *compact.Stay, share int32) int32 {
	q := t.q
	sum := q.span(c.Who, stay.First-c.Block, stay.Last+c.Block)
	weeks := q.weeks[int(c.Who)*q.p.Weeks*(longest+1):]
	for _, w := range q.p.Weekly[stay.Week0 : stay.Week0+stay.Weeks] {
		sum += int(weeks[w.Week*(longest+1)+w.Len])
	}
	return int32(sum * int(share) >> (unitBits + 8))
}
