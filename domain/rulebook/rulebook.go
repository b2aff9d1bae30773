// Package rulebook joins the rules of every package into the one list that
// bookings, gates, receipts, screens and the printed rule page read.
package rulebook

import (
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/decision"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/programme"
	"github.com/certwright/certwright/domain/state"
)

// All lists every rule's card, package by package.
func All() []domain.Rule {
	return slices.Concat(
		programme.Rules(), audit.Rules(), audittime.Rules(), auditor.Rules(), planning.Rules(),
		decision.Rules(), certificate.Rules(), state.Rules(), client.Rules(),
	)
}

// Find is the card of a rule by its ID.
func Find(id string) (domain.Rule, bool) {
	all := All()
	if i := slices.IndexFunc(all, func(r domain.Rule) bool { return r.ID == id }); i >= 0 {
		return all[i], true
	}
	return domain.Rule{}, false
}
