package programme

import (
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
)

// OwedRule is judged by MayFallAway.
var OwedRule = domain.Rule{
	ID: "programme.owed", Title: "What a cycle owes does not fall away", Clause: "9.1.3.2, 9.1.3.3", Edition: iso17021,
	Kind: domain.Hard, Basis: domain.Confirmed,
	Why: "The programme holds a two-stage initial audit, a surveillance in every calendar year and a recertification before expiry. One of them may be moved or replaced, but not dropped.",
}

// MayFallAway judges whether an audit may be cancelled: one the programme owes
// only when another takes its place.
func MayFallAway(title string, owed, replaced bool, w audit.Window) domain.Finding {
	switch {
	case !owed:
		return OwedRule.Met("The programme does not owe %s.", title)
	case replaced:
		return OwedRule.Met("Another audit takes the place of %s.", title)
	}
	return OwedRule.Broken("Move it to other days"+w.Between()+", release its booking and plan it later, or cancel it with a new audit in its place.",
		"The programme still owes %s.", title)
}
