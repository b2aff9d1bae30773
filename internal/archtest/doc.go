// Package archtest holds the tests that keep the house in shape: who may
// import whom, what may lie where, how long a file may grow, what may not be
// written. Each failure names the reason of the rule it broke.
package archtest
