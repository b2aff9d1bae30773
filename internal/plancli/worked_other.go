//go:build !unix

package plancli

import "time"

var begun = time.Now()

// worked stands in for processor time where the system does not tell it.
func worked() time.Duration { return time.Since(begun) }
