package jobs

import (
	"context"

	"golang.org/x/sync/errgroup"

	"github.com/certwright/certwright/domain/app"
)

// sweepPage is how many jobs the sweep takes at a time.
const sweepPage = 100

// sweep does the jobs that were due more than three seconds ago and are not
// done, straight from the database: those that the queue lost, those whose
// worker died, and those that never got there because there is no Redis.
func (r *Runner) sweep(ctx context.Context) error {
	for ctx.Err() == nil {
		old := r.app.Clock.Now().Add(-sweepAfter)
		jobs, err := r.app.TakeJobs(ctx, old, old, sweepPage)
		if err != nil || len(jobs) == 0 {
			return err
		}
		r.runAll(ctx, jobs)
	}
	return ctx.Err()
}

func (r *Runner) runAll(ctx context.Context, jobs []app.Job) {
	var group errgroup.Group
	group.SetLimit(r.workers)
	for _, j := range jobs {
		group.Go(func() error {
			if ctx.Err() == nil {
				r.run(ctx, j)
			}
			return nil
		})
	}
	_ = group.Wait()
}
