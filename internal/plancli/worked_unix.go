//go:build unix

package plancli

import (
	"syscall"
	"time"
)

// worked is the processor time the program has used so far, collecting its
// garbage included.
func worked() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
