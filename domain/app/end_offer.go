package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/letter"
)

// DeclineOffer says no to an offered contract for the client, with a reason. The
// application stays open for another offer.
func (a *App) DeclineOffer(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, why string) (client.Contract, error) {
	return a.endOffer(ctx, actor, id, seen, client.ContractDeclined, why, "decline_offer", func(tx Tx, at time.Time, c client.Contract) error {
		if !actor.Is(domain.Client) || actor.ClientID != c.ClientID {
			return domain.MayNot("The client declines an offer itself; you may withdraw it.")
		}
		return a.tellRole(tx, at, domain.Planner, letter.Question, "declined:"+string(c.ID), "Contract "+c.No+" was declined",
			fmt.Sprintf("The client declined the offered contract %s: %s", c.No, strings.TrimSpace(why)))
	})
}

// WithdrawOffer takes an offer back for the body, with a reason. Another contract
// may then be offered on the application.
func (a *App) WithdrawOffer(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, why string) (client.Contract, error) {
	return a.endOffer(ctx, actor, id, seen, client.ContractWithdrawn, why, "withdraw_offer", func(tx Tx, at time.Time, c client.Contract) error {
		if err := mustPlan(actor); err != nil {
			return err
		}
		return a.tellClient(tx, at, c.ClientID, "", letter.Contract, "withdrawn:"+string(c.ID), "Our offer of contract "+c.No+" is withdrawn",
			fmt.Sprintf("We withdraw the offered contract %s: %s\n\nIt can no longer be accepted. Where we offer another, you get it by letter.", c.No, strings.TrimSpace(why)))
	})
}

func (a *App) endOffer(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, to client.ContractState, why, verb string, allowed func(tx Tx, at time.Time, c client.Contract) error) (client.Contract, error) {
	var c client.Contract
	err := a.write(ctx, func(tx Tx) (err error) {
		if c, err = contractFor(tx, actor, id); err != nil {
			return err
		}
		at := a.now()
		if err := allowed(tx, at, c); err != nil {
			return err
		}
		if err := sawLatest("contract", seen, c.Version); err != nil {
			return err
		}
		if err := step("contract", c.No, string(c.State), string(to), "not_offered"); err != nil {
			return err
		}
		var f domain.Fault
		f.Need("reason", why)
		if err := f.Err(); err != nil {
			return err
		}
		if c.EndedOn, err = a.todayIn(tx, at); err != nil {
			return err
		}
		c.State, c.WhyEnded = to, strings.TrimSpace(why)
		if err := tx.SaveContract(&c); err != nil {
			return err
		}
		return a.record(tx, actor, at, Act{
			Verb: verb, Kind: "contract", Object: c.ID, ClientID: c.ClientID, Why: c.WhyEnded, State: c,
			Summary: fmt.Sprintf("The offer of contract %s was %s.", c.No, c.State),
		})
	})
	return c, err
}

// LapseApplication closes an accepted application of which no contract came. An
// offer that stands is withdrawn first.
func (a *App) LapseApplication(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, why string) (client.Application, error) {
	if err := mustPlan(actor); err != nil {
		return client.Application{}, err
	}
	var x client.Application
	err := a.write(ctx, func(tx Tx) (err error) {
		if x, err = tx.Application(id); err != nil {
			return err
		}
		if err := sawLatest("application", seen, x.Version); err != nil {
			return err
		}
		if err := step("application", x.No, string(x.State), string(client.AppLapsed), "not_quoted"); err != nil {
			return err
		}
		var f domain.Fault
		f.Need("reason", why)
		if err := f.Err(); err != nil {
			return err
		}
		contracts, err := tx.ContractsOf(x.ClientID)
		if err != nil {
			return err
		}
		for _, c := range contracts {
			if c.ApplicationID == x.ID && c.State == client.ContractOffered {
				return domain.E(domain.Conflict, "offer_stands", "Contract %s is offered on it; withdraw the offer first.", c.No)
			}
		}
		x.State = client.AppLapsed
		if err := tx.SaveApplication(&x); err != nil {
			return err
		}
		return a.record(tx, actor, a.now(), Act{
			Verb: "lapse_application", Kind: "application", Object: x.ID, ClientID: x.ClientID, Why: strings.TrimSpace(why), State: x,
			Summary: fmt.Sprintf("Application %s lapsed: no contract came of it.", x.No),
		})
	})
	return x, err
}
