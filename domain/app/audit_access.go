package app

import (
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/state"
)

// mustPlan lets planners and admins through: who writes master data, contracts
// and bookings.
func mustPlan(actor domain.Actor) error {
	if actor.Is(domain.Planner, domain.Admin, domain.System) {
		return nil
	}
	return domain.MayNot("This is for planners.")
}

// ofClient tells whether the actor may see what belongs to a client by its
// role: staff all, client users their own. Auditors see what they are on.
func ofClient(actor domain.Actor, client domain.ID) bool {
	return actor.Staff() || actor.Is(domain.Client) && client != "" && actor.ClientID == client
}

// seesAudit tells whether the actor may see an audit. A held date is the
// planner's own thought, so a held seat shows nobody the audit.
func seesAudit(actor domain.Actor, a audit.Audit) bool {
	return ofClient(actor, a.ClientID) || onTeam(actor, a)
}

// onTeam tells whether the actor sits on the audit and knows it.
func onTeam(actor domain.Actor, a audit.Audit) bool {
	return actor.Is(domain.Auditor) && a.Dates != audit.Hold && a.On(actor.PersonID)
}

// auditFor loads an audit the actor may see. A foreign one is as unknown as one
// that is not there.
func auditFor(tx Tx, actor domain.Actor, id domain.ID) (audit.Audit, error) {
	x, err := tx.Audit(id)
	if err != nil {
		return audit.Audit{}, err
	}
	if !seesAudit(actor, x) {
		return audit.Audit{}, domain.NotFound("audit")
	}
	return x, nil
}

// sawLatest refuses a writer who saw another version than the stored one.
func sawLatest(what string, seen, stored domain.Version) error {
	if seen != stored {
		return domain.E(domain.Stale, "stale", "The %s changed since you read it; look at it again.", what)
	}
	return nil
}

// step refuses what the life of a thing does not allow (rule state.transition);
// code says it to programs.
func step(thing, no, from, to, code string) error {
	f := state.Transition(thing, from, to)
	if f.Met {
		return nil
	}
	e := domain.E(domain.Conflict, code, "The %s %s is %s: %s", thing, no, strings.ReplaceAll(from, "_", " "), f.Remedy)
	e.Findings = []domain.Finding{f}
	return e
}
