package plancli

import (
	"testing"
	"time"
)

// Nobody who gives no time waits longer for a bound than is promised of each size.
func TestABoundEndsByItself(t *testing.T) {
	for audits, promised := range map[int]time.Duration{20: 30 * time.Second, 2000: 30 * time.Second, 10_000: 180 * time.Second} {
		for _, c := range []struct {
			asked Bound
			least time.Duration
			most  time.Duration
		}{
			{Bound{}, promised * 4 / 5, promised * 19 / 20}, // the rest is for loading, and for the pass that goes on
			{Bound{Seconds: 400}, 400 * time.Second, 400 * time.Second},
			{Bound{Rounds: 7}, 0, 0},
			{Bound{Rounds: 7, Seconds: 0.5}, time.Second / 2, time.Second / 2},
		} {
			if got := c.asked.most(audits); got < c.least || got > c.most {
				t.Errorf("%d audits, %+v: %s", audits, c.asked, got)
			}
		}
	}
}
