package solve

import (
	"slices"
	"sync"

	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/compact"
)

// crew is the threads of a search. For a while each moves the audits of its part
// of the horizon, within it; then the horizon is cut anew elsewhere. Parts meet
// between two weeks, and what lies across stays where it is, so that nobody's
// half-days, weeks or audits are two threads' at a time. Which thread does what
// depends on the seed alone, never on who is faster.
type crew struct {
	p       *compact.Problem
	main    *search
	threads []*search
	owner   []int32 // by audit: the thread that may move it, -1: none
	away    int32   // days a journey takes at most, each way
}

const (
	word     = 64 // half-days that the diaries keep in one piece
	leastPer = 3  // words of a part
	across   = -1
)

func newCrew(p *compact.Problem, seed uint64, threads int) *crew {
	c := &crew{p: p, main: newSearch(p, seed), owner: make([]int32, len(p.Audits))}
	threads = min(threads, p.Slots/word/leastPer)
	for _, k := range p.People {
		if k.Use > 0 { // whether somebody is used at all cannot be told from a part
			threads = 1
		}
	}
	if threads < 2 {
		return c
	}
	spd := int32(p.In.Slots())
	for i := range p.Cands {
		c.away = max(c.away, (p.Cands[i].Block+spd-1)/spd)
	}
	for range threads {
		t := newSearch(p, 0)
		t.in.low = c.main.in.low
		t.mark, t.ownHead = make([]bool, len(p.Audits)), filled(len(p.People))
		t.ownLoad, t.ownTotal = make([]int32, len(c.main.load)), make([]int32, len(p.People))
		c.threads = append(c.threads, t)
	}
	return c
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
		done.Go(func() { t.walk(heat, moves/len(c.threads), m) })
	}
	done.Wait()
	c.join()
}

// cut gives every thread its part: where parts meet differs each time by up to a
// third of one.
func (c *crew) cut() {
	r, n, words := &c.main.r, len(c.threads), c.p.Slots/word
	from := -never
	for i, t := range c.threads {
		t.part = [2]int32{from, never}
		if i+1 < n {
			loose := uint32(words / (3 * n))
			at := int32(words*(i+1)/n+int(r.below(2*loose+1))-int(loose)) * word
			t.part[1], from = c.weeks(at)
		}
		t.r.x = r.next()
	}
	c.assign()
	for i, t := range c.threads {
		part := t.part
		t.state = c.main.state // most tables are shared; these are its own
		t.part = part
		t.lend(c.main, int32(n))
		t.head, t.own = t.ownHead, t.own[:0]
		for k := range t.head {
			t.head[k] = -1
		}
		for a, owner := range c.owner {
			if t.mark[a] = owner == int32(i); t.mark[a] {
				t.own = append(t.own, int32(a))
				t.link(int32(a))
			}
		}
	}
}

// never is no day: a part that begins or ends with the horizon.
const never = int32(1) << 29

// weeks is the last day before and the first after a half-day on which an audit
// can be without touching it or the week it lies in, journeys included.
func (c *crew) weeks(slot int32) (last, first int32) {
	monday := int32(planning.Weekday(c.p.In.Start) - 1)
	day := slot / int32(c.p.In.Slots())
	begin := (day+monday)/7*7 - monday // of its week
	return begin - 1 - c.away, begin + 7 + c.away
}

// assign finds whose each audit is. Of two that are tied, and would be two
// threads', one stays where it is.
func (c *crew) assign() {
	s := &c.main.state
	for a := range c.p.Audits {
		au := &c.p.Audits[a]
		c.owner[a] = across
		if au.Starts == 0 {
			continue
		}
		st := &c.p.Starts[au.Start0+int32(c.main.r.below(uint32(au.Starts)))]
		if s.at[a] >= 0 {
			st = s.start(int32(a))
		}
		for i, t := range c.threads {
			if st.Day >= t.part[0] && st.Last <= t.part[1] {
				c.owner[a] = int32(i)
			}
		}
	}
	for a := range c.p.Audits {
		au := &c.p.Audits[a]
		for i := range au.Ties {
			if o := c.p.Ties[au.Tie0+i].Other; c.owner[a] != c.owner[o] && c.owner[a] >= 0 && c.owner[o] >= 0 {
				c.owner[a] = across
			}
		}
	}
}

// lend gives a thread its own counts of load and totals. What is left of
// somebody's total is shared out, so that all threads together keep to it.
func (s *search) lend(main *search, threads int32) {
	s.load, s.total = s.ownLoad, s.ownTotal
	copy(s.load, main.load)
	for k, n := range main.total {
		left := max(0, s.p.People[k].MaxTotal-n)
		s.total[k] = n + left - left/threads
	}
}

// link enters an audit's seats in the lists of their people.
func (s *state) link(a int32) {
	if s.at[a] < 0 {
		return
	}
	au := &s.p.Audits[a]
	for at := au.Seat0; at < au.Seat0+au.Seats; at++ {
		who := s.p.Cands[s.held[at]].Who
		s.prev[at], s.next[at] = -1, s.head[who]
		if s.next[at] >= 0 {
			s.prev[s.next[at]] = at
		}
		s.head[who] = at
	}
}

// join adds up what the threads did. Load is not simply the sum: two threads may
// have brought one person over a target that neither saw passed.
func (c *crew) join() {
	s, p := &c.main.state, c.p
	cost, out := s.cost, s.out
	for _, t := range c.threads {
		s.cost += t.cost - cost
		s.out += t.out - out
	}
	for k := range p.People {
		who, total := &p.People[k], int32(0)
		for x := k * p.Periods; x < (k+1)*p.Periods; x++ {
			was, now := s.load[x], s.load[x]
			for _, t := range c.threads {
				now += t.load[x] - was
				s.cost -= int(p.Load(who, t.load[x]) - p.Load(who, was))
			}
			s.cost += int(p.Load(who, now) - p.Load(who, was))
			s.load[x] = now
			total += now
		}
		s.total[k], s.head[k] = total, -1
	}
	for a := range p.Audits {
		s.link(int32(a))
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
