package plancli

import (
	"errors"
	"fmt"
	"math"
	"time"
)

// longest is the longest search there is, in seconds: a year.
const longest = 366 * 24 * 3600

// wall says what is wrong with a number of seconds.
func wall(seconds float64) error {
	if math.IsNaN(seconds) || seconds < 0 || seconds > longest {
		return fmt.Errorf("--seconds is %g; it must be 0 to %d", seconds, longest)
	}
	return nil
}

// natural says that a number counts something.
func natural(name string, n int) error {
	if n < 0 {
		return fmt.Errorf("--%s is %d; it must be 0 or more", name, n)
	}
	return nil
}

// Validate says which numbers make no sense.
func (c *Solve) Validate() error {
	return errors.Join(wall(c.Seconds), natural("threads", c.Threads), natural("iterations", c.Iterations))
}

// Validate says which numbers make no sense.
func (c *Repair) Validate() error {
	return errors.Join(wall(c.Seconds), natural("iterations", c.Iterations))
}

// Validate says which numbers make no sense.
func (c *Whatif) Validate() error {
	return errors.Join(wall(c.Seconds), natural("iterations", c.Iterations))
}

// Validate says which numbers make no sense.
func (c *Bound) Validate() error {
	return errors.Join(wall(c.Seconds), natural("threads", c.Threads), natural("rounds", c.Rounds))
}

// boundTime is how long a bound may take when nobody says: the last seconds raise
// it by next to nothing.
func boundTime(audits int) time.Duration {
	return 25*time.Second + time.Duration(max(0, audits-2000))*17500*time.Microsecond
}

// keep is what of the time is left for judging and writing: more where loading
// showed that the machine has other things to do.
func keep(audits int, loading time.Duration) time.Duration {
	return max(60*time.Millisecond+time.Duration(audits)*60*time.Microsecond, loading/3)
}

// allow is how long the search may take of the seconds given, so that the file
// is written in time. Loading ends now.
func allow(seconds float64, audits int, began time.Time) time.Duration {
	total := time.Duration(seconds * float64(time.Second))
	return max(total-keep(audits, time.Since(began)), (total+1)/2)
}
