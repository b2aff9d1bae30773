package app

import (
	"context"
	"fmt"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
)

// pricesID names the one set of prices a body has.
const pricesID domain.ID = "body"

// PlanPrices are the prices and the shortest notice a body plans by; version 0
// is "never changed". A run keeps those it was begun with.
type PlanPrices struct {
	Version domain.Version
	Prices  planning.Prices
}

// PricesTx keeps the prices of planning.
type PricesTx interface {
	PlanPrices() (PlanPrices, error) // the usual ones at version 0 when none were kept
	SavePlanPrices(p *PlanPrices) error
}

// ReadPrices gives the prices in force.
func (a *App) ReadPrices(ctx context.Context, actor domain.Actor) (p PlanPrices, err error) {
	if err := mustPlan(actor); err != nil {
		return p, err
	}
	err = a.Store.Read(ctx, func(tx Tx) error { p, err = tx.PlanPrices(); return err })
	return p, err
}

// RunPrices gives the prices a run was made with.
func (a *App) RunPrices(ctx context.Context, actor domain.Actor, id domain.ID) (p planning.Prices, err error) {
	if err := mustPlan(actor); err != nil {
		return p, err
	}
	err = a.Store.Read(ctx, func(tx Tx) error {
		r, err := tx.PlanRun(id)
		if err != nil {
			return err
		}
		in, err := problemOf(tx, id)
		if err == nil {
			p = planning.Prices{Weights: in.Weights, Travel: in.Travel, Notice: r.Asked.Notice}
		}
		return err
	})
	return p, err
}

// PricesChanged are the new values of prices, by field; those not named stay.
type PricesChanged struct {
	Values map[string]float64
	Why    string
}

// ChangePrices sets prices of planning, and the journeys that every booking is
// judged by. Searches begun before keep their own.
func (a *App) ChangePrices(ctx context.Context, actor domain.Actor, seen domain.Version, cmd PricesChanged) (PlanPrices, error) {
	if err := allow(actor, "change the prices of planning", domain.Admin); err != nil {
		return PlanPrices{}, err
	}
	var p PlanPrices
	err := a.write(ctx, func(tx Tx) (err error) {
		if p, err = tx.PlanPrices(); err != nil {
			return err
		}
		if err := sawLatest("price list", seen, p.Version); err != nil {
			return err
		}
		changes, err := cmd.apply(&p.Prices)
		if err != nil {
			return err
		}
		if len(changes) == 0 {
			return nil
		}
		if err := tx.SavePlanPrices(&p); err != nil {
			return err
		}
		return a.record(tx, actor, a.now(), Act{Verb: "change_prices", Kind: "plan_prices", Object: pricesID, State: p, Why: strings.TrimSpace(cmd.Why),
			Summary: "The prices of planning were changed: " + strings.Join(changes, "; ") + "."})
	})
	return p, err
}

// apply changes the named prices and says what changed, in words.
func (c PricesChanged) apply(p *planning.Prices) (changes []string, err error) {
	var f domain.Fault
	known := map[string]bool{}
	for _, x := range planning.PriceList() {
		known[x.Field] = true
		to, named := c.Values[x.Field]
		was := x.Of(*p)
		if !named || to == was {
			continue
		}
		x.Set(p, to, &f)
		changes = append(changes, fmt.Sprintf("%s from %g to %g %s", x.Name, was, to, x.Unit))
	}
	for field := range c.Values {
		if !known[field] {
			f.Add(field, "is no price; the list has all there are")
		}
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	return changes, p.Check()
}
