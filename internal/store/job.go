package store

import (
	"encoding/json"
	"time"

	"gorm.io/gorm/clause"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

type jobRow struct {
	ID        string
	Kind      string
	Object    string
	DedupeKey string
	Body      string
	DueAt     time.Time
	State     string
	Attempt   int64
	Failures  int64
	Error     string
	CreatedAt time.Time
	SentAt    *time.Time
	DoneAt    *time.Time
}

func (jobRow) TableName() string { return "jobs" }
func (r jobRow) domain() app.Job {
	j := app.Job{
		ID: domain.ID(r.ID), Kind: r.Kind, Object: domain.ID(r.Object), DedupeKey: r.DedupeKey, DueAt: r.DueAt.UTC(),
		State: app.JobState(r.State), Attempt: int(r.Attempt), Failures: int(r.Failures), Error: r.Error,
		CreatedAt: r.CreatedAt.UTC(), SentAt: toInstant(r.SentAt), DoneAt: toInstant(r.DoneAt),
	}
	if r.Body != "" {
		j.Body = json.RawMessage(r.Body)
	}
	return j
}

func (t *tx) InsertJob(j app.Job) (bool, error) {
	row := jobRow{
		ID: string(j.ID), Kind: j.Kind, Object: string(j.Object), DedupeKey: j.DedupeKey, Body: string(j.Body),
		DueAt: j.DueAt.UTC(), State: string(j.State), Attempt: int64(j.Attempt), Failures: int64(j.Failures), Error: j.Error,
		CreatedAt: j.CreatedAt.UTC(), SentAt: instant(j.SentAt), DoneAt: instant(j.DoneAt),
	}
	done := t.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "dedupe_key"}}, DoNothing: true}).Create(&row)
	return done.RowsAffected == 1, translate(done.Error, "job")
}

func (t *tx) Job(id domain.ID) (app.Job, error) {
	r, err := first[jobRow](t, "job", "id", string(id))
	return r.domain(), err
}

func (t *tx) ClaimJob(id domain.ID, at time.Time) (bool, error) {
	return t.changeJob("UPDATE jobs SET state = 'done', done_at = ?, error = '' WHERE id = ? AND state = 'pending'", at.UTC(), string(id))
}

func (t *tx) MarkSent(id domain.ID, attempt int, at time.Time) (bool, error) {
	return t.changeJob("UPDATE jobs SET attempt = attempt + 1, sent_at = ? WHERE id = ? AND attempt = ? AND state = 'pending'",
		at.UTC(), string(id), attempt)
}

func (t *tx) TouchJob(id domain.ID, at time.Time) error {
	_, err := t.changeJob("UPDATE jobs SET sent_at = ? WHERE id = ? AND state = 'pending' AND sent_at IS NOT NULL", at.UTC(), string(id))
	return err
}

func (t *tx) MarkError(id domain.ID, message string, retryAt time.Time, giveUp bool) error {
	state := app.JobPending
	if giveUp {
		state = app.JobFailed
	}
	_, err := t.changeJob("UPDATE jobs SET state = ?, error = ?, due_at = ?, failures = failures + 1, sent_at = NULL WHERE id = ? AND state = 'pending'",
		string(state), message, retryAt.UTC(), string(id))
	return err
}

func (t *tx) Revive(id domain.ID, at time.Time) error {
	changed, err := t.changeJob("UPDATE jobs SET state = 'pending', failures = 0, due_at = ?, sent_at = NULL WHERE id = ? AND state = 'failed'",
		at.UTC(), string(id))
	if err != nil || changed {
		return err
	}
	if _, err := t.Job(id); err != nil {
		return err
	}
	return domain.E(domain.Conflict, "not_failed", "Only a job that gave up can be started again.")
}

// changeJob runs one conditional update: the losing side of a race changes nothing.
func (t *tx) changeJob(update string, values ...any) (bool, error) {
	done := t.db.Exec(update, values...)
	return done.RowsAffected == 1, translate(done.Error, "job")
}

func (t *tx) Unsent(due, sentBefore time.Time, limit int) ([]app.Job, error) {
	return all[jobRow](t.db.Where("state = 'pending' AND due_at <= ? AND (sent_at IS NULL OR sent_at < ?)", due.UTC(), sentBefore.UTC()).
		Order("due_at, id").Limit(limit), "job")
}

var jobListing = listing{
	sorts: map[string]string{"due_at": "due_at", "created_at": "created_at", "kind": "kind", "state": "state"},
	first: "-created_at", id: "id",
}

// JobList has no rows of one client or one person: jobs are the body's own.
func (t *tx) JobList(l app.List) (app.Page[app.Job], error) {
	if err := knows(l, "state", "kind", "object"); err != nil {
		return app.Page[app.Job]{}, err
	}
	q := t.db.Table("jobs")
	if l.Only != "" || l.Persons != "" {
		q = q.Where("1 = 0")
	}
	q = filtered(q, l, "state", "state")
	q = filtered(q, l, "kind", "kind")
	q = filtered(q, l, "object", "object")
	return page[jobRow](holding(q, l.Query, "kind", "dedupe_key", "error"), l, jobListing)
}

func (t *tx) JobCounts() ([]app.JobCount, error) {
	var counts []struct {
		Kind, State string
		Count       int64
	}
	err := t.db.Raw("SELECT kind, state, COUNT(*) AS count FROM jobs GROUP BY kind, state ORDER BY kind, state").Scan(&counts).Error
	if err != nil {
		return nil, translate(err, "job")
	}
	out := make([]app.JobCount, len(counts))
	for i, c := range counts {
		out[i] = app.JobCount{Kind: c.Kind, State: app.JobState(c.State), Count: c.Count}
		if out[i].Oldest, err = t.oldest(c.Kind, c.State); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// oldest is asked by order and limit: MIN of a time has no type in SQLite.
func (t *tx) oldest(kind, state string) (time.Time, error) {
	var r jobRow
	err := t.db.Where("kind = ? AND state = ?", kind, state).Order("due_at").Limit(1).Take(&r).Error
	return r.DueAt.UTC(), translate(err, "job")
}
