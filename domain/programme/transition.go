package programme

import "github.com/certwright/certwright/domain"

const md26 = "IAF MD 26:2023"

// ValidUntilRule is computed by Transition.ValidUntil.
var ValidUntilRule = domain.Rule{
	ID: "transition.valid_until", Title: "Certificates of an old edition end with its transition", Clause: "4", Edition: md26,
	Kind: domain.Value, Basis: domain.Confirmed,
	Why: "A certificate against a withdrawn edition ends on the last day of the transition, whatever expiry is printed on it.",
}

// AuditAllowedRule is judged by Transition.Allows.
var AuditAllowedRule = domain.Rule{
	ID: "transition.audit_allowed", Title: "Audits against an old edition", Clause: "4", Edition: md26,
	Kind: domain.Hard, Basis: domain.Confirmed,
	Why: "From a day on, nobody is certified or recertified any more against an edition that is about to end.",
}

// ExpiryEffectRule is computed by TransitionExpiry.
var ExpiryEffectRule = domain.Rule{
	ID: "transition.expiry_effect", Title: "A transition keeps the expiry", Clause: "4", Edition: md26,
	Kind: domain.Value, Basis: domain.Recalled,
	Why: "Moving to the new edition at a surveillance or at a separate audit changes the document, not the cycle. Only a full recertification begins a new cycle.",
}

// Transition is the way from an old edition of a standard to its successor.
// It is scheme data.
type Transition struct {
	Edition          string      `json:"edition"`            // the old edition, "ISO/IEC 27001:2013"
	Successor        string      `json:"successor"`          // "ISO/IEC 27001:2022"
	LastInitialAudit domain.Date `json:"last_initial_audit"` // last day of an initial or recertification audit against the old edition
	Ends             domain.Date `json:"ends"`               // last day of certificates of the old edition
}

// ValidUntil is until when a certificate of the old edition is valid.
func (t Transition) ValidUntil(printedExpiry domain.Date) domain.Date {
	return domain.Earlier(printedExpiry, t.Ends)
}

// Allows judges an audit of a type against the old edition on a day. Types are
// initial, stage1, stage2, recertification, surveillance and special.
func (t Transition) Allows(auditType string, day domain.Date) domain.Finding {
	last := t.Ends
	switch auditType {
	case "initial", "stage1", "stage2", "recertification":
		last = t.LastInitialAudit
	}
	if last != 0 && day > last {
		return AuditAllowedRule.Broken("Audit against "+t.Successor+".",
			"The last day for a %s audit against %s was %s.", auditType, t.Edition, last.Long()).With("last_day", last)
	}
	return AuditAllowedRule.Met("A %s audit against %s is allowed on %s.", auditType, t.Edition, day.Long())
}

// TransitionExpiry is the expiry after a transition audit: at a recertification
// that of the renewal, else the one there was.
func TransitionExpiry(mode string, decision, expiry domain.Date, p Policy) domain.Date {
	if mode == "recertification" {
		return RenewedExpiry(expiry, decision, p).Expiry
	}
	return expiry
}
