// Package impartiality holds the register of threats to impartiality: what
// might sway an audit or a decision, what is done about it, and when somebody
// looks at it again (ISO/IEC 17021-1 5.2.3).
package impartiality

import (
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
)

// Threats are the four kinds the standard names (5.2.2).
var Threats = []string{"self_interest", "self_review", "familiarity", "intimidation"}

// Levels say how much a threat would matter, with its safeguards in place.
var Levels = []string{"low", "medium", "high"}

// State tells whether a risk is still watched.
type State string

const (
	Open   State = "open"
	Closed State = "closed" // the threat is gone; the record stays
)

// Risk is one threat to impartiality, about a client, a person, both, or the
// body itself.
type Risk struct {
	ID         domain.ID
	Version    domain.Version
	No         string // "R0001"
	Threat     string
	Subject    string // what the threat is, in a sentence
	ClientID   domain.ID
	PersonID   domain.ID
	Level      string
	Safeguards string // what is done about it
	Owner      string // who answers for it
	State      State
	ReviewDue  domain.Date // none once closed
	ReviewedOn domain.Date
	Note       string // of the last review
}

// ReviewEvery is the longest a risk may go unseen: the review of impartiality
// is at least yearly (5.2.3).
const ReviewEvery = 12 // months

// Check says which fields of a risk are wrong.
func (r Risk) Check(today domain.Date) error {
	var f domain.Fault
	f.Need("subject", r.Subject)
	f.Need("safeguards", r.Safeguards)
	f.Need("owner", r.Owner)
	if !slices.Contains(Threats, r.Threat) {
		f.Add("threat", "%q is none of %s", r.Threat, strings.Join(Threats, ", "))
	}
	if !slices.Contains(Levels, r.Level) {
		f.Add("level", "%q is none of %s", r.Level, strings.Join(Levels, ", "))
	}
	latest := today.AddMonths(ReviewEvery)
	switch {
	case r.State != Open && r.State != Closed:
		f.Add("state", "is open or closed")
	case r.State == Open && r.ReviewDue == 0:
		f.Add("review_due", "an open risk is looked at again; by %s at the latest", latest)
	case r.State == Open && r.ReviewDue > latest:
		f.Add("review_due", "lies beyond %s: each risk is looked at once a year at least (ISO/IEC 17021-1 5.2.3)", latest)
	case r.State == Closed && r.ReviewDue != 0:
		f.Add("review_due", "a closed risk is not looked at again")
	}
	return f.Err()
}

// Late tells whether the review is overdue on a day.
func (r Risk) Late(today domain.Date) bool { return r.State == Open && r.ReviewDue < today }
