package solve

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"github.com/certwright/certwright/domain/planning/compact"
)

// crew is the threads of a search. For a while each moves the audits of people
// that no other thread may touch; then the map is cut anew in another
// direction. Which thread does what depends on the seed alone, never on who is
// faster.
type crew struct {
	p       *compact.Problem
	main    *search
	threads []*search
	group   []int32 // by audit: the first of those it is tied to, directly or not
	home    []int32 // by group: the region it lies in this time, -1 across
	region  []int32 // by person
	order   []int32 // people along the direction of the cut
	along   []int64
}

func newCrew(p *compact.Problem, seed uint64, threads int) *crew {
	c := &crew{p: p, main: newSearch(p, seed), group: groups(p), home: make([]int32, len(p.Audits)),
		region: make([]int32, len(p.People)), order: make([]int32, len(p.People)), along: make([]int64, len(p.People))}
	if threads < 2 {
		return c // one thread needs no regions
	}
	for range threads {
		t := newSearch(p, 0)
		t.in.low = c.main.in.low
		t.mark, t.in.people = make([]bool, len(p.Audits)), make([]bool, len(p.People))
		c.threads = append(c.threads, t)
	}
	return c
}

// groups joins the audits that are tied to each other.
func groups(p *compact.Problem) []int32 {
	g := make([]int32, len(p.Audits))
	for i := range g {
		g[i] = int32(i)
	}
	root := func(a int32) int32 {
		for g[a] != a {
			g[a] = g[g[a]]
			a = g[a]
		}
		return a
	}
	for a := range p.Audits {
		for i := range p.Audits[a].Ties {
			x, y := root(int32(a)), root(p.Ties[p.Audits[a].Tie0+i].Other)
			g[max(x, y)] = min(x, y)
		}
	}
	for a := range g {
		g[a] = root(int32(a))
	}
	return g
}

// run makes so many moves at one temperature.
func (c *crew) run(heat int64, moves int, m *mixture) {
	if len(c.threads) < 2 {
		c.main.walk(heat, moves, m)
		return
	}
	c.cut()
	var done sync.WaitGroup
	for _, t := range c.threads {
		t.r.x = c.main.r.next()
		t.state = c.main.state // the tables are shared; cost and the number left out are its own
		done.Go(func() { t.walk(heat, moves/len(c.threads), m) })
	}
	done.Wait()
	cost, out := c.main.cost, c.main.out
	for _, t := range c.threads {
		c.main.cost += t.cost - cost
		c.main.out += t.out - out
	}
}

// cut gives every thread the people on its side of the map, and the audits that
// only they are on.
func (c *crew) cut() {
	r, n := &c.main.r, len(c.threads)
	x, y := int64(r.below(2001))-1000, int64(r.below(2001))-1000
	for k := range c.order {
		a := &c.p.In.Auditors[k]
		// whole thousandths of a degree, so that every machine cuts alike
		c.along[k] = x*int64(math.Round(a.Lat*1000)) + y*int64(math.Round(a.Lon*640))
		c.order[k] = int32(k)
	}
	slices.SortFunc(c.order, func(a, b int32) int {
		return cmp.Or(cmp.Compare(c.along[a], c.along[b]), cmp.Compare(a, b))
	})
	turn := int(r.below(uint32(max(1, len(c.order)))))
	for i, k := range c.order {
		c.region[k] = int32((i + turn/n) * n / len(c.order) % n)
	}
	c.assign()
}

func (c *crew) assign() {
	const nobody, across = -2, -1
	for i := range c.home {
		c.home[i] = nobody
	}
	s := &c.main.state
	for a := range c.p.Audits {
		if s.at[a] < 0 {
			continue
		}
		au, g := &c.p.Audits[a], c.group[a]
		for j := range au.Seats {
			switch at := c.region[c.p.Cands[s.held[au.Seat0+j]].Who]; {
			case c.home[g] == nobody:
				c.home[g] = at
			case c.home[g] != at:
				c.home[g] = across
			}
		}
	}
	for i, t := range c.threads {
		t.own = t.own[:0]
		for k := range c.region {
			t.in.people[k] = c.region[k] == int32(i)
		}
	}
	for a := range c.p.Audits {
		g := c.group[a]
		if c.home[g] == nobody {
			c.home[g] = int32(c.main.r.below(uint32(len(c.threads))))
		}
		for i, t := range c.threads {
			t.mark[a] = c.home[g] == int32(i)
			if t.mark[a] {
				t.own = append(t.own, int32(a))
			}
		}
	}
}

// around narrows the search to some audits; one thread is enough for it.
func (c *crew) around(ids []string) {
	if len(ids) == 0 {
		return
	}
	c.threads = nil
	c.main.own = c.main.own[:0]
	for a := range c.p.Audits {
		if slices.Contains(ids, c.p.In.Audits[a].ID) {
			c.main.own = append(c.main.own, int32(a))
		}
	}
}
