package api

import (
	"net/http"
	"sync"
	"time"

	"github.com/certwright/certwright/domain"
)

// throttle counts calls by key in a sliding minute, in this process. It guards
// public look-ups; sign-in has its own count in the database.
type throttle struct {
	clock domain.Clock
	mu    sync.Mutex
	seen  map[string][]time.Time
}

func newThrottle(clock domain.Clock) *throttle {
	return &throttle{clock: clock, seen: map[string][]time.Time{}}
}

// maxKeys bounds the memory an attacker with many addresses can take.
const maxKeys = 50_000

// allow refuses the call after limit calls of the key within the last minute.
func (t *throttle) allow(key string, limit int) error {
	now := t.clock.Now()
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.seen) > maxKeys {
		t.seen = map[string][]time.Time{}
	}
	kept := t.seen[key][:0]
	for _, at := range t.seen[key] {
		if age := now.Sub(at); age >= 0 && age < time.Minute {
			kept = append(kept, at)
		}
	}
	if len(kept) >= limit {
		t.seen[key] = kept
		return &refusal{status: http.StatusTooManyRequests, code: "too_many", detail: "Too many requests from this address; wait a minute.", retryAfter: 60}
	}
	t.seen[key] = append(kept, now)
	return nil
}
