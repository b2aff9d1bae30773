package jobs

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/hibiken/asynq"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

// relayPage is how many jobs are marked in one transaction.
const relayPage = 200

// relay puts due jobs that were never sent into the queue: nothing but the row's
// ID, under a name made of the ID and the attempt. A crash or a dead Redis after
// the mark costs the job a few seconds, until the sweep finds it.
func (r *Runner) relay(ctx context.Context) error {
	for {
		jobs, err := r.app.TakeJobs(ctx, r.app.Clock.Now(), time.Time{}, relayPage)
		if err != nil {
			return err
		}
		for _, j := range jobs {
			if err := r.send(ctx, j); err != nil {
				return fmt.Errorf("queue: %w", err)
			}
		}
		if len(jobs) < relayPage {
			return nil
		}
	}
}

func (r *Runner) send(ctx context.Context, j app.Job) error {
	queue, limit := usual, time.Minute
	if t, known := r.tasks[j.Kind]; known {
		queue, limit = t.Queue, t.Limit
	}
	_, err := r.queue.EnqueueContext(ctx, asynq.NewTask(j.Kind, []byte(j.ID)),
		asynq.TaskID(taskID(j)), asynq.Queue(r.prefix+"-"+queue), asynq.MaxRetry(0), asynq.Timeout(limit+time.Minute))
	if errors.Is(err, asynq.ErrTaskIDConflict) || errors.Is(err, asynq.ErrDuplicateTask) {
		return nil // it is in the queue already
	}
	return err
}

func taskID(j app.Job) string { return fmt.Sprintf("%s:%d", j.ID, j.Attempt) }

// fromTaskID reads the row and the attempt out of a queue entry's name; ok is
// false for whatever else may lie in a Redis.
func fromTaskID(name string) (id domain.ID, attempt int, ok bool) {
	i := strings.LastIndexByte(name, ':')
	if i < 1 {
		return "", 0, false
	}
	attempt, err := strconv.Atoi(name[i+1:])
	return domain.ID(name[:i]), attempt, err == nil
}
