package app

import (
	"context"
	"fmt"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/letter"
)

// Offer is what a planner settles when a contract is offered.
type Offer struct {
	Class      string // of complexity or risk, where the scheme's table has classes
	Factors    []audittime.Factor
	Persons    int         // only when the review corrected the count; 0 keeps the application's
	ValidUntil domain.Date // the last day to accept it; none: as many days as the settings say
	// Override asks for another time than the computed one; the client is told
	// once a second person has approved it.
	Override *OverrideAsked
}

// OfferContract offers a contract on an accepted application, or a new one where
// an earlier offer was declined or withdrawn. The audit time and its receipt go
// to the client with it (9.1.4), and the contract keeps the version of the scheme
// they were computed with.
func (a *App) OfferContract(ctx context.Context, actor domain.Actor, application domain.ID, o Offer) (client.Contract, error) {
	if err := mustPlan(actor); err != nil {
		return client.Contract{}, err
	}
	var c client.Contract
	err := a.write(ctx, func(tx Tx) error {
		x, err := tx.Application(application)
		if err != nil {
			return err
		}
		if x.State != client.AppAccepted && x.State != client.AppQuoted {
			return domain.E(domain.Conflict, "not_accepted", "Application %s is %s; a contract is offered on an accepted one.", x.No, x.State)
		}
		receipt, err := a.offered(tx, actor, x, o)
		if err != nil {
			return err
		}
		at := a.now()
		until, err := a.offerUntil(tx, at, o.ValidUntil)
		if err != nil {
			return err
		}
		number, err := tx.Next("contract")
		if err != nil {
			return err
		}
		c = client.Contract{
			ID: a.NewID(), No: fmt.Sprintf("K%05d", number), ClientID: x.ClientID, ApplicationID: x.ID, SchemeID: x.SchemeID,
			SchemeVersion: receipt.SchemeVersion, State: client.ContractOffered, Scope: x.Scope, Codes: x.Codes,
			Persons: receipt.Heads, SiteIDs: x.SiteIDs, SoAVersion: x.SoAVersion, Receipt: receipt, OfferedOn: receipt.Date, ValidUntil: until, Revision: 1,
		}
		if err := tx.SaveContract(&c); err != nil {
			return err
		}
		if err := a.quoted(tx, actor, at, x, c); err != nil {
			return err
		}
		if err := a.tellOfOffer(tx, at, c); err != nil {
			return err
		}
		if err := a.offerEndsLater(tx, at, c); err != nil {
			return err
		}
		return a.record(tx, actor, at, Act{
			Verb: "offer_contract", Kind: "contract", Object: c.ID, ClientID: c.ClientID, Findings: receipt.Findings,
			Summary: fmt.Sprintf("Contract %s was offered with %s days for the initial audit.", c.No, receipt.Initial), State: c,
		})
	})
	return c, err
}

// offered computes the receipt of an offer; one that breaks a hard rule, or has
// no value, is not offered.
func (a *App) offered(tx Tx, actor domain.Actor, x client.Application, o Offer) (audittime.Receipt, error) {
	asked := askedBy(x)
	asked.Class = o.Class
	if len(o.Factors) > 0 {
		asked.Factors = o.Factors
	}
	if o.Persons > 0 {
		asked.Persons = o.Persons
	}
	r, err := a.receipt(tx, asked)
	if err != nil {
		return r, err
	}
	if domain.HardBroken(r.Findings) {
		return r, domain.Violated("rule_violated", "This audit time cannot be offered.", r.Findings)
	}
	if o.Override != nil {
		return a.ask(tx, actor, x.SchemeID, r, *o.Override)
	}
	if r.Initial == 0 {
		return r, domain.E(domain.Invalid, "no_table_value", "%s has no value for %d persons; a justified value is needed.", r.Table, r.Effective)
	}
	return r, nil
}

// tellOfOffer writes to the client, or first to the reviewers where the audit
// time waits for one of them.
func (a *App) tellOfOffer(tx Tx, at time.Time, c client.Contract) error {
	if c.Receipt.Asked != nil {
		return a.tellReviewers(tx, at, c)
	}
	return a.sendOffer(tx, at, c, "offer:"+string(c.ID), "")
}

// sendOffer writes the offer to the client, the printed receipt with it; said is
// what else there is to say of its figures.
func (a *App) sendOffer(tx Tx, at time.Time, c client.Contract, key, said string) error {
	receipt, err := a.printedReceipt(tx, c, c.Terms(), c.Revision)
	if err != nil {
		return err
	}
	return a.tellClient(tx, at, c.ClientID, "", letter.Contract, key, "Your contract for certification: "+c.No, offerText(c, said), receipt)
}

// quoted notes on the application that a contract was offered on it.
func (a *App) quoted(tx Tx, actor domain.Actor, at time.Time, x client.Application, c client.Contract) error {
	if x.State == client.AppQuoted {
		return nil
	}
	x.State = client.AppQuoted
	if err := tx.SaveApplication(&x); err != nil {
		return err
	}
	return a.record(tx, actor, at, Act{
		Verb: "offer_contract", Kind: "application", Object: x.ID, ClientID: x.ClientID,
		Summary: fmt.Sprintf("Contract %s was offered on application %s.", c.No, x.No), State: x,
	})
}

func offerText(c client.Contract, said string) string {
	until := "."
	if c.ValidUntil != 0 {
		until = ". You can accept it until " + c.ValidUntil.Long() + "."
	}
	if said != "" {
		said = "\n" + said
	}
	return fmt.Sprintf(`We offer you contract %s for certification against %s%s

Scope: %s
Initial audit: %s days (Stage 1 %s, Stage 2 %s)
Each surveillance: %s days; recertification: %s days%s

The working of these figures is attached. Please sign in to read the contract and to accept or decline it.`,
		c.No, c.Receipt.Scheme, until, c.Scope, c.Receipt.Initial, c.Receipt.Stage1, c.Receipt.Stage2, c.Receipt.Surveillance, c.Receipt.Recert, said)
}
