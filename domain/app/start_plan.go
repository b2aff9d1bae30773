package app

import (
	"context"
	"fmt"

	"github.com/certwright/certwright/domain"
)

// The longest search that may be asked for, in seconds.
const longestSearch = 3600

// StartPlan begins to plan a period: the problem is made now, in one consistent
// read, and a worker searches for as long as was asked. Several may be open as
// long as no audit is in two of them, because two proposals of the same audit
// cannot both be taken: a booking that another may move stays where it is; an
// audit without dates that another is to place refuses the start, unless the rest
// was asked for.
func (a *App) StartPlan(ctx context.Context, actor domain.Actor, asked PlanAsked) (PlanRun, error) {
	if err := mustPlan(actor); err != nil {
		return PlanRun{}, err
	}
	if err := asked.check(); err != nil {
		return PlanRun{}, err
	}
	y, left, err := a.planBeside(ctx, asked)
	if err != nil {
		return PlanRun{}, err
	}
	claims := mayMove(y.Instance)
	if len(claims) == 0 {
		claims = left // nothing is left to plan: those who have it say so
	} else if len(left) > 0 {
		y.Notes = append(y.Notes, fmt.Sprintf("Other plans that are open have %s: left as they are.", someOf(left)))
	}
	asked.Due, asked.Keep, asked.Notice = y.Asked.Due, y.Asked.Keep, y.Notice
	r := PlanRun{ID: a.NewID(), Kind: PlanPeriod, State: PlanWaiting, Asked: asked, Prices: pricesOf(y.Instance), Notes: y.Notes,
		StartedBy: actor.Name, CreatedAt: a.now()}
	err = a.write(ctx, func(tx Tx) error {
		if err := tx.SavePlanRun(&r); err != nil {
			return err
		}
		if err := claimAudits(tx, r, claims); err != nil {
			return err
		}
		if err := keepProblem(tx, r.ID, y.Instance); err != nil {
			return err
		}
		return a.queuePlan(tx, actor, r, fmt.Sprintf("A search for a plan of what is due %s was started: %d audit(s), %d seconds, seed %d.",
			asked.Due, len(claims), asked.Seconds, asked.Seed))
	})
	return r, err
}

// planBeside makes the instance of a period beside the plans that are open: left
// is what they have and this one leaves as it is.
func (a *App) planBeside(ctx context.Context, asked PlanAsked) (out Year, left []string, err error) {
	err = a.Store.Read(ctx, func(tx Tx) error {
		y, err := a.readYear(tx, YearAsked{Due: asked.Due, Keep: asked.Keep, Urgent: asked.Urgent})
		if err != nil {
			return err
		}
		claims, err := tx.PlanClaims()
		if err != nil {
			return err
		}
		left = y.yield(claims, asked.Rest)
		out = y.plan()
		return out.Instance.Check()
	})
	return out, left, err
}

// check says what cannot be asked; a run without a seed gets the first.
func (p *PlanAsked) check() error {
	var f domain.Fault
	if p.Seconds < 0 || p.Seconds > longestSearch {
		f.Add("seconds", "lies between 1 and %d", longestSearch)
	}
	if p.Moves < 0 || p.Seconds == 0 && p.Moves == 0 {
		f.Add("seconds", "or moves say when the search ends")
	}
	if p.Seed == 0 {
		p.Seed = 1
	}
	return f.Err()
}

// queuePlan writes the job of a run and that it was begun.
func (a *App) queuePlan(tx Tx, actor domain.Actor, r PlanRun, what string) error {
	at := a.now()
	if err := a.job(tx, at, "solve_plan", fmt.Sprintf("solve_plan:%s:%d", r.ID, r.Version), r.ID, nil, at); err != nil {
		return err
	}
	return a.record(tx, actor, at, Act{Verb: "start_plan", Kind: "plan_run", Object: r.ID, Summary: what})
}

// StopPlan asks a running search to end and to keep the best plan it has. One
// that has not begun yet is cancelled.
func (a *App) StopPlan(ctx context.Context, actor domain.Actor, id domain.ID) (PlanRun, error) {
	return a.endPlan(ctx, actor, id, "stop_plan", func(r *PlanRun) {
		r.Stop = true
		if r.State == PlanWaiting {
			r.State, r.EndedAt = PlanCancelled, a.now()
		}
	})
}

// CancelPlan ends a search, whatever its worker does, and keeps no plan.
func (a *App) CancelPlan(ctx context.Context, actor domain.Actor, id domain.ID) (PlanRun, error) {
	return a.endPlan(ctx, actor, id, "cancel_plan", func(r *PlanRun) { r.State, r.EndedAt = PlanCancelled, a.now() })
}

func (a *App) endPlan(ctx context.Context, actor domain.Actor, id domain.ID, verb string, change func(r *PlanRun)) (PlanRun, error) {
	if err := mustPlan(actor); err != nil {
		return PlanRun{}, err
	}
	var r PlanRun
	err := a.write(ctx, func(tx Tx) (err error) {
		if r, err = tx.PlanRun(id); err != nil {
			return err
		}
		if r.State.Ended() {
			return domain.E(domain.Conflict, "plan_ended", "This search has ended already: %s.", r.State)
		}
		change(&r)
		if err := tx.SavePlanRun(&r); err != nil {
			return err
		}
		if r.State == PlanCancelled {
			if err := tx.KeepPlanClaims(r.ID, nil); err != nil {
				return err
			}
		}
		return a.record(tx, actor, a.now(), Act{Verb: verb, Kind: "plan_run", Object: r.ID,
			Summary: map[bool]string{true: "The search was cancelled.", false: "The search was stopped; the best plan so far is kept."}[r.State == PlanCancelled]})
	})
	return r, err
}

// PlanRuns lists the searches, newest first.
func (a *App) PlanRuns(ctx context.Context, actor domain.Actor, l List) (page Page[PlanRun], err error) {
	if err := mustPlan(actor); err != nil {
		return page, err
	}
	err = a.Store.Read(ctx, func(tx Tx) error { page, err = tx.PlanRunList(l); return err })
	return page, err
}

// PlanProgress is a search as it stands, with its points after a number.
func (a *App) PlanProgress(ctx context.Context, actor domain.Actor, id domain.ID, after int) (r PlanRun, points []PlanPoint, err error) {
	if err := mustPlan(actor); err != nil {
		return r, nil, err
	}
	err = a.Store.Read(ctx, func(tx Tx) error {
		if r, err = tx.PlanRun(id); err != nil {
			return err
		}
		points, err = tx.PlanPoints(id, after)
		return err
	})
	return r, points, err
}
