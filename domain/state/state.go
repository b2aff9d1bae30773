// Package state holds the lives of the things a certification body works on:
// which state may follow which. One table a thing, beside the thing where code
// moves it, and one rule over them all.
package state

import (
	"maps"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
)

// TransitionRule is judged by Transition.
var TransitionRule = domain.Rule{
	ID: "state.transition", Title: "Which state may follow which", Clause: "9.6.5", Edition: "ISO/IEC 17021-1:2015",
	Kind: domain.Hard, Basis: domain.Policy,
	Why: "Withdrawn and superseded certificates stay so: getting certified again needs a new application, and nothing is suspended that was never valid.",
}

// Rules lists the cards of this package.
func Rules() []domain.Rule { return []domain.Rule{TransitionRule} }

// Lives are the tables, by the thing's name. Nobody leaves a terminal state, and
// expired becomes valid by restoration only (rule recert.outcome).
var Lives = map[string]domain.Life{
	"certificate": {
		"draft":      {"valid"},
		"valid":      {"suspended", "expired", "superseded", "cancelled"},
		"suspended":  {"valid", "withdrawn", "expired"},
		"expired":    {"valid"},
		"withdrawn":  nil,
		"superseded": nil,
		"cancelled":  nil,
	},
	"application": {
		"draft":          {"submitted"},
		"submitted":      {"under_review"},
		"under_review":   {"info_requested", "accepted", "declined"},
		"info_requested": {"under_review"},
		"accepted":       {"quoted"},
		"quoted":         {"contracted", "lapsed"},
		"declined":       nil,
		"contracted":     nil,
		"lapsed":         nil,
	},
	"contract": {
		"offered":    {"active", "declined", "withdrawn"},
		"declined":   nil,
		"withdrawn":  nil,
		"active":     {"amended", "terminated"},
		"amended":    {"amended", "terminated"},
		"terminated": nil,
	},
	"amendment": {
		"offered":   {"accepted", "in_force", "declined", "withdrawn"},
		"accepted":  {"in_force", "withdrawn"},
		"in_force":  nil,
		"declined":  nil,
		"withdrawn": nil,
	},
	"programme": {
		"planned":   {"active"},
		"active":    {"completed", "broken"},
		"completed": nil,
		"broken":    nil,
	},
	"audit":         audit.Life,
	"nonconformity": audit.FindingLife,
	"decision": {
		"package_open":  {"complete"},
		"complete":      {"assigned"},
		"assigned":      append([]string{"clarification"}, outcomes...),
		"clarification": append([]string{"assigned"}, outcomes...),
		"granted":       nil, "refused": nil, "renewed": nil, "extended": nil, "reduced": nil,
		"suspended": nil, "restored": nil, "withdrawn": nil, "cancelled": nil,
	},
}

var outcomes = []string{"granted", "refused", "renewed", "extended", "reduced", "suspended", "restored", "withdrawn", "cancelled"}

// Transition judges a step in the life of a thing, such as "certificate".
func Transition(thing, from, to string) domain.Finding {
	life, known := Lives[thing]
	if !known {
		return TransitionRule.Broken("Use one of "+strings.Join(slices.Sorted(maps.Keys(Lives)), ", ")+".", "There is no life of a %q.", thing)
	}
	if life.May(from, to) {
		return TransitionRule.Met("A %s may go from %s to %s.", thing, from, to)
	}
	remedy := "Nothing follows " + from + "; begin anew, with an application."
	if next := life[from]; len(next) > 0 {
		remedy = "From " + from + " it may become " + strings.Join(next, ", ") + "."
	}
	return TransitionRule.Broken(remedy, "A %s may not go from %s to %s.", thing, from, to).With("from", from).With("to", to)
}
