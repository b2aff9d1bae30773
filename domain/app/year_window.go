package app

import (
	"fmt"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/planning"
)

// Priorities are multiples of the price of leaving an audit out.
const (
	usualAudit   = 1
	limitedAudit = 2 // a hard limit falls into the period: the certificate hangs on it
	overdueAudit = 3 // its window has ended, or ends before the notice is over
)

// window gives the audit its days: the target while it lasts, then up to the
// hard limit, and once that has passed too the whole period, as soon as may be.
// Nothing begins before the notice is over, but where a hard limit leaves no
// other day; a booking that begins sooner keeps its days, whoever goes, or begins
// later where somebody's absence hits it.
func (y *year) window(a *planning.Audit, x audit.Audit) {
	w := x.Window
	a.Earliest, a.Latest = max(w.Earliest, y.soonest), w.Latest
	if one, found := y.firstStage(x); found && y.isFree(one) {
		a.Earliest, a.Latest = y.soonest, 0 // it follows Stage 1, wherever that goes
	}
	if a.Latest != 0 && a.Earliest == y.soonest && !y.fits(x, y.soonest, a.Latest) {
		y.late(a, x)
	}
	if a.Latest == 0 || a.Latest > y.asked.Due.To {
		a.Latest = y.asked.Due.To
	}
	if w.HardLimit != 0 && y.first <= w.HardLimit && w.HardLimit <= y.asked.Due.To {
		a.Priority = max(a.Priority, limitedAudit)
	}
	if x.Type == audit.Stage1 {
		a.Preferred = a.Earliest // a client waits
	}
	if x.Dates != audit.Open {
		a.Earliest, a.Latest = min(a.Earliest, x.Stretch.From), max(a.Latest, x.Stretch.To)
		if x.Stretch.From < y.soonest && !y.hit[x.ID] {
			a.Pin = &planning.Pin{Start: x.Stretch.From, Half: x.Stretch.FromHalf}
		}
	}
	a.Earliest = min(a.Earliest, a.Latest)
}

// late gives days to an audit that has no place left in its window.
func (y *year) late(a *planning.Audit, x audit.Audit) {
	limit := x.Window.HardLimit
	a.Priority, a.Preferred, a.Latest = overdueAudit, y.soonest, 0
	switch {
	case limit == 0:
	case y.fits(x, y.soonest, limit):
		a.Latest = limit
	case y.fits(x, y.first, limit): // the certificate hangs on it: the notice gives way
		a.Earliest, a.Preferred, a.Latest = y.first, y.first, limit
		y.hurry(x, "the rule itself ends on %s and leaves no day after the notice of %d days; it is planned within it. Ask the client first.", limit)
		return
	}
	if y.fits(x, max(x.Window.Earliest, y.first), x.Window.Latest) {
		y.hurry(x, "its window ends on %s, before the notice of %d days is over; it is planned late. An urgent plan can meet it.", x.Window.Latest)
	}
}

// hurry notes what the notice does to an audit without dates.
func (y *year) hurry(x audit.Audit, what string, end domain.Date) {
	if x.Dates == audit.Open && y.soonest > y.first {
		y.hurried = append(y.hurried, fmt.Sprintf("%s (%s): "+what, y.title(x), x.No, end.Long(), y.prices.Notice))
	}
}

// fits tells whether the site works long enough between two days for the audit.
func (y *year) fits(x audit.Audit, from, to domain.Date) bool {
	return from <= to && y.days(x).workingHalves(domain.Stretch{From: from, FromHalf: domain.AM, To: to, ToHalf: domain.PM}) >= x.Lasts()
}
