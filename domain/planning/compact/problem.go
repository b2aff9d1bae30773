// Package compact is the planning problem in the form the optimiser works on:
// everything that depends on one audit, one person and one start alone is
// settled beforehand, as integers and bits. What is left to ask while searching
// is who is free. That this says the same as the plain form in package check is
// tested on random plans, to the euro.
package compact

import "github.com/certwright/certwright/domain/planning"

// Problem is a compiled instance; it is not changed by searching.
type Problem struct {
	In      *planning.Instance
	Slots   int // half-days of the horizon
	Weeks   int
	Periods int
	People  []Person
	Audits  []Audit
	Seats   []Seat   // of all audits, audit by audit
	Cands   []Cand   // of all seats, seat by seat, cheapest first
	Starts  []Start  // of all audits, audit by audit, earliest first
	Bits    []uint64 // per candidate: the starts it can do
	Stays   []Stay   // by Seat.Shape and start slot
	Weekly  []Weekly
	Ties    []Tie // relations, from both sides
	Over    int32 // euro a half-day over target
	Far     int32 // euro more a half-day over 120 %
}

// Person is what ceilings and load need to know of an auditor.
type Person struct {
	Target, Far int32 // half-days a period
	MaxWeek     int32
	MaxTotal    int32
	Use         int32 // euro for being used at all
}

// Audit points at its starts, seats and ties.
type Audit struct {
	Start0, Starts int32
	Seat0, Seats   int32
	Tie0, Ties     int32
	Words          int32 // of start bits per candidate
	LeadSeat       int32 // index within the audit; -1: nobody leads
	Out            int32 // euro for leaving it out
	Full           uint64
	Site           int32
}

// Seat is one position.
type Seat struct {
	Cand0, Cands int32
	Shape        int32 // first entry of its stays
	Len          int32 // half-days
}

// Cand is a person who may hold a seat on some starts. Somebody whose codes
// change within the window is there once for each set of codes.
type Cand struct {
	Who   int32
	Price int32  // journey, rate, lead and disturbance terms on a start without days off inside
	Night int32  // euro for each night more
	Bits  int32  // first word in Problem.Bits
	Cover uint64 // which of the audit's codes the person brings
	Block int32  // half-days of journey each way
	KM    int32
}

// Start is a half-day an audit may start on.
type Start struct {
	Slot, End int32 // first and last half-day
	Day, Last int32 // their days
	Price     int32 // late, preferred, split and moved terms
	Period    int32
}

// Stay is where a seat's work lies for one start of its audit.
type Stay struct {
	First, Last int32 // half-days; First < 0: impossible
	Nights      int32 // beyond those of a stay without days off inside
	Week0       int32 // first entry in Problem.Weekly
	Weeks       int32
}

// Weekly is a part of a stay that falls into one week.
type Weekly struct{ Week, Len int32 }

// Tie is a relation seen from one of its audits.
type Tie struct {
	Other    int32
	First    bool // this audit is the first of the two
	Min, Max int32
	Lead     Tied
	Change   int32 // euro when the leads differ
}

// Tied says what a relation wants of the two leads.
type Tied uint8

// Kinds of ties between leads.
const (
	AnyLead Tied = iota
	PreferSame
	RequireSame
	ForbidSame
)

// CanStart tells whether a candidate can do the audit's i-th start.
func (p *Problem) CanStart(c *Cand, i int32) bool {
	return p.Bits[c.Bits+i>>6]>>(uint(i)&63)&1 != 0
}

// Stay is where a seat lies when its audit starts on a slot.
func (p *Problem) Stay(s *Seat, slot int32) *Stay { return &p.Stays[s.Shape+slot] }

// Load is the price of n half-days in one period.
func (p *Problem) Load(k *Person, n int32) int32 {
	switch {
	case n <= k.Target:
		return 0
	case n <= k.Far:
		return p.Over * (n - k.Target)
	}
	return p.Over*(n-k.Target) + p.Far*(n-k.Far)
}
