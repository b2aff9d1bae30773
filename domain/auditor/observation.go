package auditor

import (
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
)

// Observation is one look at an auditor at work on site (a witnessed audit), by
// somebody else (ISO/IEC 17021-1 7.2.10). It is never changed; a mistake is
// put right by another observation.
type Observation struct {
	ID         domain.ID
	PersonID   domain.ID
	SchemeID   string
	AuditID    domain.ID // the audit watched, where it is one of ours
	On         domain.Date
	ObserverID domain.ID
	Outcome    string
	Note       string
}

// Outcomes of an observation.
var Outcomes = []string{"competent", "with_conditions", "not_competent"}

// How often an auditor is watched, in months: the standard asks for "periodic"
// and gives no number, so these are the body's own.
const (
	FirstObservation = 12 // after being authorised for a scheme
	ObserveEvery     = 36
	ObserveAgain     = 6 // after one that was not simply good
)

// Check says which fields of an observation are wrong.
func (o Observation) Check(today domain.Date) error {
	var f domain.Fault
	f.Need("scheme_id", o.SchemeID)
	if o.On == 0 || o.On > today {
		f.Add("on", "is the day of the observation, today at the latest")
	}
	if o.ObserverID == o.PersonID {
		f.Add("observer_id", "nobody watches themselves")
	}
	if !slices.Contains(Outcomes, o.Outcome) {
		f.Add("outcome", "%q is none of %s", o.Outcome, strings.Join(Outcomes, ", "))
	}
	if o.Outcome != "competent" {
		f.Need("note", o.Note)
	}
	return f.Err()
}

// ObservationDue is when an auditor is to be watched next in a scheme: counted
// from the last observation, or from being authorised when there is none.
func ObservationDue(authorised domain.Date, last Observation) domain.Date {
	switch {
	case last.On == 0:
		return authorised.AddMonths(FirstObservation)
	case last.Outcome != "competent":
		return last.On.AddMonths(ObserveAgain)
	}
	return last.On.AddMonths(ObserveEvery)
}
