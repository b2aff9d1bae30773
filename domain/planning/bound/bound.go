// Package bound proves how cheap no plan can be. It puts prices on what people
// compete for (half-days, weeks, load); then every audit, or pair of related
// audits, can be planned by itself, exactly. Whatever the prices, the sum is
// below the cost of every legal plan; the work is to find prices that make it
// high. Everything is counted in integers.
package bound

import (
	"context"
	"sync"

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
	prices *prices // that prove it
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
	p *compact.Problem
	q *prices
	// one a thread; they share the latest answers, of which each job has its own
	solvers []*solver
	jobs    []job
	value   []int // by job: its latest cost
	slot    tally
	week    tally
	half    tally
	third   tally
	per     tally
	total   tally
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
	for range max(1, o.Threads) {
		s := newSolver(c.q)
		if len(c.solvers) > 0 {
			s.last = c.solvers[0].last
		}
		c.solvers = append(c.solvers, s)
	}
	c.value = make([]int, len(c.jobs))
	n := len(p.People)
	c.slot, c.per, c.total = newTally(n*c.q.wide), newTally(n*p.Periods), newTally(n)
	c.week, c.half, c.third = newTally(n*p.Weeks), newTally(n*p.Weeks), newTally(n*p.Weeks)
	return c.climb(ctx, o)
}

// The steps aim at a bound above the best so far, by a part of it in 1/4096: at
// first by farthest, lower by a fifth whenever some rounds have brought next to
// nothing, and no lower than nearest.
const (
	farthest = 200
	nearest  = 2
	patient  = 8
	blend    = 20 // share of the latest shortages in their average, in 1/256
)

// climb passes over all audits, always one step away from the best prices so
// far, along the average of what the answers were short of.
func (c *climber) climb(ctx context.Context, o Options) Result {
	var res Result
	c.q.save()
	floor := c.crowded(ctx)
	best, above, missed := 0, int64(farthest), 0
	for ; o.Rounds == 0 || res.Rounds < o.Rounds; res.Rounds++ {
		sum, done := c.pass(ctx)
		if !done {
			break
		}
		if sum > best {
			if sum-best > best>>14 {
				missed = 0
			}
			best = sum
			c.q.save()
		}
		res.Bound = (max(best, floor) + unit - 1) >> unitBits
		if o.Progress != nil {
			o.Progress(res.Bound, res.Rounds)
		}
		if o.Enough != nil && o.Enough() {
			break
		}
		if missed++; missed > patient {
			above, missed = above*4/5, 0
			if above < nearest {
				break
			}
		}
		c.move(int64(best)*above>>12, res.Rounds == 0)
	}
	c.q.restore()
	res.prices = c.q
	return res
}

// pass answers all jobs at the present prices; the sum is a lower bound. Not
// done when the context ended before.
func (c *climber) pass(ctx context.Context) (sum int, done bool) {
	c.q.sum()
	for i := range c.jobs {
		c.count(&c.jobs[i], -1)
	}
	var all sync.WaitGroup
	for n := range c.solvers {
		all.Go(func() {
			for i := n; i < len(c.jobs) && ctx.Err() == nil; i += len(c.solvers) {
				c.value[i] = c.solvers[n].answer(&c.jobs[i])
			}
		})
	}
	all.Wait()
	sum = c.q.given()
	for i := range c.jobs {
		c.count(&c.jobs[i], 1)
		sum += c.value[i]
	}
	return sum, ctx.Err() == nil
}

// answer is the cheapest priced cost of a job.
func (s *solver) answer(j *job) int {
	if j.second < 0 {
		return s.single(j.first)
	}
	return s.pair(j.first, j.second, j.tie)
}

// count enters what the latest answers to a job use, or takes it out.
func (c *climber) count(j *job, sign int32) {
	c.use(j.first, sign)
	if j.second >= 0 {
		c.use(j.second, sign)
	}
}

func (c *climber) use(a, sign int32) {
	p, ans := c.p, &c.solvers[0].last[a]
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
			i := k*p.Weeks + int(w.Week)
			halves, thirds := part(w.Len, p.People[k].MaxWeek)
			c.week.used[i] += sign * w.Len
			c.half.used[i] += sign * halves
			c.third.used[i] += sign * thirds
		}
		c.per.used[k*p.Periods+int(st.Period)] += sign * seat.Len
		c.total.used[k] += sign * seat.Len
	}
}

// move sets the prices a step away from the best ones, along the averaged
// direction of scarcity: by so much that, were the bound linear, it would rise
// by the aim.
func (c *climber) move(aim int64, first bool) {
	norm := int64(0)
	share := int64(blend)
	if first {
		share = 256
	}
	all := c.rows()
	for i, r := range all {
		norm += r.t.turn(c.q.kept[i], r.limit, share)
	}
	if norm>>8 == 0 {
		return
	}
	// price = best + head/256 · aim·256²/norm, with 20 bits behind the point
	step := min(aim, 1<<34) << 20 / (norm >> 8)
	for i, r := range all {
		r.t.walk(r.price, c.q.kept[i], step, r.most)
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

func (c *climber) rows() [6]row {
	p, q := c.p, c.q
	return [6]row{
		{&c.slot, q.slot, q.most, func(i int) int32 { return c.limit(i/q.wide, 1) }},
		{&c.week, q.week, q.most, func(i int) int32 { return c.limit(i/p.Weeks, p.People[i/p.Weeks].MaxWeek) }},
		{&c.half, q.half, q.most, func(i int) int32 { return c.limit(i/p.Weeks, 2) }},
		{&c.third, q.third, q.most, func(i int) int32 { return c.limit(i/p.Weeks, 2) }},
		{&c.per, q.period, q.dearest(), func(i int) int32 {
			return c.limit(i/p.Periods, q.loaded(&p.People[i/p.Periods], q.period[i]))
		}},
		{&c.total, q.total, q.most, func(i int) int32 { return c.limit(i, p.People[i].MaxTotal) }},
	}
}

// limit is how much there is of something of a person's: nothing, when they are
// not worth using.
func (c *climber) limit(who int, n int32) int32 {
	if c.q.idle[who] {
		return 0
	}
	return n
}

// turn blends the latest shortages into the average, by a share in 1/256, and
// gives the square of its length; what is free already cannot get cheaper.
func (t *tally) turn(best []int32, limit func(int) int32, share int64) (norm int64) {
	for i := range t.used {
		if t.used[i] == 0 && best[i] == 0 && t.head[i] <= 0 {
			t.head[i] = -256
			continue
		}
		over := int64(t.used[i]-limit(i)) << 8
		t.head[i] += int32((over - int64(t.head[i])) * share >> 8)
		if t.head[i] > 0 || best[i] > 0 {
			norm += int64(t.head[i]) * int64(t.head[i])
		}
	}
	return norm
}

// walk sets the prices a step from the best ones.
func (t *tally) walk(price, best []int32, step int64, most int32) {
	for i, h := range t.head {
		if h > 0 || best[i] > 0 || price[i] > 0 {
			price[i] = int32(min(max(int64(best[i])+int64(h)*step>>20, 0), int64(most)))
		}
	}
}
