package storetest

import (
	"crypto/sha256"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

// App hangs the use cases on a store, with a clock that stands at noon (UTC) of
// 12 May 2026 until the test moves it, numbered IDs and passwords that cost no
// time. What needs documents, seals or the post gets those from the test.
func App(s app.Store) (*app.App, *domain.FixedClock) {
	clock := &domain.FixedClock{At: time.Date(2026, 5, 12, 12, 0, 0, 0, time.UTC)}
	var made atomic.Int64
	return &app.App{
		Store: s, Clock: clock, Passwords: Passwords{}, Log: slog.New(slog.DiscardHandler), BaseURL: "https://certwright.example",
		NewID: func() domain.ID { return domain.ID(fmt.Sprintf("id-%06d", made.Add(1))) },
		Random: func(n int) []byte {
			sum := sha256.Sum256(fmt.Append(nil, made.Add(1)))
			return sum[:min(n, len(sum))]
		},
	}, clock
}

// Passwords keeps passwords readably and takes any of four characters or more.
type Passwords struct{}

// Acceptable refuses passwords shorter than four characters.
func (Passwords) Acceptable(pw string) error {
	var f domain.Fault
	if len(pw) < 4 {
		f.Add("password", "needs at least 4 characters")
	}
	return f.Err()
}

// Hash is no hash.
func (Passwords) Hash(pw string) (string, error) { return "kept " + pw, nil }

// Matches compares.
func (Passwords) Matches(pw, hash string) (bool, error) { return hash == "kept "+pw, nil }

// Waste takes no time.
func (Passwords) Waste(string) {}
