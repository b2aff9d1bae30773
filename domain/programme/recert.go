package programme

import "github.com/certwright/certwright/domain"

// RecertOutcomeRule is judged by Recertify.
var RecertOutcomeRule = domain.Rule{
	ID: "recert.outcome", Title: "What a recertification decision leads to", Clause: "9.6.3.2.3, 9.6.3.2.4, 9.6.3.2.5", Edition: iso17021,
	Kind: domain.Hard, Basis: domain.Confirmed,
	Why: "Decided by the expiry day the cycle goes on without a gap; later the certification can be restored for six months if the outstanding work is complete, and after that at least a new Stage 2 is needed. Validity is never extended and a gap is never hidden.",
}

// NoDriftRule is computed by Expiries.
var NoDriftRule = domain.Rule{
	ID: "recert.no_drift", Title: "Renewals keep the expiry day", Clause: "9.6.3.2.3", Edition: iso17021,
	Kind: domain.Value, Basis: domain.Policy,
	Why: "The day-before convention is applied once, at the first cycle. Applied at every renewal it would cost the client a day each time.",
}

// EarlyCapRule is computed by RenewedExpiry.
var EarlyCapRule = domain.Rule{
	ID: "recert.early_cap", Title: "A very early renewal counts from its decision", Clause: "9.1.3.2, 9.6.3.2.3", Edition: iso17021,
	Kind: domain.Value, Basis: domain.Policy,
	Why: "Counting from the old expiry after a decision taken long before it would make a cycle much longer than three years.",
}

// RecertPlanRule is computed by PlanRecert.
var RecertPlanRule = domain.Rule{
	ID: "recert.plan", Title: "When a recertification is planned", Clause: "9.6.3.1.1", Edition: iso17021,
	Kind: domain.Value, Basis: domain.Policy,
	Why: "Corrections, review and decision must fit between the audit and the expiry, so the audit has to end some time before.",
}

// RecertStatus is what a recertification comes to.
type RecertStatus string

const (
	Renewed         RecertStatus = "renewed"                 // decided in time, no gap
	Restored        RecertStatus = "restored"                // decided after expiry, prior cycle kept
	NewCycle        RecertStatus = "new_cycle"               // after a new Stage 2, counted from the decision
	Stage2Required  RecertStatus = "blocked_stage2_required" // too late without a new Stage 2
	WorkOutstanding RecertStatus = "blocked_outstanding"     // in time, but audit or corrections are not complete
	Pending         RecertStatus = "pending"                 // not decided, not yet expired
	RanOut          RecertStatus = "expired"                 // not decided, expired
)

// RecertFacts are what a recertification decision rests on.
type RecertFacts struct {
	OldExpiry       domain.Date
	Decision        domain.Date // none while there is none
	Today           domain.Date // for the case without a decision
	OutstandingDone bool        // audit complete, majors verified, minors planned
	NewStage2       bool        // at least a new Stage 2 was held
}

// RecertOutcome is what the facts come to. Effective, Expiry and GapDays are
// set where the certification goes on.
type RecertOutcome struct {
	Status    RecertStatus
	Effective domain.Date
	Expiry    domain.Date
	GapDays   int // days without certification
}

// Recertify judges a recertification decision.
func Recertify(f RecertFacts, p Policy) RecertOutcome {
	switch {
	case f.Decision == 0 && f.Today > f.OldExpiry:
		return RecertOutcome{Status: RanOut}
	case f.Decision == 0:
		return RecertOutcome{Status: Pending}
	case f.Decision <= f.OldExpiry && !f.OutstandingDone:
		return RecertOutcome{Status: WorkOutstanding}
	case f.Decision <= f.OldExpiry:
		return RecertOutcome{Status: Renewed, Effective: f.Decision, Expiry: RenewedExpiry(f.OldExpiry, f.Decision, p).Expiry}
	}
	gap := f.Decision.DaysSince(f.OldExpiry) - 1
	switch {
	case f.OutstandingDone && f.Decision <= f.OldExpiry.AddMonths(p.RestoreMonths):
		return RecertOutcome{Status: Restored, Effective: f.Decision, Expiry: f.OldExpiry.AddMonths(p.CycleMonths), GapDays: gap}
	case f.NewStage2:
		return RecertOutcome{Status: NewCycle, Effective: f.Decision, Expiry: p.ExpiryFrom(f.Decision), GapDays: gap}
	}
	return RecertOutcome{Status: Stage2Required}
}

// Certified tells whether the certification goes on.
func (o RecertOutcome) Certified() bool {
	return o.Status == Renewed || o.Status == Restored || o.Status == NewCycle
}

// Cycle is the cycle that follows, where the certification goes on. A new cycle
// is still no initial certification in the sense of the 12-month rule.
func (o RecertOutcome) Cycle() Cycle { return Cycle{Decision: o.Effective, Expiry: o.Expiry} }

// Finding is the outcome as a verdict of recert.outcome.
func (o RecertOutcome) Finding() domain.Finding {
	switch o.Status {
	case Stage2Required:
		return RecertOutcomeRule.Broken("Hold at least a new Stage 2.", "It is too late to restore the certification with the work at hand.")
	case WorkOutstanding:
		return RecertOutcomeRule.Broken("Complete the audit and verify the corrections of every major nonconformity.",
			"Recertification work is outstanding.")
	case RanOut:
		return RecertOutcomeRule.Broken("Complete the outstanding work and decide within the restoration time, or hold a new Stage 2.",
			"The certification has expired without a recertification decision; its validity is not extended.")
	case Pending:
		return RecertOutcomeRule.Broken("Decide before the expiry.", "There is no recertification decision yet.")
	}
	return RecertOutcomeRule.Met("%s, effective %s, until %s, %d day(s) uncertified.", o.Status, o.Effective.Long(), o.Expiry.Long(), o.GapDays).
		With("expiry", o.Expiry)
}

// RenewedBase says what a renewed expiry is counted from.
type RenewedBase struct {
	From   string // "decision" or "prior_expiry"
	Expiry domain.Date
}

// RenewedExpiry is the expiry after a renewal in time. A decision earlier than
// the cap before the old expiry counts from itself; a cap of 0 is none.
func RenewedExpiry(oldExpiry, decision domain.Date, p Policy) RenewedBase {
	if p.EarlyCapMonths > 0 && decision < oldExpiry.AddMonths(-p.EarlyCapMonths) {
		return RenewedBase{From: "decision", Expiry: p.ExpiryFrom(decision)}
	}
	return RenewedBase{From: "prior_expiry", Expiry: oldExpiry.AddMonths(p.CycleMonths)}
}

// Expiries lists the first expiry and those after each renewal in time, all
// counted from the first.
func Expiries(decision domain.Date, renewals int, p Policy) []domain.Date {
	first := p.ExpiryFrom(decision)
	return append([]domain.Date{first}, Monthly(first, p.CycleMonths, renewals)...)
}

// RecertPlan is when the planning of a recertification opens and by when its
// audit should have ended.
type RecertPlan struct {
	Opens     domain.Date
	AuditEnds domain.Date
}

// PlanRecert plans the recertification of a cycle.
func PlanRecert(expiry domain.Date, p Policy) RecertPlan {
	return RecertPlan{Opens: expiry.AddMonths(-p.RecertOpens), AuditEnds: expiry.AddDays(-p.RecertEndsDays)}
}
