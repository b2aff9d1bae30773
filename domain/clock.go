package domain

import "time"

// Clock is the one source of "now": use cases ask it once a transaction, tests
// set it. Instants are UTC and rounded to milliseconds, which every engine keeps.
type Clock interface{ Now() time.Time }

// WallClock is the real time.
type WallClock struct{}

func (WallClock) Now() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }

// FixedClock stands still where a test puts it.
type FixedClock struct{ At time.Time }

func (c *FixedClock) Now() time.Time { return c.At.UTC().Truncate(time.Millisecond) }
