package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/compact"
	"github.com/certwright/certwright/domain/planning/explain"
	"github.com/certwright/certwright/domain/planning/solve"
)

// How often a search writes down how far it is, looks whether it is to end, and
// how long it may explain what it left out.
const (
	tellEvery    = 400 * time.Millisecond
	explainWhile = 10 * time.Second
)

// SolvePlan searches for the plan of a run (job solve_plan). The best plan is
// kept as the search goes on: when its worker dies another takes the run from
// there, with the time that is left. Who was overtaken writes nothing more.
func (a *App) SolvePlan(ctx context.Context, j Job) error {
	s, err := a.beginSearch(ctx, j)
	if err != nil {
		return err
	}
	if s == nil { // cancelled before it began
		return a.claim(ctx, j, func(Tx, time.Time) error { return nil })
	}
	plan, failed := s.search(ctx)
	if ctx.Err() != nil && !s.stopped {
		return domain.E(domain.Unavailable, "interrupted", "The worker stops; another goes on with the search.")
	}
	if failed == nil {
		s.explain(ctx, plan)
	}
	err = a.claim(ctx, j, func(tx Tx, at time.Time) error { return s.end(tx, at, plan, failed) })
	if errors.Is(err, errOvertaken) {
		return nil
	}
	return err
}

// errOvertaken leaves the job to the worker that took the run over.
var errOvertaken = errors.New("another worker has this run")

// search is one worker at one run.
type search struct {
	*App
	run     PlanRun
	in      *planning.Instance
	from    *planning.Plan // the best plan of whoever worked on it before
	last    PlanPoint
	stopped bool // the planner takes what there is
}

// beginSearch takes the run for this attempt of the job.
func (a *App) beginSearch(ctx context.Context, j Job) (*search, error) {
	s := &search{App: a}
	err := a.write(ctx, func(tx Tx) (err error) {
		if s.run, err = tx.PlanRun(j.Object); err != nil || s.run.State.Ended() {
			return err
		}
		s.run.State, s.run.Holder, s.run.Begun = PlanRunning, j.Attempt, s.run.Begun+1
		if s.run.BegunAt.IsZero() {
			s.run.BegunAt = a.now()
		}
		if err := tx.SavePlanRun(&s.run); err != nil {
			return err
		}
		if s.in, err = problemOf(tx, s.run.ID); err != nil {
			return err
		}
		if s.from, err = planOf(tx, s.run.ID); err != nil {
			return err
		}
		if err := s.claim(tx); err != nil {
			return err
		}
		points, err := tx.PlanPoints(s.run.ID, 0)
		if n := len(points); n > 0 {
			s.last = points[n-1]
		}
		return err
	})
	if err != nil || s.run.State.Ended() {
		return nil, err
	}
	return s, nil
}

// claim gives a run that was begun when there were no claims what nobody has.
func (s *search) claim(tx Tx) error {
	own, _, err := claimsOf(tx, s.run.ID)
	if err != nil || len(own) > 0 {
		return err
	}
	_, err = tx.ClaimAudits(s.run.ID, mayMove(s.in))
	return err
}

// search goes on until its time is up, the planner stops it, or the worker does.
func (s *search) search(ctx context.Context) (*planning.Plan, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	watched := make(chan struct{})
	go func() { defer close(watched); s.watch(ctx, cancel) }()
	defer func() { cancel(); <-watched }()

	before, asked := s.last, s.run.Asked
	o := solve.Options{Seed: asked.Seed, Around: asked.Around, Gentle: len(asked.Around) > 0,
		NoBound: before.Bound > 0 || len(asked.Around) > 0}
	if asked.Seconds > 0 {
		o.Time = max(time.Duration(asked.Seconds)*time.Second-time.Duration(before.MS)*time.Millisecond, time.Second)
	}
	if asked.Moves > 0 {
		o.Iterations = max(asked.Moves-before.Moves, 1)
	}
	switch {
	case s.from != nil:
		o.From = s.from.Audits
	case s.in.Baseline != nil:
		o.From = s.in.Baseline.Plan
	}
	told := time.Duration(-1)
	o.Progress = func(p solve.Progress) {
		if told >= 0 && p.Elapsed < told+tellEvery && p.Done < 100 {
			return
		}
		told = p.Elapsed
		mine, err := s.tell(ctx, before, p)
		if err != nil {
			s.Log.Warn("plan progress", "run", string(s.run.ID), "error", err.Error())
		} else if !mine || s.last.Bound > 0 && s.last.Cost <= s.last.Bound { // proved the best there is: nothing is left to search
			cancel()
		}
	}
	plan, err := solve.Compiled(ctx, compact.Compile(s.in), o)
	if err == nil {
		plan.Bound = min(max(plan.Bound, before.Bound), plan.Cost)
	}
	return plan, err
}

// tell keeps a point of the curve, and the plan when it is a better one. It is
// false when the run was cancelled or another works on it.
func (s *search) tell(ctx context.Context, before PlanPoint, p solve.Progress) (mine bool, err error) {
	now := PlanPoint{N: s.last.N + 1, MS: before.MS + int(p.Elapsed.Milliseconds()), Cost: p.Cost,
		Bound: min(max(p.Bound, before.Bound), p.Cost), LeftOut: p.LeftOut, Moves: before.Moves + p.Iterations, Done: p.Done}
	err = s.Store.Write(context.WithoutCancel(ctx), func(tx Tx) error {
		if mine, err = tx.InsertPlanPoint(s.run.ID, s.run.Holder, now); err != nil || !mine {
			return err
		}
		if s.last.N == 0 || now.Cost < s.last.Cost {
			_, err = keepPlan(tx, s.run.ID, p.Plan())
		}
		return err
	})
	if err == nil && mine {
		s.last = now
	}
	return mine, err
}

// watch ends the search when the planner wants it ended.
func (s *search) watch(ctx context.Context, end context.CancelFunc) {
	tick := time.NewTicker(tellEvery)
	defer tick.Stop()
	for {
		var r PlanRun
		err := s.Store.Read(ctx, func(tx Tx) (err error) { r, err = tx.PlanRun(s.run.ID); return err })
		if err == nil && (r.Stop || r.State.Ended() || r.Holder != s.run.Holder) {
			s.stopped = r.Stop
			end()
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// end keeps what was found, with the reasons for what was left out. The run still
// claims what its plan would place or move, and nothing when there is none.
func (s *search) end(tx Tx, at time.Time, plan *planning.Plan, failed error) error {
	r, err := tx.PlanRun(s.run.ID)
	if err != nil || r.State.Ended() {
		return err
	}
	if r.Holder != s.run.Holder {
		return errOvertaken
	}
	r.EndedAt, r.State = at, PlanDone
	act := Act{Verb: "make_plan", Kind: "plan_run", Object: r.ID}
	var claims []string
	if failed != nil {
		s.Log.Error("plan", "run", string(r.ID), "error", failed.Error())
		r.State, r.Problem, act.Verb = PlanFailed, plainly(failed), "fail_plan"
		act.Summary = "The search failed: " + r.Problem
	} else {
		r.Cost, r.Bound, r.LeftOut = plan.Cost, plan.Bound, len(s.in.Audits)-len(plan.Audits)
		if r.PlanHash, err = keepPlan(tx, r.ID, plan); err != nil {
			return err
		}
		act.Summary, claims = r.summary(), wouldMove(s.in, plan)
	}
	if err := tx.SavePlanRun(&r); err != nil {
		return err
	}
	if err := tx.KeepPlanClaims(r.ID, claims); err != nil {
		return err
	}
	act.State = r
	return s.record(tx, domain.SystemActor("job"), at, act)
}

// summary says how the plan was made, as it stands in the ledger.
func (r PlanRun) summary() string {
	return fmt.Sprintf("A plan of %s: %d euro, no plan below %d, %d left out; seed %d, prices %s, begun %d time(s).",
		r.Asked.Due, r.Cost, r.Bound, r.LeftOut, r.Asked.Seed, r.Prices, r.Begun)
}

// explain gives a plan its reasons, within some seconds.
func (s *search) explain(ctx context.Context, plan *planning.Plan) {
	ctx, stop := context.WithTimeout(ctx, explainWhile)
	defer stop()
	plan.Reasons = explain.LeftOut(ctx, compact.Compile(s.in), plan)
}
