package certificate

import (
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
)

// EffectiveRule is judged by Effective.
var EffectiveRule = domain.Rule{
	ID: "certificate.effective_date", Title: "Effective no earlier than the decision", Clause: "8.2.2 b", Edition: iso17021,
	Kind: domain.Hard, Basis: domain.Confirmed,
	Why: "A certificate dated before its decision says that somebody was certified while nobody had decided it.",
}

// ContentRule is judged by Content.
var ContentRule = domain.Rule{
	ID: "certificate.content", Title: "What a certificate says", Clause: "8.2.2 a to i; ISO/IEC 27006-1:2024 8.2.2", Edition: iso17021,
	Kind: domain.Hard, Basis: domain.Confirmed,
	Why: "A reader must see who is certified, where, for what, against which edition, by whom and until when; an information security certificate names the version of the Statement of Applicability.",
}

// ReissueRule is computed by Reissue.
var ReissueRule = domain.Rule{
	ID: "certificate.reissue", Title: "A new revision keeps the expiry", Clause: "8.2.2 b, 8.2.2 i, 9.6.4.1", Edition: iso17021,
	Kind: domain.Value, Basis: domain.Policy,
	Why: "A change of scope or address takes effect on its decision, is told apart from the document before it, and does not lengthen the cycle.",
}

// StatusRule is computed by StatusOn.
var StatusRule = domain.Rule{
	ID: "certificate.status_on", Title: "What a certificate is worth on a day", Clause: "9.1.3.2, 9.6.5", Edition: iso17021,
	Kind: domain.Value, Basis: domain.Policy,
	Why: "The expiry day is the last valid day. A suspended certificate is not valid meanwhile.",
}

// Effective judges an effective date by the decision.
func Effective(decision, effective domain.Date) domain.Finding {
	if effective < decision {
		return EffectiveRule.Broken("Make it effective on "+decision.Long()+" or later.",
			"The effective date %s lies before the decision.", effective.Long()).With("decision", decision)
	}
	return EffectiveRule.Met("Effective on %s, not before the decision.", effective.Long())
}

// CommonContent are the elements of every certificate (8.2.2 a to g). A scheme
// adds its own.
var CommonContent = []string{
	"client_name", "client_location", "effective_date", "expiry_date", "unique_id",
	"standard_with_edition", "scope", "cb_name", "cb_address", "cb_mark",
}

// MissingContent lists the needed elements that are not present, in the order
// they are needed.
func MissingContent(needed, present []string) []string {
	var missing []string
	for _, n := range needed {
		if !slices.Contains(present, n) {
			missing = append(missing, n)
		}
	}
	return missing
}

// Content judges a document by the elements its scheme needs.
func Content(needed, present []string) domain.Finding {
	if missing := MissingContent(needed, present); len(missing) > 0 {
		return ContentRule.Broken("Add "+strings.Join(missing, ", ")+".", "The certificate lacks %s.", strings.Join(missing, ", ")).
			With("missing", strings.Join(missing, ", "))
	}
	return ContentRule.Met("The certificate says everything it must.")
}

// Issue is one document of a certificate: its revision and the days on it.
type Issue struct {
	Revision  int
	Effective domain.Date
	Expiry    domain.Date
}

// Reissue is the document that follows on a decision that is no renewal. The
// one before it is superseded.
func Reissue(before Issue, decision domain.Date) Issue {
	return Issue{Revision: before.Revision + 1, Effective: decision, Expiry: before.Expiry}
}

// Life is what the status of a certificate depends on; days that did not come
// are none.
type Life struct {
	Effective domain.Date
	Expiry    domain.Date
	Withdrawn domain.Date
	Suspended []domain.Period // from the first day without validity to the day before its restoration
}

// StatusOn is "not_yet", "valid", "suspended", "withdrawn" or "expired".
func (l Life) StatusOn(day domain.Date) string {
	switch {
	case day < l.Effective:
		return "not_yet"
	case l.Withdrawn != 0 && day >= l.Withdrawn:
		return "withdrawn"
	case day > l.Expiry:
		return "expired"
	}
	for _, s := range l.Suspended {
		if s.Contains(day) {
			return "suspended"
		}
	}
	return "valid"
}
