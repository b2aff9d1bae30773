package app

import (
	"context"
	"slices"

	"github.com/certwright/certwright/domain"
)

// OpenPlan is a search or a proposal that claims audits.
type OpenPlan struct {
	Run    PlanRun
	Claims int
}

// OpenPlans lists what is open, oldest first.
func (a *App) OpenPlans(ctx context.Context, actor domain.Actor) (out []OpenPlan, err error) {
	if err := mustPlan(actor); err != nil {
		return nil, err
	}
	err = a.Store.Read(ctx, func(tx Tx) error {
		claims, err := tx.PlanClaims()
		if err != nil {
			return err
		}
		return byRun(tx, claims, func(r PlanRun, nos []string) error { out = append(out, OpenPlan{r, len(nos)}); return nil })
	})
	slices.SortStableFunc(out, func(x, y OpenPlan) int { return x.Run.CreatedAt.Compare(y.Run.CreatedAt) })
	return out, err
}
