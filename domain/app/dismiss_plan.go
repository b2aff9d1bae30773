package app

import (
	"context"
	"fmt"

	"github.com/certwright/certwright/domain"
)

// DismissPlan ends the claims of a proposal, so that others may plan its audits.
// It can still be read, and its lines booked as long as nobody else claims them.
func (a *App) DismissPlan(ctx context.Context, actor domain.Actor, id domain.ID) (r PlanRun, err error) {
	if err := mustPlan(actor); err != nil {
		return r, err
	}
	err = a.write(ctx, func(tx Tx) (err error) {
		if r, err = donePlan(tx, id); err != nil {
			return err
		}
		return a.dismiss(tx, actor, r, "The proposal was dismissed")
	})
	return r, err
}

func (a *App) dismiss(tx Tx, actor domain.Actor, r PlanRun, why string) error {
	own, _, err := claimsOf(tx, r.ID)
	if err != nil || len(own) == 0 {
		return err
	}
	if err := tx.KeepPlanClaims(r.ID, nil); err != nil {
		return err
	}
	return a.record(tx, actor, a.now(), Act{Verb: "dismiss_plan", Kind: "plan_run", Object: r.ID,
		Summary: fmt.Sprintf("%s: %d audit(s) may be planned by others.", why, len(own))})
}
