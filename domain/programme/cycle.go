package programme

import "github.com/certwright/certwright/domain"

// InitialRule is computed by First.
var InitialRule = domain.Rule{
	ID: "cycle.initial", Title: "The cycle and its due days", Clause: "9.1.3.2, 9.1.3.3", Edition: iso17021,
	Kind: domain.Value, Basis: domain.Confirmed,
	Why: "A cycle runs three years from the certification decision, with surveillance in its first and second year. Whether it ends on the anniversary or the day before is the body's convention.",
}

// AnchorRule is computed by First: the decision is its only date.
var AnchorRule = domain.Rule{
	ID: "cycle.anchor", Title: "The decision anchors the cycle", Clause: "9.1.3.2", Edition: iso17021,
	Kind: domain.Value, Basis: domain.Confirmed,
	Why: "Neither the last day of Stage 2 nor the day the certificate was printed moves a due date: everything counts from the decision.",
}

// AlignRule is computed by Align.
var AlignRule = domain.Rule{
	ID: "cycle.align", Title: "Aligned cycles share the earliest expiry", Clause: "9.1.3, 8.2.2 c", Edition: iso17021,
	Kind: domain.Value, Basis: domain.Policy,
	Why: "Bringing certificates into step may shorten a cycle and never lengthens one.",
}

// Cycle is one certification cycle: from its decision to its expiry, the expiry
// day included.
type Cycle struct {
	Decision domain.Date
	Expiry   domain.Date
	Initial  bool // begun by an initial certification, not by a recertification
}

// First is the cycle that an initial certification decision begins.
func First(decision domain.Date, p Policy) Cycle {
	return Cycle{Decision: decision, Expiry: p.ExpiryFrom(decision), Initial: true}
}

// ExpiryFrom is the last day of a cycle counted from its decision.
func (p Policy) ExpiryFrom(decision domain.Date) domain.Date {
	end := decision.AddMonths(p.CycleMonths)
	if p.Convention == MinusOneDay {
		return end.AddDays(-1)
	}
	return end
}

// SurveillanceDue is the anniversary on which a surveillance is due; the first
// is number 1.
func (c Cycle) SurveillanceDue(number int, p Policy) domain.Date {
	return c.Decision.AddMonths(number * p.SurveillanceMonths)
}

// Surveillances is how many anniversaries fall into a cycle and owe a surveillance.
func (p Policy) Surveillances() int { return (p.CycleMonths - 1) / p.SurveillanceMonths }

// RestoreUntil is the last day on which an expired certification can be restored.
func (c Cycle) RestoreUntil(p Policy) domain.Date { return c.Expiry.AddMonths(p.RestoreMonths) }

// Align is the expiry that certificates brought into step share; none for none.
func Align(expiries ...domain.Date) domain.Date {
	var common domain.Date
	for _, e := range expiries {
		common = domain.Earlier(common, e)
	}
	return common
}
