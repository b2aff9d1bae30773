package solve

import (
	"context"
	"sync"

	"github.com/certwright/certwright/domain/planning/bound"
)

// tempering walks several plans at once, each at its own temperature, and now
// and then changes the plans of two neighbours: a good one cools down, one that
// is stuck warms up again. The hottest pays all tolls, the coldest none. For a
// few dozen audits that finds better plans than cooling one of them slowly, time
// after time.
type tempering struct {
	walks  []*search // hottest first
	heats  []int64   // beside walks, 1/256 euro
	shares []int32   // beside walks: of the tolls, in 1/256
	r      random
}

const (
	levels  = 9         // temperatures
	stretch = 50        // moves of each plan between two exchanges
	hottest = 250 * 256 // 1/256 euro
	coldest = 8 * 256
)

// newTempering begins everywhere with the plan of one search, which walks on as
// the coldest. Large teams are drawn more often: where they meet decides what is
// left for the others.
func newTempering(first *search, prices *bound.Tolls) *tempering {
	t := &tempering{r: random{first.r.next()}}
	from := best{at: first.at, held: first.held}
	for i := range levels {
		s := first
		if i < levels-1 {
			s = newSearch(first.p, 0)
			s.reset(&from)
		}
		s.r = random{t.r.next()}
		s.own = append(s.own, s.seatOf...)
		s.tolls.of = prices
		s.pay(int32(256 * (levels - 1 - i) / (levels - 1)))
		t.walks, t.heats, t.shares = append(t.walks, s), append(t.heats, between(hottest, coldest, i, levels-1)), append(t.shares, s.tolls.share)
	}
	return t
}

// walk moves each plan, on so many threads.
func (t *tempering) walk(m *mixture, threads int) {
	if threads < 2 {
		for i, s := range t.walks {
			s.walk(t.heats[i], stretch, m)
		}
		return
	}
	var done sync.WaitGroup
	for n := range threads {
		done.Go(func() {
			for i := n; i < levels; i += threads {
				t.walks[i].walk(t.heats[i], stretch, m)
			}
		})
	}
	done.Wait()
}

// exchange offers each pair of neighbours, by turns the even and the odd ones,
// to change plans: always when that suits both temperatures together, else with
// the chance that keeps both at theirs. Each plan pays the tolls of where it is.
func (t *tempering) exchange(round int) {
	for i := round & 1; i+1 < levels; i += 2 {
		hot, cold := t.walks[i], t.walks[i+1]
		h, c := hot.cost, cold.cost
		hot.pay(t.shares[i+1])
		cold.pay(t.shares[i])
		dearer := int64(cold.cost-h)<<(8+logBits)/t.heats[i] + int64(hot.cost-c)<<(8+logBits)/t.heats[i+1]
		if dearer > 0 && dearer > chances[t.r.next()>>52] {
			hot.pay(t.shares[i])
			cold.pay(t.shares[i+1])
			continue
		}
		hot.state, cold.state = cold.state, hot.state
	}
}

// temper searches at all temperatures until only the last part is left, which
// goes downhill from the best plan.
func (r *run) temper(ctx context.Context, m *mixture) {
	t := newTempering(r.crew.main, r.tolls)
	for round := 0; r.going(ctx) && r.done() < downhill && r.allowed(levels*stretch); round++ {
		t.walk(m, max(1, r.o.Threads))
		r.moves += levels * stretch
		for _, s := range t.walks {
			r.best.keep(&s.state)
		}
		t.exchange(round)
		r.say(false)
	}
	r.crew.main.reset(&r.best)
}
