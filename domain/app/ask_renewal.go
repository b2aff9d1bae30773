package app

import (
	"context"
	"fmt"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/letter"
)

// AskRenewal asks, for the client, for an offer that ran out to be renewed.
func (a *App) AskRenewal(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version) (c client.Contract, err error) {
	err = a.write(ctx, func(tx Tx) error {
		if c, err = contractFor(tx, actor, id); err != nil {
			return err
		}
		if !actor.Is(domain.Client) || actor.ClientID != c.ClientID {
			return domain.MayNot("The client asks for a renewed offer itself; a planner renews it.")
		}
		if err := sawLatest("contract", seen, c.Version); err != nil {
			return err
		}
		at := a.now()
		today, err := a.todayIn(tx, at)
		if err != nil {
			return err
		}
		switch {
		case c.State != client.ContractOffered:
			return domain.E(domain.Conflict, "not_offered", "Contract %s is %s already.", c.No, c.State)
		case client.OfferOpen(c.ValidUntil, today).Met:
			return domain.E(domain.Conflict, "offer_stands", "Contract %s can be accepted as it is.", c.No)
		case c.RenewalAsked != 0:
			return domain.E(domain.Conflict, "asked_already", "A renewed offer was asked for on %s; the planners know.", c.RenewalAsked.Long())
		}
		c.RenewalAsked = today
		if err := tx.SaveContract(&c); err != nil {
			return err
		}
		if err := a.tellRole(tx, at, domain.Planner, letter.Question, "renewal:"+string(c.ID)+":"+c.ValidUntil.String(),
			"A renewed offer of contract "+c.No+" is asked for",
			fmt.Sprintf("%s asks for the offer of contract %s, which stood until %s, to be renewed.\n\n%s/contracts/%s",
				actor.Name, c.No, c.ValidUntil.Long(), a.BaseURL, c.ID)); err != nil {
			return err
		}
		return a.record(tx, actor, at, Act{
			Verb: "ask_renewal", Kind: "contract", Object: c.ID, ClientID: c.ClientID, State: c,
			Summary: fmt.Sprintf("The client asked for the offer of contract %s to be renewed.", c.No),
		})
	})
	return c, err
}
