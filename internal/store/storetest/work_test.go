package storetest

import (
	"context"
	"encoding/json"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

var noon = time.Date(2026, 5, 12, 12, 0, 0, 0, time.UTC)

func TestJobsRoundTrip(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		var j app.Job
		Fill(t, &j, map[string]any{"State": "pending"})
		insert := func(tx app.Tx, j *app.Job) error {
			fresh, err := tx.InsertJob(*j)
			if !fresh {
				t.Error("a new job was taken for an old one")
			}
			return err
		}
		RoundTrip(t, s, &j, insert, func(tx app.Tx) (app.Job, error) { return tx.Job(j.ID) })
		bare := app.Job{ID: "bare", Kind: "k", DedupeKey: "bare", DueAt: noon, CreatedAt: noon, State: app.JobPending}
		RoundTrip(t, s, &bare, insert, func(tx app.Tx) (app.Job, error) { return tx.Job("bare") })
		Write(t, s, func(tx app.Tx) error {
			twin := bare
			twin.ID = "twin"
			fresh, err := tx.InsertJob(twin)
			if fresh {
				t.Error("the same key made a second job")
			}
			return err
		})
		Refused(t, s, domain.Unknown, func(tx app.Tx) error { _, err := tx.Job("twin"); return err })
	})
}

// TestOneClaimsAJob lets many workers claim one job: one of them has it, also
// when the first to claim it rolls back.
func TestOneClaimsAJob(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		Write(t, s, func(tx app.Tx) error {
			_, err := tx.InsertJob(app.Job{ID: "j", Kind: "k", DedupeKey: "j", DueAt: noon, CreatedAt: noon, State: app.JobPending})
			return err
		})
		var claims, tries atomic.Int64
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				err := s.Write(context.Background(), func(tx app.Tx) error {
					mine, err := tx.ClaimJob("j", noon)
					if err == nil && mine && tries.Add(1) == 1 {
						return domain.E(domain.Internal, "crash", "the first claim does not commit")
					}
					if mine {
						claims.Add(1)
					}
					return err
				})
				if err != nil && domain.CodeOf(err) != "crash" {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if claims.Load() != 1 {
			t.Errorf("%d workers had the job", claims.Load())
		}
		Read(t, s, func(tx app.Tx) error {
			j, err := tx.Job("j")
			if j.State != app.JobDone || !j.DoneAt.Equal(noon) {
				t.Errorf("the job is %s, done %s", j.State, j.DoneAt)
			}
			return err
		})
	})
}

func TestAJobsWay(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		ids := func(due, sentBefore time.Time) (out []domain.ID) {
			Read(t, s, func(tx app.Tx) error {
				jobs, err := tx.Unsent(due, sentBefore, 10)
				for _, j := range jobs {
					out = append(out, j.ID)
				}
				return err
			})
			return out
		}
		Write(t, s, func(tx app.Tx) error {
			for i, id := range []domain.ID{"late", "now", "later"} {
				due := noon.Add(time.Duration(i-1) * time.Minute)
				if _, err := tx.InsertJob(app.Job{ID: id, Kind: "k", DedupeKey: string(id), DueAt: due, CreatedAt: noon, State: app.JobPending}); err != nil {
					return err
				}
			}
			return nil
		})
		Same(t, ids(noon, noon), []domain.ID{"late", "now"})
		Write(t, s, func(tx app.Tx) error {
			sent, err := tx.MarkSent("late", 0, noon)
			again, _ := tx.MarkSent("late", 0, noon)
			if !sent || again {
				t.Errorf("sending the first attempt gave %v, then %v", sent, again)
			}
			return err
		})
		Same(t, ids(noon, noon), []domain.ID{"now"})
		Same(t, ids(noon, noon.Add(time.Millisecond)), []domain.ID{"late", "now"})
		Write(t, s, func(tx app.Tx) error { return tx.MarkError("late", "no route", noon.Add(time.Hour), false) })
		Same(t, ids(noon, noon), []domain.ID{"now"})
		Same(t, ids(noon.Add(time.Hour), noon), []domain.ID{"now", "later", "late"})
		Write(t, s, func(tx app.Tx) error { return tx.MarkError("late", "still none", noon, true) })
		Read(t, s, func(tx app.Tx) error {
			j, err := tx.Job("late")
			if j.State != app.JobFailed || j.Failures != 2 || j.Attempt != 1 || j.Error != "still none" {
				t.Errorf("the spent job is %+v", j)
			}
			counts, countErr := tx.JobCounts()
			Same(t, counts, []app.JobCount{
				{Kind: "k", State: app.JobFailed, Count: 1, Oldest: noon},
				{Kind: "k", State: app.JobPending, Count: 2, Oldest: noon},
			})
			list, listErr := tx.JobList(app.List{Filter: map[string]string{"state": "failed"}})
			if list.Total != 1 || list.Rows[0].ID != "late" {
				t.Errorf("the failed jobs are %+v", list)
			}
			return firstOf(err, countErr, listErr)
		})
		Write(t, s, func(tx app.Tx) error {
			claimed, err := tx.ClaimJob("late", noon)
			if claimed {
				t.Error("a parked job was claimed")
			}
			return err
		})
		Write(t, s, func(tx app.Tx) error { return tx.Revive("late", noon) })
		Same(t, ids(noon, noon), []domain.ID{"late", "now"})
		Refused(t, s, domain.Conflict, func(tx app.Tx) error { return tx.Revive("late", noon) })
		Refused(t, s, domain.Unknown, func(tx app.Tx) error { return tx.Revive("none", noon) })
	})
}

func TestLettersRoundTrip(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		var m app.Mail
		Fill(t, &m, map[string]any{"Key": "m", "State": "queued"})
		RoundTrip(t, s, &m, func(tx app.Tx, m *app.Mail) error { _, err := tx.InsertMail(*m); return err },
			func(tx app.Tx) (app.Mail, error) { return tx.Mail("m") })
		Write(t, s, func(tx app.Tx) error {
			twice, err := tx.InsertMail(m)
			if twice {
				t.Error("the same letter was written twice")
			}
			moved, moveErr := tx.MoveMail("m", "queued", "sending", "", noon)
			again, _ := tx.MoveMail("m", "queued", "sending", "", noon)
			if !moved || again {
				t.Errorf("taking the letter gave %v, then %v", moved, again)
			}
			return firstOf(err, moveErr)
		})
		Read(t, s, func(tx app.Tx) error {
			mine, err := tx.MailList(app.List{Only: m.ClientID, Query: "SUBJECT"})
			foreign, foreignErr := tx.MailList(app.List{Only: "another client"})
			if mine.Total != 1 || foreign.Total != 0 || mine.Rows[0].State != "sending" || !mine.Rows[0].SentAt.Equal(noon) {
				t.Errorf("own letters %+v, foreign ones %+v", mine, foreign)
			}
			return firstOf(err, foreignErr)
		})
	})
}

func TestFilesAreKeptOnce(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		content := []byte{0, 1, 2, 0xff, '%', 'P'}
		for range 2 {
			Write(t, s, func(tx app.Tx) error { return tx.PutFile("h", "application/pdf", content) })
		}
		Read(t, s, func(tx app.Tx) error {
			media, got, err := tx.GetFile("h")
			Same(t, got, content)
			Same(t, media, "application/pdf")
			return err
		})
		Refused(t, s, domain.Unknown, func(tx app.Tx) error { _, _, err := tx.GetFile("none"); return err })
	})
}

func TestJobArgumentsStayAsWritten(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		body := json.RawMessage(`{"b": 1,  "a": "Ü"}`)
		Write(t, s, func(tx app.Tx) error {
			_, err := tx.InsertJob(app.Job{ID: "j", Kind: "k", DedupeKey: "j", Body: body, DueAt: noon, CreatedAt: noon, State: app.JobPending})
			return err
		})
		Read(t, s, func(tx app.Tx) error {
			j, err := tx.Job("j")
			Same(t, string(j.Body), string(body))
			return err
		})
	})
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
