package programme

import "github.com/certwright/certwright/domain"

// State is how far a certification cycle has come.
type State string

const (
	Planned   State = "planned"   // contracted, no decision yet
	Active    State = "active"    // decided; the cycle runs
	Completed State = "completed" // followed by the next cycle
	Broken    State = "broken"    // withdrawn or expired without a successor
)

// Programme is one certification cycle of one contract and scheme edition: its
// anchor is the decision, and every due date is counted from there.
type Programme struct {
	ID               domain.ID
	Version          domain.Version
	ContractID       domain.ID
	ClientID         domain.ID
	SchemeID         string
	SchemeVersion    int
	Cycle            int // 1 is the initial cycle
	State            State
	OriginalDecision domain.Date // of the first cycle; none before it
	Anchor           domain.Date // decision that began this cycle; none before it
	Expiry           domain.Date
}
