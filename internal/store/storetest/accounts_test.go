package storetest

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

func TestAccountsRoundTrip(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		base := Seed(t, s, "a")
		var u app.User
		Fill(t, &u, map[string]any{
			"ID": "u1", "Version": 0, "PersonID": base.Auditor.ID, "ClientID": base.Client.ID, "Email": "anna@body.example",
			"Roles": []domain.Role{domain.Client, domain.Auditor}, "Right": app.Reads,
		})
		load := func(tx app.Tx) (app.User, error) { return tx.UserByEmail("Anna@Body.Example") }
		RoundTrip(t, s, &u, app.Tx.SaveUser, func(tx app.Tx) (app.User, error) { return tx.User("u1") })
		Refused(t, s, domain.Unknown, func(tx app.Tx) error { _, err := load(tx); return err }) // in vain
		u.InVain, u.Disabled, u.ClientID, u.Roles = false, false, "", []domain.Role{domain.Auditor}
		RoundTrip(t, s, &u, app.Tx.SaveUser, load)
		Read(t, s, func(tx app.Tx) error {
			for name, find := range map[string]func() ([]app.User, error){
				"role":   func() ([]app.User, error) { return tx.UsersWithRole(domain.Auditor) },
				"person": func() ([]app.User, error) { return tx.UsersOfPerson(base.Auditor.ID) },
			} {
				list, err := find()
				if err != nil {
					return err
				}
				t.Run(name, func(t *testing.T) { Same(t, list, []app.User{u}) })
			}
			for name, find := range map[string]func() ([]app.User, error){
				"another role": func() ([]app.User, error) { return tx.UsersWithRole(domain.Client) },
				"client":       func() ([]app.User, error) { return tx.UsersOfClient(base.Client.ID) },
			} {
				if list, err := find(); err != nil || len(list) != 0 {
					t.Errorf("%s: got %v, %v", name, list, err)
				}
			}
			n, err := tx.CountUsers()
			if n != 1 {
				t.Errorf("%d users counted", n)
			}
			return err
		})
		vain := app.User{ID: "u2", PersonID: base.Auditor.ID, Email: u.Email, InVain: true, CreatedAt: noon}
		Write(t, s, func(tx app.Tx) error { return tx.SaveUser(&vain) })
		twin := app.User{ID: "u3", PersonID: base.Auditor.ID, Email: u.Email, CreatedAt: noon}
		Refused(t, s, domain.Conflict, func(tx app.Tx) error { return tx.SaveUser(&twin) })
	})
}

func TestSessionsRoundTripAndEnd(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		base := Seed(t, s, "a")
		user := app.User{ID: "u1", PersonID: base.Auditor.ID, Email: "a@body.example", CreatedAt: noon}
		Write(t, s, func(tx app.Tx) error { return tx.SaveUser(&user) })
		var kept app.Session
		Fill(t, &kept, map[string]any{"UserID": "u1", "TokenHash": "h1", "LastSeen": noon, "EndsAt": noon.Add(time.Hour)})
		RoundTrip(t, s, &kept, func(tx app.Tx, k *app.Session) error { return tx.InsertSession(*k) },
			func(tx app.Tx) (app.Session, error) { return tx.Session("h1") })
		kept.LastSeen = noon.Add(time.Minute)
		RoundTrip(t, s, &kept, func(tx app.Tx, k *app.Session) error { return tx.TouchSession(k.TokenHash, k.LastSeen) },
			func(tx app.Tx) (app.Session, error) { return tx.Session("h1") })

		idle, over := kept, kept
		idle.TokenHash, idle.LastSeen = "idle", noon.Add(-3*time.Hour)
		over.TokenHash, over.EndsAt = "over", noon.Add(-time.Second)
		Write(t, s, func(tx app.Tx) error {
			if err := tx.InsertSession(idle); err != nil {
				return err
			}
			return tx.InsertSession(over)
		})
		Write(t, s, func(tx app.Tx) error { return tx.DeleteEnded(noon, noon.Add(-2*time.Hour)) })
		for _, gone := range []string{"idle", "over"} {
			Refused(t, s, domain.Unknown, func(tx app.Tx) error { _, err := tx.Session(gone); return err })
		}
		Read(t, s, func(tx app.Tx) error { _, err := tx.Session("h1"); return err })
		Write(t, s, func(tx app.Tx) error { return tx.DeleteSessionsOf("u1") })
		Refused(t, s, domain.Unknown, func(tx app.Tx) error { _, err := tx.Session("h1"); return err })
		Refused(t, s, domain.Unknown, func(tx app.Tx) error { return tx.TouchSession("h1", noon) })
		Write(t, s, func(tx app.Tx) error { return tx.DeleteSession("h1") })
	})
}

func TestInvitationsRoundTripAndEnd(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		base := Seed(t, s, "a")
		user := app.User{ID: "u1", PersonID: base.Auditor.ID, Email: "a@body.example", CreatedAt: noon}
		Write(t, s, func(tx app.Tx) error { return tx.SaveUser(&user) })
		var kept app.Invitation
		Fill(t, &kept, map[string]any{"UserID": "u1", "TokenHash": "h1", "EndsAt": noon})
		insert := func(tx app.Tx, i *app.Invitation) error { return tx.InsertInvitation(*i) }
		load := func(tx app.Tx) (app.Invitation, error) { return tx.Invitation("h1") }
		RoundTrip(t, s, &kept, insert, load)
		Write(t, s, func(tx app.Tx) error { return tx.DeleteEnded(noon, noon) })
		Read(t, s, func(tx app.Tx) error { _, err := load(tx); return err })
		Write(t, s, func(tx app.Tx) error { return tx.DeleteEnded(noon.Add(time.Second), noon) })
		Refused(t, s, domain.Unknown, func(tx app.Tx) error { _, err := load(tx); return err })
		Write(t, s, func(tx app.Tx) error { return insert(tx, &kept) })
		Write(t, s, func(tx app.Tx) error { return tx.DeleteInvitationsOf("u1") })
		Refused(t, s, domain.Unknown, func(tx app.Tx) error { _, err := load(tx); return err })
	})
}

// TestGuessesAtOnceSeeOneAnother: many transactions that read what a subject
// owes and add to it leave the sum of all, on a subject never seen before.
func TestGuessesAtOnceSeeOneAnother(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		const guesses = 24
		var failed atomic.Int64
		var all sync.WaitGroup
		for range guesses {
			all.Go(func() {
				err := s.Write(t.Context(), func(tx app.Tx) error {
					owed, err := tx.Owed("account x")
					if err != nil {
						return err
					}
					if owed.IsZero() {
						owed = noon
					}
					return tx.SetOwed("account x", owed.Add(time.Minute))
				})
				if err != nil {
					failed.Add(1)
					t.Log(err)
				}
			})
		}
		all.Wait()
		Write(t, s, func(tx app.Tx) error {
			owed, err := tx.Owed("account x")
			if want := noon.Add(guesses * time.Minute); failed.Load() != 0 || !owed.Equal(want) {
				t.Errorf("owed until %s, want %s; %d failed", owed, want, failed.Load())
			}
			if err := tx.SetOwed("account x", time.Time{}); err != nil {
				return err
			}
			if owed, _ := tx.Owed("account x"); !owed.IsZero() {
				t.Errorf("forgiven, yet owed until %s", owed)
			}
			return err
		})
	})
}

func TestUsualAddresses(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		base := Seed(t, s, "a")
		user := app.User{ID: "u1", PersonID: base.Auditor.ID, Email: "a@body.example", CreatedAt: noon}
		Write(t, s, func(tx app.Tx) error {
			if err := tx.SaveUser(&user); err != nil {
				return err
			}
			if err := tx.NoteAddress("u1", "192.0.2.7", noon.Add(-time.Hour)); err != nil {
				return err
			}
			return tx.NoteAddress("u1", "192.0.2.7", noon)
		})
		for _, c := range []struct {
			address string
			since   time.Time
			want    bool
		}{{"192.0.2.7", noon, true}, {"192.0.2.7", noon.Add(time.Second), false}, {"192.0.2.8", noon, false}} {
			Read(t, s, func(tx app.Tx) error {
				got, err := tx.UsualAddress("u1", c.address, c.since)
				if got != c.want {
					t.Errorf("%s since %s: %t", c.address, c.since, got)
				}
				return err
			})
		}
	})
}

func TestFeedsRoundTrip(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		base := Seed(t, s, "a")
		var f app.Feed
		Fill(t, &f, map[string]any{"ID": "f1", "PersonID": base.Auditor.ID, "Privacy": "place", "ChangedAt": noon})
		load := func(tx app.Tx) (app.Feed, error) { return tx.FeedByToken(f.TokenHash) }
		RoundTrip(t, s, &f, func(tx app.Tx, f *app.Feed) error { return tx.InsertFeed(*f) }, load)
		f.FetchedAt, f.FetchedBy = noon, "Calendar/1.0"
		RoundTrip(t, s, &f, func(tx app.Tx, f *app.Feed) error { return tx.NoteFetch("f1", f.FetchedAt, f.FetchedBy) }, load)
		RoundTrip(t, s, &f, func(tx app.Tx, f *app.Feed) error { return tx.TouchFeeds(noon.Add(-time.Hour), f.PersonID) }, load)
		f.ChangedAt = noon.Add(time.Hour)
		RoundTrip(t, s, &f, func(tx app.Tx, f *app.Feed) error { return tx.TouchFeeds(f.ChangedAt, f.PersonID) }, load)
		f.RevokedAt = noon.Add(2 * time.Hour)
		RoundTrip(t, s, &f, func(tx app.Tx, f *app.Feed) error { return tx.RevokeFeed("f1", f.RevokedAt) }, load)
		Read(t, s, func(tx app.Tx) error {
			list, err := tx.FeedsOf(base.Auditor.ID)
			Same(t, list, []app.Feed{f})
			return err
		})
		Refused(t, s, domain.Unknown, func(tx app.Tx) error { _, err := tx.FeedByToken("other"); return err })
		Refused(t, s, domain.Invalid, func(tx app.Tx) error {
			f.ID, f.TokenHash, f.Privacy = "f2", "t2", "everything"
			return tx.InsertFeed(f)
		})
	})
}

func TestSettingsAreEditedAgainstAVersion(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		Write(t, s, func(tx app.Tx) error {
			if text, version, err := tx.Settings(); text != "" || version != 0 || err != nil {
				t.Errorf("empty settings are %q, %d, %v", text, version, err)
			}
			return tx.SaveSettings(`{"name":"Eins"}`, 0)
		})
		Refused(t, s, domain.Stale, func(tx app.Tx) error { return tx.SaveSettings(`{"name":"Zwei"}`, 0) })
		Write(t, s, func(tx app.Tx) error { return tx.SaveSettings(`{"name":"Zwei"}`, 1) })
		Refused(t, s, domain.Stale, func(tx app.Tx) error { return tx.SaveSettings(`{"name":"Drei"}`, 1) })
		Read(t, s, func(tx app.Tx) error {
			text, version, err := tx.Settings()
			if text != `{"name":"Zwei"}` || version != 2 {
				t.Errorf("settings are %q, %d", text, version)
			}
			return err
		})
	})
}

func TestKeyedWrites(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		Refused(t, s, domain.Unknown, func(tx app.Tx) error { _, err := tx.KeyedWrite("k", "u1"); return err })
		var k app.KeyedWrite
		Fill(t, &k, map[string]any{"Key": "k", "Actor": domain.ID("u1"), "State": "running"})
		RoundTrip(t, s, &k, func(tx app.Tx, k *app.KeyedWrite) error { _, err := tx.TakeKey(*k); return err },
			func(tx app.Tx) (app.KeyedWrite, error) { return tx.KeyedWrite("k", "u1") })
		Write(t, s, func(tx app.Tx) error {
			other := k
			other.Actor = "u2"
			again, err := tx.TakeKey(k)
			theirs, otherErr := tx.TakeKey(other)
			if again || !theirs {
				t.Errorf("taking the key again gave %v, another person's %v", again, theirs)
			}
			late := k
			late.At = k.At.Add(time.Hour)
			wrong, wrongErr := tx.RetakeKey(late, noon.Add(-time.Hour))
			right, rightErr := tx.RetakeKey(late, k.At)
			lost, lostErr := tx.NoteEffect(k)
			held, heldErr := tx.NoteEffect(late)
			if wrong || !right || lost || !held {
				t.Errorf("taken over: %v, %v; effect noted: %v, %v", wrong, right, lost, held)
			}
			late.State, late.Status, late.Body = app.KeyAnswered, 201, "{}"
			return firstOf(err, otherErr, wrongErr, rightErr, lostErr, heldErr, tx.KeepAnswer(late), tx.ReleaseKey(late, app.KeyRunning, app.KeyEffected))
		})
		Read(t, s, func(tx app.Tx) error {
			got, err := tx.KeyedWrite("k", "u1")
			if got.State != app.KeyAnswered || got.Status != 201 || got.Body != "{}" {
				t.Errorf("kept %+v", got)
			}
			return err
		})
		Write(t, s, func(tx app.Tx) error { return tx.DeleteKeys(k.At.Add(time.Minute)) })
		Refused(t, s, domain.Unknown, func(tx app.Tx) error { _, err := tx.KeyedWrite("k", "u2"); return err })
		Write(t, s, func(tx app.Tx) error { _, err := tx.KeyedWrite("k", "u1"); return err })
	})
}

func TestImportRunsRoundTrip(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		var run app.ImportRun
		Fill(t, &run, map[string]any{"ID": "i1", "State": "running"})
		load := func(tx app.Tx) (app.ImportRun, error) { return tx.ImportRun("i1") }
		save := func(tx app.Tx, r *app.ImportRun) error { return tx.SaveImportRun(*r) }
		RoundTrip(t, s, &run, save, load)
		run.State, run.DryRun, run.Done = "done", false, 0
		RoundTrip(t, s, &run, save, load)
		Read(t, s, func(tx app.Tx) error {
			list, err := tx.ImportList(app.List{Filter: map[string]string{"state": "done"}})
			run.Report, run.Warnings = nil, nil // a list goes without them
			Same(t, list, app.Page[app.ImportRun]{Rows: []app.ImportRun{run}, Total: 1})
			return err
		})

		var kept app.Upload
		Fill(t, &kept, map[string]any{"RunID": "i1", "UserID": "u1", "Content": []byte{0, 0xff, 7}})
		Write(t, s, func(tx app.Tx) error {
			second := run
			second.ID = "i0"
			other := app.Upload{RunID: "i0", UserID: kept.UserID, Content: []byte("older"), EndsAt: kept.EndsAt}
			return firstOf(tx.SaveImportRun(second), tx.SaveUpload(other), tx.SaveUpload(kept))
		})
		Refused(t, s, domain.Unknown, func(tx app.Tx) error { _, err := tx.Upload("i0"); return err }) // one a person
		Read(t, s, func(tx app.Tx) error {
			got, err := tx.Upload("i1")
			Same(t, got, kept)
			return err
		})
		Write(t, s, func(tx app.Tx) error { return tx.DeleteUploadsEnded(kept.EndsAt.Add(-time.Second)) })
		for _, want := range []bool{true, false} {
			Write(t, s, func(tx app.Tx) error {
				if was, err := tx.DeleteUpload("i1"); was != want || err != nil {
					t.Errorf("taken away: %v, %v", was, err)
				}
				return nil
			})
		}
		Write(t, s, func(tx app.Tx) error { return firstOf(tx.SaveUpload(kept), tx.DeleteUploadsEnded(kept.EndsAt)) })
		Refused(t, s, domain.Unknown, func(tx app.Tx) error { _, err := tx.Upload("i1"); return err })

		silent, never := app.ImportRun{ID: "i2", State: "running", StartedAt: noon}, app.ImportRun{ID: "i3", State: "running", StartedAt: noon.Add(time.Hour)}
		Write(t, s, func(tx app.Tx) error { return firstOf(tx.SaveImportRun(silent), tx.SaveImportRun(never)) })
		found := func(want int) {
			t.Helper()
			Read(t, s, func(tx app.Tx) error {
				runs, err := tx.SilentImports(noon.Add(time.Minute))
				if len(runs) != want {
					t.Errorf("%d imports are silent, want %d", len(runs), want)
				}
				return err
			})
		}
		found(1)
		Write(t, s, func(tx app.Tx) error { return tx.TouchImport("i2", noon.Add(time.Hour)) })
		found(0)
	})
}
