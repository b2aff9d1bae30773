package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/letter"
)

// OverrideAsked is an audit time that somebody wants instead of the computed one.
type OverrideAsked struct {
	Days   audittime.Days // of the initial audit; the shares follow from it
	Reason string
}

// AskOverride asks for another audit time on an offered contract. The computed
// one stays until a second person with the reviewer role approves it; until
// then the client cannot accept.
func (a *App) AskOverride(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, o OverrideAsked) (c client.Contract, err error) {
	if err := mustPlan(actor); err != nil {
		return c, err
	}
	err = a.write(ctx, func(tx Tx) error {
		if c, err = offeredContract(tx, id, seen); err != nil {
			return err
		}
		if c.Receipt, err = a.ask(tx, actor, c.SchemeID, c.Receipt, o); err != nil {
			return err
		}
		if err := tx.SaveContract(&c); err != nil {
			return err
		}
		at := a.now()
		if err := a.tellReviewers(tx, at, c); err != nil {
			return err
		}
		return a.record(tx, actor, at, Act{
			Verb: "ask_override", Kind: "contract", Object: c.ID, ClientID: c.ClientID, Why: c.Receipt.Asked.Reason, State: c,
			Summary: fmt.Sprintf("%s days instead of %s were asked for on contract %s.", o.Days, c.Receipt.Computed, c.No),
		})
	})
	return c, err
}

// DecideOverride approves an override or turns it down. Who asked for it does
// not decide on it, whatever roles they hold.
func (a *App) DecideOverride(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, approved bool, why string) (c client.Contract, err error) {
	if err := allow(actor, "approve another audit time", domain.Reviewer); err != nil {
		return c, err
	}
	err = a.write(ctx, func(tx Tx) error {
		if c, err = offeredContract(tx, id, seen); err != nil {
			return err
		}
		if c.Receipt.Asked == nil {
			return domain.E(domain.Conflict, "nothing_asked", "No other audit time was asked for on contract %s.", c.No)
		}
		asked, at := *c.Receipt.Asked, a.now()
		if actor.PersonID == asked.AskedBy {
			return domain.MayNot("A second person approves an override; you asked for it.")
		}
		if err := a.settle(tx, actor, at, &c, approved, why); err != nil {
			return err
		}
		usual, err := a.offerUntil(tx, at, 0)
		if err != nil {
			return err
		}
		if c.ValidUntil != 0 { // while it was asked for, the client could not accept
			c.ValidUntil = max(c.ValidUntil, usual)
		}
		if err := tx.SaveContract(&c); err != nil {
			return err
		}
		if approved {
			key := fmt.Sprintf("offer:%s:%d", c.ID, c.Version)
			if err := a.sendOffer(tx, at, c, key, ""); err != nil {
				return err
			}
		}
		if err := a.offerEndsLater(tx, at, c); err != nil {
			return err
		}
		return a.record(tx, actor, at, Act{
			Verb: "decide_override", Kind: "contract", Object: c.ID, ClientID: c.ClientID, Why: strings.TrimSpace(why), State: c,
			Summary: fmt.Sprintf("%s days instead of %s were %s on contract %s.", asked.Days, c.Receipt.Computed, approvedText(approved), c.No),
		})
	})
	return c, err
}

// settle puts an approved override into force, or takes the question away.
func (a *App) settle(tx Tx, actor domain.Actor, at time.Time, c *client.Contract, approved bool, why string) error {
	if !approved {
		var f domain.Fault
		f.Need("why", why)
		c.Receipt.Asked = nil
		return f.Err()
	}
	s, err := tx.Scheme(c.SchemeID, c.SchemeVersion)
	if err != nil {
		return err
	}
	o := *c.Receipt.Asked
	o.ApprovedBy, o.ApprovedName = actor.PersonID, actor.Name
	if o.ApprovedOn, err = a.todayIn(tx, at); err != nil {
		return err
	}
	c.Receipt, err = s.AuditTimeBook().Overridden(c.Receipt, o)
	return err
}

// ask notes on a receipt who wants another time, and why.
func (a *App) ask(tx Tx, actor domain.Actor, schemeID string, r audittime.Receipt, o OverrideAsked) (audittime.Receipt, error) {
	s, err := tx.Scheme(schemeID, r.SchemeVersion)
	if err != nil {
		return r, err
	}
	return s.AuditTimeBook().AskFor(r, audittime.Override{
		Days: o.Days, Reason: strings.TrimSpace(o.Reason), AskedBy: actor.PersonID, AskedName: actor.Name,
	})
}

// offeredContract loads a contract whose figures can still change.
func offeredContract(tx Tx, id domain.ID, seen domain.Version) (client.Contract, error) {
	c, err := tx.Contract(id)
	if err != nil {
		return c, err
	}
	if err := sawLatest("contract", seen, c.Version); err != nil {
		return c, err
	}
	if c.State != client.ContractOffered {
		return c, domain.E(domain.Conflict, "not_offered", "Contract %s is %s; its audit time changes by an amendment.", c.No, c.State)
	}
	return c, nil
}

func (a *App) tellReviewers(tx Tx, at time.Time, c client.Contract) error {
	users, err := tx.UsersWithRole(domain.Reviewer)
	if err != nil {
		return err
	}
	for _, u := range users {
		if u.Disabled || !u.wants(letter.Question) || u.PersonID == c.Receipt.Asked.AskedBy {
			continue
		}
		err := a.post(tx, at, Mail{
			Key: fmt.Sprintf("override:%s:%d:%s", c.ID, c.Version, u.ID), To: u.Email, PersonID: u.PersonID,
			Subject: "Another audit time waits for your approval: contract " + c.No,
			Text: fmt.Sprintf("Dear %s,\n\n%s asks for %s days instead of the computed %s on contract %s: %s\n\n%s/contracts/%s\n",
				u.Name, c.Receipt.Asked.AskedName, c.Receipt.Asked.Days, c.Receipt.Computed, c.No, c.Receipt.Asked.Reason, a.BaseURL, c.ID),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func approvedText(approved bool) string {
	if approved {
		return "approved"
	}
	return "turned down"
}
