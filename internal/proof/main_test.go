package proof

import (
	"os"
	"strconv"
	"testing"
	"time"
)

// childEnv tells a process started by a test of this package which part it plays.
const childEnv = "CERTWRIGHT_PROOF_CHILD"

func TestMain(m *testing.M) {
	switch os.Getenv(childEnv) {
	case "book":
		os.Exit(bookingChild(os.Args[1:]))
	case "naive":
		os.Exit(naiveChild(os.Args[1:]))
	}
	os.Exit(m.Run())
}

// soakTime is how long a long run lasts: what SOAK_SECONDS says, else the
// short time that suits a test of every day.
func soakTime(short time.Duration) time.Duration {
	if n, err := strconv.Atoi(os.Getenv("SOAK_SECONDS")); err == nil && n > 0 {
		return time.Duration(n) * time.Second
	}
	return short
}
