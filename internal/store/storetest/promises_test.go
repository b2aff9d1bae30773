package storetest

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/client"
)

func TestWhatIsNotThereIsUnknown(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		for name, load := range map[string]func(tx app.Tx) error{
			"client":           func(tx app.Tx) error { _, err := tx.Client("none"); return err },
			"client by number": func(tx app.Tx) error { _, err := tx.ClientByNo("none"); return err },
			"site":             func(tx app.Tx) error { _, err := tx.Site("none"); return err },
			"person":           func(tx app.Tx) error { _, err := tx.Person("none"); return err },
			"auditor":          func(tx app.Tx) error { _, err := tx.Auditor("none"); return err },
		} {
			t.Run(name, func(t *testing.T) { Refused(t, s, domain.Unknown, load) })
		}
	})
}

func TestAnOldVersionIsStale(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		base := Seed(t, s, "a")
		mine, yours := base.Client, base.Client
		mine.LegalName, yours.LegalName = "Mine", "Yours"
		Write(t, s, func(tx app.Tx) error { return tx.SaveClient(&mine) })
		Refused(t, s, domain.Stale, func(tx app.Tx) error { return tx.SaveClient(&yours) })
		Read(t, s, func(tx app.Tx) error {
			kept, err := tx.Client(base.Client.ID)
			Same(t, kept, mine)
			return err
		})
		if mine.Version != base.Client.Version+1 {
			t.Errorf("version went from %d to %d", base.Client.Version, mine.Version)
		}
	})
}

func TestASecondOfTheSameIsAConflict(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		base := Seed(t, s, "a")
		sameID, sameNo := base.Client, base.Client
		sameID.Version, sameID.No = 0, "C-x"
		sameNo.Version, sameNo.ID = 0, "x"
		Refused(t, s, domain.Conflict, func(tx app.Tx) error { return tx.SaveClient(&sameID) })
		Refused(t, s, domain.Conflict, func(tx app.Tx) error { return tx.SaveClient(&sameNo) })
		twin := base.Auditor
		twin.ID, twin.Version, twin.No = "twin", 0, "AU-x"
		Refused(t, s, domain.Conflict, func(tx app.Tx) error { return tx.SaveAuditor(&twin) }) // same address
		Read(t, s, func(tx app.Tx) error {
			_, err := tx.Person("twin")
			if domain.KindOf(err) != domain.Unknown {
				t.Errorf("the refused auditor left a person: %v", err)
			}
			return nil
		})
	})
}

func TestAReferenceToNothingIsInvalid(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		site := client.Site{ID: "s", ClientID: "nobody", No: "x", TimeZone: "Europe/Berlin"}
		Refused(t, s, domain.Invalid, func(tx app.Tx) error { return tx.SaveSite(&site) })
		base := Seed(t, s, "a")
		base.Auditor.Employment = "slave"
		Refused(t, s, domain.Invalid, func(tx app.Tx) error { return tx.SaveAuditor(&base.Auditor) })
	})
}

func TestRollbackLeavesNothing(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		boom := errors.New("second thoughts")
		err := s.Write(t.Context(), func(tx app.Tx) error {
			c := client.Client{ID: "c", No: "C"}
			if err := tx.SaveClient(&c); err != nil {
				return err
			}
			if _, err := tx.Next("client"); err != nil {
				return err
			}
			return boom
		})
		if !errors.Is(err, boom) {
			t.Errorf("got %v, want the error of the work", err)
		}
		Refused(t, s, domain.Unknown, func(tx app.Tx) error { _, err := tx.Client("c"); return err })
		Write(t, s, func(tx app.Tx) error {
			n, err := tx.Next("client")
			if n != 1 {
				t.Errorf("the rolled-back number was kept: next is %d", n)
			}
			return err
		})
	})
}

func TestReadingCannotWrite(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		err := s.Read(t.Context(), func(tx app.Tx) error { return tx.SaveClient(&client.Client{ID: "c", No: "C"}) })
		if err == nil {
			t.Error("a read transaction wrote")
		}
	})
}

// TestRaceForOneNumber lets many writers take numbers and read-modify-write one
// row at once: each number goes to one of them and no change is lost.
func TestRaceForOneNumber(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		base := Seed(t, s, "a")
		const writers, rounds = 8, 10
		var won atomic.Int64
		var seen sync.Map
		var all sync.WaitGroup
		for range writers {
			all.Go(func() {
				for range rounds {
					if err := takeNumber(s, base.Site.ID, &seen); err == nil {
						won.Add(1)
					} else if kind := domain.KindOf(err); kind != domain.Stale && kind != domain.Conflict {
						t.Errorf("a loser got %v", err)
					}
				}
			})
		}
		all.Wait()
		Read(t, s, func(tx app.Tx) error {
			site, err := tx.Site(base.Site.ID)
			if site.Persons != base.Site.Persons+int(won.Load()) || won.Load() == 0 {
				t.Errorf("%d writers won, headcount went from %d to %d", won.Load(), base.Site.Persons, site.Persons)
			}
			return err
		})
	})
}

func takeNumber(s app.Store, id domain.ID, seen *sync.Map) error {
	var mine int64
	err := s.Write(context.Background(), func(tx app.Tx) error {
		n, err := tx.Next("race")
		if err != nil {
			return err
		}
		mine = n
		site, err := tx.Site(id)
		if err != nil {
			return err
		}
		site.Persons++
		return tx.SaveSite(&site)
	})
	if err != nil {
		return err
	}
	if _, twice := seen.LoadOrStore(mine, true); twice {
		return errors.New("a number was given twice")
	}
	return nil
}
