package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/letter"
)

// AcceptAmendment signs an amendment for the client. It holds from its day on:
// at once when that has come, else by a job of that day.
func (a *App) AcceptAmendment(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, signedBy string) (client.Amendment, error) {
	var x client.Amendment
	err := a.write(ctx, func(tx Tx) (err error) {
		if x, err = amendmentFor(tx, actor, id, seen); err != nil {
			return err
		}
		if !actor.Is(domain.Client) || actor.ClientID != x.ClientID {
			return domain.MayNot("The client signs an amendment itself.")
		}
		if err := step("amendment", fmt.Sprintf("to revision %d", x.Revision), string(x.State), string(client.AmendmentAccepted), "not_offered"); err != nil {
			return err
		}
		var f domain.Fault
		if f.Line("signed_by", signedBy); f.Err() != nil {
			return f.Err()
		}
		at := a.now()
		today, err := a.todayIn(tx, at)
		if err != nil {
			return err
		}
		x.State, x.SignedBy, x.SignedOn, x.Effective = client.AmendmentAccepted, strings.TrimSpace(signedBy), today, max(x.Effective, today)
		if err := tx.SaveAmendment(&x); err != nil {
			return err
		}
		if err := a.record(tx, actor, at, Act{
			Verb: "accept_amendment", Kind: "amendment", Object: x.ID, ClientID: x.ClientID, State: x,
			Summary: fmt.Sprintf("Revision %d was accepted by %s; it holds from %s on.", x.Revision, x.SignedBy, x.Effective.Long()),
		}); err != nil {
			return err
		}
		if x.Effective > today {
			return a.amendLater(tx, at, x)
		}
		return a.putInForce(tx, actor, at, &x)
	})
	return x, err
}

// amendLater writes the job that puts an amendment into force on its day.
func (a *App) amendLater(tx Tx, at time.Time, x client.Amendment) error {
	s, _, err := SettingsIn(tx)
	if err != nil {
		return err
	}
	return a.job(tx, at, "amend_contract", "amend_contract:"+string(x.ID), x.ID, nil, x.Effective.In(s.Zone()))
}

// AmendContract puts an accepted amendment into force on its day.
func (a *App) AmendContract(ctx context.Context, j Job) error {
	return a.claim(ctx, j, func(tx Tx, at time.Time) error {
		x, err := tx.Amendment(j.Object)
		if err != nil || x.State != client.AmendmentAccepted {
			return err
		}
		return a.putInForce(tx, domain.SystemActor("job"), at, &x)
	})
}

// putInForce gives the contract its new terms and the audits owed their new
// lengths. What was decided and certified keeps what it rests on.
func (a *App) putInForce(tx Tx, actor domain.Actor, at time.Time, x *client.Amendment) error {
	c, err := tx.Contract(x.ContractID)
	if err != nil {
		return err
	}
	x.Before = c.Terms()
	if slices.Equal(x.Before.SiteIDs, x.After.SiteIDs) { // what was drawn stays drawn
		x.After.Receipt.Samples = x.Before.Receipt.Samples
	}
	c.Take(x.After)
	c.Revision, c.TermsFrom = x.Revision, x.Effective
	if err := tx.SaveContract(&c); err != nil {
		return err
	}
	if err := a.record(tx, actor, at, Act{
		Verb: "amend_contract", Kind: "contract", Object: c.ID, ClientID: c.ClientID, Why: x.Why, State: c,
		Summary: fmt.Sprintf("Revision %d of contract %s came into force.", c.Revision, c.No),
	}); err != nil {
		return err
	}
	if err := a.touchFilesOfClient(tx, actor, at, c.ClientID, fmt.Sprintf("revision %d of contract %s is in force", c.Revision, c.No)); err != nil {
		return err
	}
	if x.Audits, err = a.amendAudits(tx, actor, at, c, *x); err != nil {
		return err
	}
	x.State = client.AmendmentInForce
	if err := tx.SaveAmendment(x); err != nil {
		return err
	}
	return a.record(tx, actor, at, Act{
		Verb: "amend_contract", Kind: "amendment", Object: x.ID, ClientID: x.ClientID, State: *x,
		Summary: fmt.Sprintf("Revision %d of contract %s came into force; %d audits changed.", c.Revision, c.No, len(x.Audits)),
	})
}

// DeclineAmendment says no for the client, with a reason; the contract stands.
func (a *App) DeclineAmendment(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, why string) (client.Amendment, error) {
	return a.endAmendment(ctx, actor, id, seen, client.AmendmentDeclined, why, func(tx Tx, at time.Time, c client.Contract, x client.Amendment) error {
		if !actor.Is(domain.Client) || actor.ClientID != x.ClientID {
			return domain.MayNot("The client declines an amendment itself; you may withdraw it.")
		}
		return a.tellRole(tx, at, domain.Planner, letter.Question, "declined:"+string(x.ID), fmt.Sprintf("Revision %d of contract %s was declined", x.Revision, c.No),
			fmt.Sprintf("The client declined revision %d of contract %s: %s\n\nThe contract stands as it was. Where the change took place all the same, decide what it means.", x.Revision, c.No, strings.TrimSpace(why)))
	})
}

// WithdrawAmendment takes an amendment back for the body before it is in force.
func (a *App) WithdrawAmendment(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, why string) (client.Amendment, error) {
	return a.endAmendment(ctx, actor, id, seen, client.AmendmentWithdrawn, why, func(tx Tx, at time.Time, c client.Contract, x client.Amendment) error {
		if err := mustPlan(actor); err != nil {
			return err
		}
		return a.tellClient(tx, at, x.ClientID, "", letter.Contract, "withdrawn:"+string(x.ID), fmt.Sprintf("Revision %d of contract %s is withdrawn", x.Revision, c.No),
			fmt.Sprintf("We withdraw revision %d of contract %s: %s\n\nThe contract stands as it was.", x.Revision, c.No, strings.TrimSpace(why)))
	})
}

func (a *App) endAmendment(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, to client.AmendmentState, why string, allowed func(tx Tx, at time.Time, c client.Contract, x client.Amendment) error) (client.Amendment, error) {
	var x client.Amendment
	err := a.write(ctx, func(tx Tx) (err error) {
		if x, err = amendmentFor(tx, actor, id, seen); err != nil {
			return err
		}
		if err := step("amendment", fmt.Sprintf("to revision %d", x.Revision), string(x.State), string(to), "not_offered"); err != nil {
			return err
		}
		c, err := tx.Contract(x.ContractID)
		if err != nil {
			return err
		}
		var f domain.Fault
		if f.Need("reason", why); f.Err() != nil {
			return f.Err()
		}
		at := a.now()
		if err := allowed(tx, at, c, x); err != nil {
			return err
		}
		if x.EndedOn, err = a.todayIn(tx, at); err != nil {
			return err
		}
		x.State, x.WhyEnded = to, strings.TrimSpace(why)
		if err := tx.SaveAmendment(&x); err != nil {
			return err
		}
		return a.record(tx, actor, at, Act{
			Verb: string(to) + "_amendment", Kind: "amendment", Object: x.ID, ClientID: x.ClientID, Why: x.WhyEnded, State: x,
			Summary: fmt.Sprintf("Revision %d of contract %s was %s.", x.Revision, c.No, x.State),
		})
	})
	return x, err
}

// amendmentFor loads an amendment the actor may write. A foreign one is as
// unknown as one that is not there.
func amendmentFor(tx Tx, actor domain.Actor, id domain.ID, seen domain.Version) (client.Amendment, error) {
	x, err := tx.Amendment(id)
	if err != nil {
		return x, err
	}
	if !ofClient(actor, x.ClientID) {
		return client.Amendment{}, domain.NotFound("amendment")
	}
	return x, sawLatest("amendment", seen, x.Version)
}
