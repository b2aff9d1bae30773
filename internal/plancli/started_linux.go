package plancli

import (
	"bytes"
	"os"
	"strconv"
	"time"
)

// started is when the process began: whoever waits for a plan waits for the
// program to be loaded, too.
var started = sinceBoot()

// sinceBoot asks the system, which counts in hundredths of a second.
func sinceBoot() time.Time {
	now := time.Now()
	stat, errStat := os.ReadFile("/proc/self/stat")
	up, errUp := os.ReadFile("/proc/uptime")
	// The name stands in brackets and may hold spaces; the 20th after it is the start.
	fields := bytes.Fields(stat[bytes.LastIndexByte(stat, ')')+1:])
	if errStat != nil || errUp != nil || len(fields) < 20 || len(up) == 0 {
		return now
	}
	began, errBegan := strconv.ParseFloat(string(fields[19]), 64)
	since, errSince := strconv.ParseFloat(string(bytes.Fields(up)[0]), 64)
	age := since - began/100
	if errBegan != nil || errSince != nil || age < 0 || age > 60 {
		return now // not as Linux counts it
	}
	return now.Add(-time.Duration(age * float64(time.Second)))
}
