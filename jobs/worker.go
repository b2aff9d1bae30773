package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"time"

	"github.com/hibiken/asynq"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

// workQueue takes jobs from the queue until ctx ends. Redis may come and go: what
// it does not bring, the sweep does.
func (r *Runner) workQueue(ctx context.Context) error {
	for {
		server := asynq.NewServer(r.redis, asynq.Config{
			Concurrency:              r.workers,
			Queues:                   map[string]int{r.prefix + "-" + usual: 3, r.prefix + "-" + slow: 1},
			Logger:                   quiet{r.log},
			ShutdownTimeout:          10 * time.Second,
			TaskCheckInterval:        200 * time.Millisecond,
			DelayedTaskCheckInterval: time.Second,
			HealthCheckInterval:      time.Minute,
		})
		err := server.Start(asynq.HandlerFunc(r.handle))
		if err == nil {
			<-ctx.Done()
			server.Shutdown()
			return ctx.Err()
		}
		r.note(ctx, "queue", err)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(5 * time.Second):
		}
	}
}

// handle runs what the queue brings. It never returns an error: whether and when
// a job is tried again is written in its row, not in Redis.
func (r *Runner) handle(ctx context.Context, t *asynq.Task) error {
	name, _ := asynq.GetTaskID(ctx)
	id, attempt, ok := fromTaskID(name)
	if !ok || string(t.Payload()) != string(id) {
		r.log.Error("the queue holds something that is no job of ours", "type", t.Type(), "name", name)
		return nil
	}
	j, err := r.app.JobToRun(ctx, id)
	switch {
	case domain.KindOf(err) == domain.Unknown && err != nil:
		r.log.Error("the queue names a job that is not there", "job", id)
	case err != nil:
		r.note(ctx, "worker", err)
	case j.State == app.JobPending && j.Attempt == attempt: // else another has it, or it is done
		r.run(ctx, j)
	}
	return nil
}

// mostAttempts parks a job that was begun over and over without an error of its
// own: it takes its worker down with it.
const mostAttempts = 100

// run does one job, and writes down what came of it when it failed. A job that
// this process is doing already is left alone: the sweep may find it while a
// busy database lets it wait.
func (r *Runner) run(ctx context.Context, j app.Job) {
	if _, busy := r.running.LoadOrStore(j.ID, true); busy {
		return
	}
	defer r.running.Delete(j.ID)
	t, known := r.tasks[j.Kind]
	var err error
	switch {
	case !known:
		err = domain.E(domain.Invalid, "unknown_kind", "Nobody knows how to do a %q.", j.Kind)
	case j.Attempt > mostAttempts:
		err = domain.E(domain.Invalid, "poison", "The job was begun %d times and never ended.", j.Attempt)
	default:
		stop := r.keepAlive(ctx, j)
		err = r.do(ctx, t, j)
		stop()
	}
	if err == nil {
		r.log.Debug("job done", "job", string(j.ID), "kind", j.Kind)
		return
	}
	after, giveUp := t.next(j, err)
	level := slog.LevelWarn
	if giveUp {
		level = slog.LevelError
	}
	r.log.Log(ctx, level, "job failed", "job", string(j.ID), "kind", j.Kind, "failures", j.Failures+1, "parked", giveUp, "error", err.Error())
	r.note(ctx, "worker", r.app.JobFailed(context.WithoutCancel(ctx), j.ID, err, after, giveUp))
}

func (r *Runner) do(ctx context.Context, t task, j app.Job) (err error) {
	ctx, cancel := context.WithTimeout(ctx, t.Limit)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			r.log.Error("panic in a job", "job", string(j.ID), "kind", j.Kind, "what", fmt.Sprint(p), "stack", string(debug.Stack()))
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return t.Do(r.app, ctx, j)
}

// keepAlive says every second that a long job is still being worked on, or the
// sweep of another process would begin it too.
func (r *Runner) keepAlive(ctx context.Context, j app.Job) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(sweepAfter / 3)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				r.note(ctx, "worker", r.app.StillRunning(ctx, j.ID))
			}
		}
	}()
	return func() { cancel(); <-done }
}

// quiet lets asynq speak only of trouble.
type quiet struct{ log *slog.Logger }

func (quiet) Debug(...any)        {}
func (quiet) Info(...any)         {}
func (q quiet) Warn(args ...any)  { q.log.Warn("queue", "what", flat(args)) }
func (q quiet) Error(args ...any) { q.log.Warn("queue", "what", flat(args)) }
func (q quiet) Fatal(args ...any) { q.log.Error("queue", "what", flat(args)) }

func flat(args []any) string { return strings.TrimSpace(fmt.Sprint(args...)) }
