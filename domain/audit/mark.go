package audit

import "github.com/certwright/certwright/domain"

// Mark is how the cycle line draws an audit.
type Mark string

const (
	ToPlan        Mark = "to_plan"   // hollow
	MarkProposed  Mark = "proposed"  // half
	MarkConfirmed Mark = "confirmed" // full
	Done          Mark = "done"      // tick
	Late          Mark = "late"      // red
	MarkCancelled Mark = "cancelled"
)

// MarkOn is the audit's mark on a day. Late is what should have been held: its
// booked days, or else its window, have passed.
func (a Audit) MarkOn(today domain.Date) Mark {
	end := a.Stretch.To
	if a.Dates == Open {
		end = a.Window.Latest
	}
	switch {
	case a.State == Cancelled:
		return MarkCancelled
	case a.Held():
		return Done
	case end != 0 && end < today && a.State == Owed:
		return Late
	case a.Dates == Confirmed || a.State == InProgress:
		return MarkConfirmed
	case a.Dates == Proposed:
		return MarkProposed
	}
	return ToPlan
}
