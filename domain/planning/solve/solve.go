// Package solve finds plans. It starts with a quick whole plan and then walks
// from plan to plan, always legal, at first taking changes that cost more and
// later only those that cost less: a new person for a seat or a new start for a
// team, drawn from the heat bath; now and then it takes out several audits that
// have to do with each other and plans them again. It can be stopped at any
// time and never answers "infeasible": what has no place is left out and paid for.
//
// It counts in integers and draws from one seeded generator: the same seed,
// iterations and threads give the same plan on every machine.
package solve

import (
	"context"
	"slices"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/bound"
	"github.com/certwright/certwright/domain/planning/check"
	"github.com/certwright/certwright/domain/planning/compact"
)

// Options say how to search. Iterations or Time must be given; whichever ends
// first counts. With Time alone the plan depends on the machine's speed.
type Options struct {
	Seed       uint64
	Threads    int                // 0 means 1
	Iterations int                // moves, over all threads
	Time       time.Duration      // wall time, from Began
	Began      time.Time          // zero: when Solve is called
	Clock      domain.Clock       // nil: the wall clock
	From       []planning.Planned // a plan to start from; what does not fit is planned anew
	Gentle     bool               // stay near the plan to start from
	Around     []string           // look for changes around these audits only
	NoBound    bool
	Progress   func(Progress) // called now and then, never at the same time twice
}

// Progress tells how far a search is.
type Progress struct {
	Cost       int           `json:"cost"`  // of the best plan so far, euro
	Bound      int           `json:"bound"` // no plan is cheaper; 0 when not known yet
	LeftOut    int           `json:"leftOut"`
	Iterations int           `json:"iterations"`
	Elapsed    time.Duration `json:"elapsed"`
	Done       int           `json:"done"` // per cent

	Plan func() *planning.Plan `json:"-"` // the best plan so far; to be called before Progress returns
}

// Gap is how far the plan can be from the best one at most, as a part of its cost.
func (p Progress) Gap() float64 {
	if p.Cost == 0 {
		return 0
	}
	return float64(p.Cost-p.Bound) / float64(p.Cost)
}

// Solve plans an instance. Every plan it returns has been judged by package
// check; should that ever refuse one, Solve says so instead of handing it out.
func Solve(ctx context.Context, in *planning.Instance, o Options) (*planning.Plan, error) {
	return Compiled(ctx, compact.Compile(in), o)
}

// Compiled is Solve for an instance compiled before.
func Compiled(ctx context.Context, p *compact.Problem, o Options) (*planning.Plan, error) {
	if o.Clock == nil {
		o.Clock = domain.WallClock{}
	}
	if o.Began.IsZero() {
		o.Began = o.Clock.Now()
	}
	if o.Iterations <= 0 && o.Time <= 0 {
		return nil, domain.E(domain.Invalid, "no_end", "A search needs a time, a number of iterations, or both.")
	}
	r := &run{o: o, crew: newCrew(p, o.Seed, max(1, o.Threads))}
	r.begin(ctx)
	if !o.NoBound || r.tempers() {
		r.bound(ctx)
	}
	r.search(ctx)
	plan := r.best.plan(p)
	plan.Bound = min(r.lower, plan.Cost)
	if v := check.Judge(p.In, plan); !v.Feasible {
		return nil, domain.Violated("plan_refused", "The search made a plan that breaks a rule; it is not handed out.", v.Findings)
	}
	return plan, nil
}

// run is one search from beginning to end.
type run struct {
	o     Options
	crew  *crew
	relay *relay // nil where using people has no price
	best  best
	lower int
	tolls *bound.Tolls  // for few audits
	start time.Duration // when the search itself began
	moves int
	said  time.Duration
}

// best is the best plan so far.
type best struct {
	at, held []int32
	cost     int
	out      int
}

func (b *best) keep(s *state) {
	if b.at == nil || s.cost-s.paid() < b.cost {
		b.copy(s)
	}
}

func (b *best) copy(s *state) {
	b.at, b.held = append(b.at[:0], s.at...), append(b.held[:0], s.held...)
	b.cost, b.out = s.cost-s.paid(), s.out
}

func (r *run) elapsed() time.Duration { return r.o.Clock.Now().Sub(r.o.Began) }

// done is the share of the search that is done, in 1/65536. Where moves are counted
// the clock has a say only when it is far ahead of them: moves that end well within
// the time are the same ones on every machine.
func (r *run) done() int64 {
	moves := int64(0)
	if r.o.Iterations > 0 {
		moves = min(int64(r.moves)<<16/int64(r.o.Iterations), 1<<16)
	}
	if clock := r.clock(); r.o.Iterations <= 0 || clock > max(1<<13, 2*moves) || clock == 1<<16 {
		return max(moves, clock)
	}
	return moves
}

// clock is the share of the time that is over, in 1/65536; where moves are counted,
// of the time since the search itself began.
func (r *run) clock() int64 {
	total, over := r.o.Time, r.elapsed()
	if total <= 0 {
		return 0
	}
	if r.o.Iterations > 0 {
		total, over = max(0, total-r.start), over-r.start
	}
	return min(int64(over)<<10/(int64(total)>>6+1), 1<<16)
}

func (r *run) begin(ctx context.Context) {
	s := r.crew.main
	s.adopt(r.o.From)
	r.crew.around(r.o.Around)
	s.construct(ctx)
	r.best.keep(&s.state)
	r.say(true)
}

// bound spends a thirtieth of the time on a lower bound and the tolls that come
// with it; with iterations alone, a number of rounds that does not depend on the
// machine, which a time given as well cuts short only when it is scarce.
func (r *run) bound(ctx context.Context) {
	o := bound.Options{Threads: r.o.Threads}
	if r.o.Iterations > 0 {
		o.Rounds = 100
	}
	if r.o.Time > 0 && !(r.o.Iterations > 0 && r.tempers()) { // the walk depends on the tolls
		part := time.Duration(30)
		if r.o.Iterations > 0 {
			part = 8 // so that the rounds end, and not the time
		}
		stop := r.elapsed() + (r.o.Time-r.elapsed())/part
		o.Enough = func() bool { return r.elapsed() > stop }
	}
	found := bound.Lower(ctx, r.crew.p, o)
	if r.tempers() {
		r.tolls = found.Tolls()
	}
	if !r.o.NoBound {
		r.lower = found.Bound
	}
	r.say(true)
}

// few is how many audits are few: there is time to walk several plans of them.
// For some hundreds there is time to cool further down than for thousands.
const (
	few      = 150
	hundreds = 600
)

// search walks until its time is over.
func (r *run) search(ctx context.Context) {
	r.start = r.elapsed()
	m := usual
	if len(r.crew.p.Audits) <= few {
		m = packed
	} else if len(r.crew.p.Audits) <= hundreds {
		m.cold = 6 * 256
	}
	if len(r.o.Around) == 0 && r.retained() {
		r.relay = newRelay(r.crew.main)
		r.relay.budget()
	}
	if r.o.Gentle {
		m.hot, m.cold = 60*256, 5*256
	}
	if len(r.o.Around) > 0 {
		m = nearby
	}
	if r.tempers() {
		r.temper(ctx, &m)
	}
	r.anneal(ctx, &m)
	r.say(true)
}

// retained tells whether using somebody at all has a price.
func (r *run) retained() bool {
	return slices.ContainsFunc(r.crew.p.People, func(k compact.Person) bool { return k.Use > 0 })
}

// tempers tells whether several plans are walked at as many temperatures.
func (r *run) tempers() bool {
	return len(r.crew.p.Audits) <= few && !r.o.Gentle && len(r.o.Around) == 0 && !r.retained()
}

// going tells whether there is time left and something to gain.
func (r *run) going(ctx context.Context) bool {
	return r.done() < 1<<16 && ctx.Err() == nil && r.best.cost > r.lower
}

// allowed tells whether so many more moves are within the number asked for.
func (r *run) allowed(moves int) bool {
	return r.o.Iterations <= 0 || r.moves+moves <= r.o.Iterations
}

// anneal searches while it cools down.
func (r *run) anneal(ctx context.Context, m *mixture) {
	heat, batch := newCooling(m.hot, m.cold), m.batch*max(1, len(r.crew.threads))
	for r.going(ctx) {
		moves := batch
		if r.o.Iterations > 0 {
			moves = min(moves, r.o.Iterations-r.moves)
		}
		if r.relay != nil && r.relay.due(r.moves) {
			r.crew.main.warm(m.cold)
			r.relay.relay(&r.best, moves)
		} else {
			r.crew.run(heat.at(r.done()), moves, m)
		}
		r.moves += moves
		if !r.attempting() {
			r.best.keep(&r.crew.main.state)
		}
		r.say(false)
	}
}

// attempting tells whether the state is no plan just now.
func (r *run) attempting() bool { return r.relay != nil && r.relay.under }

// reset goes back to the best plan.
func (s *search) reset(b *best) {
	for a := range s.at {
		if s.at[a] >= 0 {
			s.take(int32(a))
		}
	}
	for a, at := range b.at {
		if at >= 0 {
			s.put(int32(a), at, b.held[s.p.Audits[a].Seat0:])
		}
	}
}

// say reports progress a few times a second.
func (r *run) say(now bool) {
	if r.o.Progress == nil {
		return
	}
	t := r.elapsed()
	if !now && t < r.said+200*time.Millisecond {
		return
	}
	r.said = t
	r.o.Progress(Progress{Cost: r.best.cost, Bound: min(r.lower, r.best.cost), LeftOut: r.best.out, Iterations: r.moves, Elapsed: t, Done: int(r.done() * 100 >> 16),
		Plan: func() *planning.Plan { return r.best.plan(r.crew.p) }})
}
