package storetest

import (
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/internal/testenv"
)

// TestALostDatabaseIsUnavailable: whoever asks while the server is gone is told
// to come back, before, during and after a transaction, and finds it again.
func TestALostDatabaseIsUnavailable(t *testing.T) {
	server := testenv.PrivatePostgres(t)
	if err := Migrate(server.URL()); err != nil {
		t.Fatal(err)
	}
	s := open(t, server.URL())
	count := func(tx app.Tx) error { _, err := tx.CountUsers(); return err }
	if err := s.Read(t.Context(), count); err != nil {
		t.Fatal(err)
	}
	for what, work := range map[string]func(tx app.Tx) error{
		"before": count,
		"during": func(tx app.Tx) error { server.Kill(); return count(tx) },
	} {
		t.Run(what, func(t *testing.T) {
			if what == "before" {
				server.Kill()
			}
			defer server.Start()
			for range 3 {
				if err := s.Read(t.Context(), work); domain.KindOf(err) != domain.Unavailable {
					t.Errorf("got %v, want it to be unavailable", err)
				}
				work = count
			}
		})
		if err := s.Read(t.Context(), count); err != nil {
			t.Errorf("the server is back: %v", err)
		}
	}
}
