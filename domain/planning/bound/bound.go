// Package bound proves how cheap no plan can be. It puts prices on what people
// compete for (half-days, weeks, load); then every audit, or pair of related
// audits, can be planned by itself, exactly. Whatever the prices, the sum is
// below the cost of every legal plan; the work is to find prices that make it
// high. Everything is counted in integers.
package bound

import (
	"context"

	"github.com/certwright/certwright/domain/planning/compact"
)

// Options say how long to look for a bound.
type Options struct {
	Rounds   int // passes over all audits; 0: until the context ends or nothing improves
	Threads  int
	Enough   func() bool // asked after each round, may stop the climb; nil: never
	Progress func(bound, round int)
}

// Result is a lower bound of every plan's cost, in euro, and how it was got.
type Result struct {
	Bound  int
	Rounds int
}

// job is what is priced by itself: an audit, or two where the second must
// follow the first (second < 0: one).
type job struct {
	first, second int32
	tie           *compact.Tie
}

// jobs splits the audits into pairs and single ones. A tie that fits no pair is
// dropped, which can only lower the bound.
func jobs(p *compact.Problem) []job {
	taken := make([]bool, len(p.Audits))
	var out []job
	for a := range p.Audits {
		au := &p.Audits[a]
		for i := range au.Ties {
			t := &p.Ties[au.Tie0+i]
			if t.First && !taken[a] && !taken[t.Other] {
				taken[a], taken[t.Other] = true, true
				out = append(out, job{int32(a), t.Other, t})
			}
		}
	}
	for a := range p.Audits {
		if !taken[a] {
			out = append(out, job{int32(a), -1, nil})
		}
	}
	return out
}

// climber moves prices towards what people compete for.
type climber struct {
	p     *compact.Problem
	q     *prices
	s     *solver
	jobs  []job
	value []int // by job: its latest cost
	slot  tally
	week  tally
	per   tally
	total tally
}

// tally is how much of each scarce thing the latest answers use, and where its
// price has been heading.
type tally struct {
	used []int32
	head []int32 // direction, in 1/256
}

func newTally(n int) tally { return tally{make([]int32, n), make([]int32, n)} }

// Lower finds a lower bound of the cost of every plan.
func Lower(ctx context.Context, p *compact.Problem, o Options) Result {
	c := &climber{p: p, q: newPrices(p), jobs: jobs(p)}
	c.s = newSolver(c.q)
	c.value = make([]int, len(c.jobs))
	n := len(p.People)
	c.slot, c.week, c.per, c.total = newTally(n*c.q.wide), newTally(n*p.Weeks), newTally(n*p.Periods), newTally(n)
	return c.climb(ctx, o)
}

func (c *climber) climb(ctx context.Context, o Options) Result {
	best := 0
	res := Result{}
	goal, stale := int64(400), 0 // the step aims this much above the best bound, in 1/4096 of it
	for res.Rounds = 0; o.Rounds == 0 || res.Rounds < o.Rounds; res.Rounds++ {
		c.q.sum()
		sum := c.q.given()
		for i := range c.jobs {
			if i%256 == 0 && ctx.Err() != nil {
				res.Bound = (best + unit - 1) >> unitBits
				return res
			}
			c.price(i)
			sum += c.value[i]
		}
		if sum > best {
			if sum-best > best/4096 {
				stale = 0
			}
			best = sum
			c.q.save()
		}
		if stale++; stale > 8 {
			goal, stale = goal*2/3, 0
			c.q.restore()
			c.q.sum()
			c.again()
			sum = best
		}
		if o.Enough != nil && o.Enough() {
			break
		}
		if o.Progress != nil {
			o.Progress((best+unit-1)>>unitBits, res.Rounds)
		}
		if goal < 2 {
			break
		}
		aim := int64(best) + int64(best)*goal>>12 - int64(sum)
		c.move(aim)
	}
	res.Bound = (best + unit - 1) >> unitBits
	return res
}

// again answers every job at restored prices, so that the direction is theirs.
func (c *climber) again() {
	for i := range c.jobs {
		c.price(i)
	}
	for _, r := range c.rows() {
		clear(r.t.head)
	}
}

// price answers one job at the present prices and keeps the count of what the
// answers use.
func (c *climber) price(i int) {
	j := &c.jobs[i]
	c.use(j.first, -1)
	if j.second < 0 {
		c.value[i] = c.s.single(j.first)
		c.use(j.first, 1)
		return
	}
	c.use(j.second, -1)
	c.value[i] = c.s.pair(j.first, j.second, j.tie)
	c.use(j.first, 1)
	c.use(j.second, 1)
}

func (c *climber) use(a, sign int32) {
	p, ans := c.p, &c.s.last[a]
	if ans.at < 0 {
		return
	}
	au := &p.Audits[a]
	st := &p.Starts[au.Start0+ans.at]
	for j := range au.Seats {
		seat, cand := &p.Seats[au.Seat0+j], &p.Cands[ans.team[j]]
		stay := p.Stay(seat, st.Slot)
		k := int(cand.Who)
		row := c.slot.used[k*c.q.wide:]
		for t := stay.First - cand.Block; t <= stay.Last+cand.Block; t++ {
			row[t+margin] += sign
		}
		for _, w := range p.Weekly[stay.Week0 : stay.Week0+stay.Weeks] {
			c.week.used[k*p.Weeks+int(w.Week)] += sign * w.Len
		}
		c.per.used[k*p.Periods+int(st.Period)] += sign * seat.Len
		c.total.used[k] += sign * seat.Len
	}
}

// move changes the prices along the direction of scarcity: by so much that,
// were the bound linear, it would rise by the aim. Where the new direction
// turns back on the old one, it is bent away from it.
func (c *climber) move(aim int64) {
	all := c.rows()
	back, old := int64(0), int64(0)
	for _, r := range all {
		b, o := r.t.against(r.price, r.limit)
		back, old = back+b, old+o
	}
	bend := int64(0) // in 1/256
	if back < 0 && old>>8 > 0 {
		bend = min(-back*3/2/(old>>8), 256)
	}
	norm := int64(0)
	for _, r := range all {
		norm += r.t.turn(r.price, r.limit, bend)
	}
	if norm>>8 == 0 {
		return
	}
	// price += head/256 · aim·256²/norm, with 20 bits behind the point
	step := min(aim, 1<<34) << 20 / (norm >> 8)
	for _, r := range all {
		r.t.walk(r.price, step, r.most)
	}
}

// row is one kind of scarce thing: how much there is of each and what its price
// may be at most.
type row struct {
	t     *tally
	price []int32
	most  int32
	limit func(int) int32
}

func (c *climber) rows() [4]row {
	p, q := c.p, c.q
	return [4]row{
		{&c.slot, q.slot, q.most, func(int) int32 { return 1 }},
		{&c.week, q.week, q.most, func(i int) int32 { return p.People[i/p.Weeks].MaxWeek }},
		{&c.per, q.period, q.dearest(), func(i int) int32 { return q.loaded(&p.People[i/p.Periods], q.period[i]) }},
		{&c.total, q.total, q.most, func(i int) int32 { return p.People[i].MaxTotal }},
	}
}

// against is how much the new direction goes along with the old, and the square
// of the old one's length.
func (t *tally) against(price []int32, limit func(int) int32) (along, old int64) {
	for i, h := range t.head {
		if h != 0 {
			along += int64(h) * int64(t.used[i]-limit(i)) << 8
			old += int64(h) * int64(h)
		}
	}
	return along, old
}

// turn sets the direction and gives the square of its length.
func (t *tally) turn(price []int32, limit func(int) int32, bend int64) (norm int64) {
	for i := range t.used {
		if t.used[i] == 0 && price[i] == 0 {
			t.head[i] = 0
			continue
		}
		over := t.used[i] - limit(i)
		if over < 0 && price[i] == 0 {
			t.head[i] = 0
			continue
		}
		t.head[i] = over<<8 + int32(int64(t.head[i])*bend>>8)
		norm += int64(t.head[i]) * int64(t.head[i])
	}
	return norm
}

// walk moves the prices along the direction.
func (t *tally) walk(price []int32, step int64, most int32) {
	for i, h := range t.head {
		if h != 0 {
			price[i] = int32(min(max(int64(price[i])+int64(h)*step>>20, 0), int64(most)))
		}
	}
}
