package app

import (
	"context"
	"fmt"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
)

// ConfirmDates makes proposed dates stand: the client accepts them, or a planner
// who has the client's word.
func (a *App) ConfirmDates(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version) (audit.Audit, error) {
	var x audit.Audit
	err := a.write(ctx, func(tx Tx) (err error) {
		if x, err = proposedTo(tx, actor, id, seen); err != nil {
			return err
		}
		was := x
		x.Dates = audit.Confirmed
		return a.keepBooking(tx, actor, was, &x, Act{Verb: "confirm_dates",
			Summary: fmt.Sprintf("The dates of %s (%s), %s, were confirmed.", x.Title(), x.No, x.Period())})
	})
	return x, err
}

// proposedTo loads an owed audit whose dates the client, or a planner, may answer to.
func proposedTo(tx Tx, actor domain.Actor, id domain.ID, seen domain.Version) (audit.Audit, error) {
	x, err := auditFor(tx, actor, id)
	if err != nil {
		return x, err
	}
	if mustPlan(actor) != nil && !(actor.Is(domain.Client) && actor.ClientID == x.ClientID) {
		return x, domain.MayNot("The dates are between the client and the planners.")
	}
	if err := sawLatest("audit", seen, x.Version); err != nil {
		return x, err
	}
	if x.State != audit.Owed || x.Dates != audit.Proposed {
		return x, domain.E(domain.Conflict, "not_proposed", "%s (%s) has no proposed dates to answer to.", x.Title(), x.No)
	}
	return x, nil
}
