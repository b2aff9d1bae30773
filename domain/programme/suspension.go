package programme

import "github.com/certwright/certwright/domain"

// SuspensionDeadlineRule is computed by ResolveBy.
var SuspensionDeadlineRule = domain.Rule{
	ID: "suspension.deadline", Title: "By when a suspension must be resolved", Clause: "9.6.5.4 note", Edition: iso17021,
	Kind: domain.Value, Basis: domain.Confirmed,
	Why: "A suspension lasts no longer than six months in most cases, and never beyond the expiry: suspending does not extend validity.",
}

// SuspensionNextRule is judged by SuspensionNext.
var SuspensionNextRule = domain.Rule{
	ID: "suspension.next", Title: "An unresolved suspension ends the certification", Clause: "9.6.5.4", Edition: iso17021,
	Kind: domain.Hard, Basis: domain.Confirmed,
	Why: "What led to the suspension and was not resolved in the time set leads to withdrawal or to a smaller scope.",
}

// SuspensionCycleRule is computed by Cycle itself: no suspension is among its facts.
var SuspensionCycleRule = domain.Rule{
	ID: "suspension.cycle_effect", Title: "A suspension moves no due date", Clause: "9.1.3.2, 9.6.5", Edition: iso17021,
	Kind: domain.Value, Basis: domain.Policy,
	Why: "After a restoration the cycle runs on as if nothing had happened: neither the surveillances nor the expiry move.",
}

// Resolution is the last day to resolve a suspension, and what set it:
// "suspension" or "expiry".
type Resolution struct {
	By        domain.Date
	LimitedBy string
}

// ResolveBy is by when a suspension must be resolved; expiry may be none.
func ResolveBy(suspendedOn, expiry domain.Date, p Policy) Resolution {
	by := suspendedOn.AddMonths(p.SuspensionMonths)
	if expiry != 0 && expiry < by {
		return Resolution{By: expiry, LimitedBy: "expiry"}
	}
	return Resolution{By: by, LimitedBy: "suspension"}
}

// SuspensionNext judges a suspension today; resolvedOn is none while it lasts.
func SuspensionNext(resolveBy, resolvedOn, today domain.Date) domain.Finding {
	settled := today
	if resolvedOn != 0 {
		settled = resolvedOn
	}
	if settled > resolveBy {
		return SuspensionNextRule.Broken("Decide on withdrawal, or on a smaller scope without the failing part.",
			"The suspension was to be resolved by %s.", resolveBy.Long()).With("resolve_by", resolveBy)
	}
	return SuspensionNextRule.Met("The suspension is to be resolved by %s.", resolveBy.Long()).With("resolve_by", resolveBy)
}
