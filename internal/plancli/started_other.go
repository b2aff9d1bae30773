//go:build !linux

package plancli

import "time"

// started is when the program was loaded.
var started = time.Now()
