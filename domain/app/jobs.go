package app

import (
	"context"
	"time"

	"github.com/certwright/certwright/domain"
)

// claim runs the effect of a job in the very transaction that marks it done.
// When another did it already there is no effect and no error.
func (a *App) claim(ctx context.Context, j Job, effect func(tx Tx, at time.Time) error) error {
	at := a.now()
	return a.write(ctx, func(tx Tx) error {
		mine, err := tx.ClaimJob(j.ID, at)
		if err != nil || !mine {
			return err
		}
		return effect(tx, at)
	})
}

// TakeJobs takes due jobs to put them into the queue or to run them: those never
// sent, and those sent before a time and still not done. A job is taken by one
// caller; its attempt is the number under which that caller may go on with it.
func (a *App) TakeJobs(ctx context.Context, due, sentBefore time.Time, limit int) ([]Job, error) {
	var found, taken []Job
	err := a.Store.Read(ctx, func(tx Tx) (err error) {
		found, err = tx.Unsent(due, sentBefore, limit)
		return err
	})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	at := a.now()
	err = a.Store.Write(ctx, func(tx Tx) error {
		taken = taken[:0]
		for _, j := range found {
			mine, err := tx.MarkSent(j.ID, j.Attempt, at)
			if err != nil {
				return err
			}
			if mine {
				j.Attempt++
				taken = append(taken, j)
			}
		}
		return nil
	})
	return taken, err
}

// JobToRun is a job as it stands now.
func (a *App) JobToRun(ctx context.Context, id domain.ID) (j Job, err error) {
	err = a.Store.Read(ctx, func(tx Tx) error { j, err = tx.Job(id); return err })
	return j, err
}

// StillRunning keeps others from starting a job that is being worked on.
func (a *App) StillRunning(ctx context.Context, id domain.ID) error {
	return a.Store.Write(ctx, func(tx Tx) error { return tx.TouchJob(id, a.now()) })
}

// JobFailed notes why a job failed, and when it is tried again; giveUp parks it
// where a person sees it.
func (a *App) JobFailed(ctx context.Context, id domain.ID, why error, after time.Duration, giveUp bool) error {
	message := why.Error()
	if len(message) > 2000 {
		message = message[:2000]
	}
	return a.Store.Write(ctx, func(tx Tx) error { return tx.MarkError(id, message, a.now().Add(after), giveUp) })
}

// RetryJob starts a parked job again.
func (a *App) RetryJob(ctx context.Context, actor domain.Actor, id domain.ID) error {
	if !actor.Is(domain.Admin) {
		return domain.MayNot("Only an admin starts a job again.")
	}
	at := a.now()
	return a.write(ctx, func(tx Tx) error {
		j, err := tx.Job(id)
		if err != nil {
			return err
		}
		if err := tx.Revive(id, at); err != nil {
			return err
		}
		return a.record(tx, actor, at, Act{Verb: "retry_job", Kind: "job", Object: id, Summary: "The job " + j.Kind + " is tried again."})
	})
}

// Jobs is a page of jobs and how many of each kind are in each state.
func (a *App) Jobs(ctx context.Context, actor domain.Actor, l List) (out Page[Job], counts []JobCount, err error) {
	if !actor.Is(domain.Admin, domain.System) {
		return out, nil, domain.MayNot("Only an admin sees the jobs.")
	}
	err = a.Store.Read(ctx, func(tx Tx) error {
		if out, err = tx.JobList(l); err != nil {
			return err
		}
		counts, err = tx.JobCounts()
		return err
	})
	return out, counts, err
}

// PlanDay writes the jobs of the day that are due whatever happened. Their keys
// hold the day, so that many processes may plan it, and one that was down in
// the night makes up for it when it starts.
func (a *App) PlanDay(ctx context.Context) error {
	today, err := a.Today(ctx)
	if err != nil {
		return err
	}
	at := a.now()
	return a.write(ctx, func(tx Tx) error {
		for _, kind := range []string{"expire_certificates", "reconcile"} {
			if err := a.job(tx, at, kind, kind+":"+today.String(), "", nil, at); err != nil {
				return err
			}
		}
		return nil
	})
}
