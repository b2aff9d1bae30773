// Package proof tries the hard promises from outside, the way they would be
// broken: several processes on one database, rows edited by hand, checks taken
// away. It holds tests alone.
package proof
