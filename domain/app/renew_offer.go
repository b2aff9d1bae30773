package app

import (
	"context"
	"fmt"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/client"
)

// mostOfferDays is how far ahead the last day of an offer may lie.
const mostOfferDays = 366

// offerUntil is the last day of an offer sent now: the one asked for, or as many
// days from today as the settings say.
func (a *App) offerUntil(tx Tx, at time.Time, asked domain.Date) (domain.Date, error) {
	s, _, err := SettingsIn(tx)
	if err != nil {
		return 0, err
	}
	today := domain.DateOf(at, s.Zone())
	var f domain.Fault
	switch {
	case asked == 0:
		return today.AddDays(s.OfferDays), nil
	case asked < today:
		f.Add("valid_until", "lies before today, %s", today.Long())
	case asked > today.AddDays(mostOfferDays):
		f.Add("valid_until", "lies after %s, a year ahead", today.AddDays(mostOfferDays).Long())
	}
	return asked, f.Err()
}

// RenewOffer lets an offer that waits for the client stand longer, until a day or,
// for none, as many days from today as the settings say; the client is told.
func (a *App) RenewOffer(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, until domain.Date) (c client.Contract, err error) {
	if err := mustPlan(actor); err != nil {
		return c, err
	}
	err = a.write(ctx, func(tx Tx) error {
		if c, err = tx.Contract(id); err != nil {
			return err
		}
		if err := sawLatest("contract", seen, c.Version); err != nil {
			return err
		}
		if c.State != client.ContractOffered {
			return domain.E(domain.Conflict, "not_offered", "Contract %s is %s; only an offer is renewed.", c.No, c.State)
		}
		if c.Receipt.Asked != nil {
			return domain.E(domain.Conflict, "override_waits", "Another audit time waits for its approval; the offer stands anew once that is decided.")
		}
		at := a.now()
		if until, err = a.offerUntil(tx, at, until); err != nil {
			return err
		}
		if until <= c.ValidUntil {
			var f domain.Fault
			f.Add("valid_until", "is after %s, until when the offer stands already", c.ValidUntil.Long())
			return f.Err()
		}
		c.ValidUntil, c.RenewalAsked = until, 0
		if err := tx.SaveContract(&c); err != nil {
			return err
		}
		if err := a.sendOffer(tx, at, c, fmt.Sprintf("offer:%s:%d", c.ID, c.Version)); err != nil {
			return err
		}
		if err := a.offerEndsLater(tx, at, c); err != nil {
			return err
		}
		return a.record(tx, actor, at, Act{
			Verb: "renew_offer", Kind: "contract", Object: c.ID, ClientID: c.ClientID, State: c,
			Summary: fmt.Sprintf("The offer of contract %s was renewed: it stands until %s.", c.No, c.ValidUntil.Long()),
		})
	})
	return c, err
}
