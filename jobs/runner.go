package jobs

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/hibiken/asynq"
	"golang.org/x/sync/errgroup"

	"github.com/certwright/certwright/domain/app"
)

// Runner does the jobs of one process. Any number of them may run on one
// database; none of them leads.
type Runner struct {
	app     *app.App
	redis   asynq.RedisConnOpt
	queue   *asynq.Client
	prefix  string // of the queue names
	workers int
	tasks   map[string]task
	log     *slog.Logger
	nudged  chan struct{}
	running sync.Map // IDs of the jobs this process is doing
}

// Config is what a Runner needs.
type Config struct {
	App     *app.App
	Redis   asynq.RedisConnOpt
	Queue   string // head of the queue names, so that two bodies may share a Redis; "certwright" when empty
	Log     *slog.Logger
	Workers int // jobs at once; 8 when 0
}

// New makes a Runner. Its Nudge goes into App.Nudge.
func New(c Config) *Runner {
	r := &Runner{
		app: c.App, redis: c.Redis, queue: asynq.NewClient(c.Redis), prefix: c.Queue, workers: c.Workers,
		tasks: tasks, log: c.Log, nudged: make(chan struct{}, 1),
	}
	if r.prefix == "" {
		r.prefix = "certwright"
	}
	if r.workers < 1 {
		r.workers = 8
	}
	if r.log == nil {
		r.log = slog.Default()
	}
	return r
}

// Nudge says that jobs or ledger entries were just committed. It never waits.
func (r *Runner) Nudge() {
	select {
	case r.nudged <- struct{}{}:
	default:
	}
}

// How often each loop looks by itself, and how long a job may have been on its
// way before the sweep does it.
const (
	relayEvery = time.Second
	sweepEvery = time.Second
	sweepAfter = 3 * time.Second
	dayEvery   = time.Minute
)

// Work does the jobs. When ctx ends it finishes what it began, or leaves it to
// others after ten seconds.
func (r *Runner) Work(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return r.every(ctx, sweepEvery, "sweep", r.sweep) })
	group.Go(func() error { return r.every(ctx, dayEvery, "day", r.app.PlanDay) })
	group.Go(func() error { return r.every(ctx, dayEvery, "sessions", r.app.SweepSessions) })
	group.Go(func() error { return r.every(ctx, dayEvery, "keys", r.app.SweepKeys) })
	group.Go(func() error { return r.every(ctx, dayEvery, "imports", r.app.SweepImports) })
	group.Go(func() error { return r.workQueue(ctx) })
	return ended(group.Wait())
}

func ended(err error) error {
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// Relay hands jobs to the queue and sequences the ledger until ctx ends: what
// every process that writes does, also one that works no jobs. It looks at once
// when nudged, and each second for what others wrote and what became due.
func (r *Runner) Relay(ctx context.Context) error {
	defer r.queue.Close()
	tick := time.NewTicker(relayEvery)
	defer tick.Stop()
	for {
		r.note(ctx, "ledger", r.app.Sequence(ctx))
		r.note(ctx, "relay", r.relay(ctx))
		select {
		case <-ctx.Done():
			return ended(ctx.Err())
		case <-r.nudged:
		case <-tick.C:
		}
	}
}

// every runs a step now and then for ever; an error is logged and the step runs
// again at its next time.
func (r *Runner) every(ctx context.Context, pause time.Duration, name string, step func(context.Context) error) error {
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for {
		r.note(ctx, name, step(ctx))
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

func (r *Runner) note(ctx context.Context, step string, err error) {
	if err != nil && ctx.Err() == nil {
		r.log.Warn("jobs", "step", step, "error", err.Error())
	}
}
