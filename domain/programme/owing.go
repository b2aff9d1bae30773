package programme

import (
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
)

// WindowRule is computed by Owing.
var WindowRule = domain.Rule{
	ID: "programme.window", Title: "When an owed audit should take place", Clause: "9.1.3", Edition: iso17021,
	Kind: domain.Value, Basis: domain.Policy,
	Why: "A window is the body's own target: it opens a while before the due day and ends where the first rule would be broken, so that planners have room and the hard limits are never met.",
}

// The kinds of audits a running cycle owes.
const (
	SurveillanceAudit = "surveillance"
	RecertAudit       = "recertification"
)

// Held is an audit of the cycle that took place, on the day it is judged by. A
// planned recertification audit may stand here too: it settles which calendar
// years owe a surveillance.
type Held struct {
	Type string
	On   domain.Date
}

// Owed is an audit the cycle still owes. Number counts surveillances from 1; a
// number above the usual ones is owed because a calendar year would else go
// without an audit.
type Owed struct {
	Type   string
	Number int
	Due    domain.Date
	Window audit.Window
}

// Owing lays out what a cycle still owes, in the order it is to be held:
// surveillances, then the recertification. A cycle not yet decided owes nothing.
func Owing(c Cycle, held []Held, p Policy) []Owed {
	if c.Decision == 0 || c.Expiry == 0 {
		return nil
	}
	o := layout{cycle: c, policy: p}
	plan := PlanRecert(c.Expiry, p)
	recertYear, recertHeld := plan.AuditEnds.Year(), false
	for _, h := range held {
		switch h.Type {
		case SurveillanceAudit:
			o.count++
			o.last = max(o.last, h.On)
			o.years = append(o.years, h.On)
		case RecertAudit:
			recertYear, recertHeld = h.On.Year(), true
		}
	}
	var owed []Owed
	for o.count < p.Surveillances() || o.firstUnmet(recertYear) != 0 {
		owed = append(owed, o.next(recertYear))
	}
	if !recertHeld {
		owed = append(owed, Owed{Type: RecertAudit, Number: 1, Due: c.Expiry, Window: audit.Window{
			Earliest: plan.Opens, EarliestRule: RecertPlanRule.ID,
			Latest: plan.AuditEnds, LatestRule: RecertPlanRule.ID,
			HardLimit: c.Expiry, HardRule: RecertOutcomeRule.ID,
		}})
	}
	return owed
}

// layout is the state of a layout: what has been held or laid out so far.
type layout struct {
	cycle  Cycle
	policy Policy
	count  int           // surveillances so far
	last   domain.Date   // the latest of them that was held
	years  []domain.Date // a day in each calendar year that is met
}

// firstUnmet is the first calendar year that owes a surveillance and has none, or 0.
func (o *layout) firstUnmet(recertYear int) int {
	recert := endOfYear(recertYear)
	if missing := CalendarYears(o.cycle.Decision, recert, o.years).Missing; len(missing) > 0 {
		return missing[0]
	}
	return 0
}

// next lays out one more surveillance and counts it as held.
func (o *layout) next(recertYear int) Owed {
	o.count++
	due := o.cycle.SurveillanceDue(o.count, o.policy)
	w := audit.Window{Latest: due, LatestRule: InitialRule.ID, EarliestRule: WindowRule.ID}
	year := o.firstUnmet(recertYear)
	if year != 0 {
		limit(&w, endOfYear(year), CalendarYearsRule.ID)
	}
	if o.count == 1 && o.cycle.Initial {
		limit(&w, due, CheckFirstRule.ID)
	}
	if o.count == 1 && !o.cycle.Initial {
		limit(&w, FirstAfterRecert(o.cycle.Decision, o.policy), FirstAfterRecertRule.ID)
	}
	if o.policy.MaxGapMonths > 0 && o.last != 0 {
		limit(&w, o.last.AddMonths(o.policy.MaxGapMonths), FirstAfterRecertRule.ID)
	}
	w.Earliest = due.AddMonths(-o.policy.SurveillanceOpens)
	if w.Earliest > w.Latest {
		w.Earliest = w.Latest.AddMonths(-o.policy.SurveillanceOpens)
	}
	o.assume(w, year)
	return Owed{Type: SurveillanceAudit, Number: o.count, Due: due, Window: w}
}

// limit brings the hard limit forward to a day, and the target with it. On the
// due day itself the hard rule names the end.
func limit(w *audit.Window, day domain.Date, rule string) {
	if w.HardLimit == 0 || day <= w.HardLimit {
		w.HardLimit, w.HardRule = day, rule
	}
	if day <= w.Latest {
		w.Latest, w.LatestRule = day, rule
	}
}

// assume counts a laid-out surveillance for the year it must fall into. One
// whose window reaches over New Year is counted for neither year but when
// neither owes one any more, so that the next window stays on the safe side.
func (o *layout) assume(w audit.Window, year int) {
	o.last = 0
	switch {
	case w.Earliest.Year() == w.Latest.Year():
		o.years = append(o.years, w.Latest)
	case year != 0 && o.count >= o.policy.Surveillances():
		o.years = append(o.years, endOfYear(year))
	}
}
