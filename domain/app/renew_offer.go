package app

import (
	"context"
	"fmt"
	"strings"
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

// Renewal is how an offer is renewed. TakeNew or WhyKept is said where the scheme's
// data changed since the offer, and only then.
type Renewal struct {
	Until   domain.Date // its new last day; none: as many days from today as the settings say
	TakeNew bool        // the audit time is worked out anew
	WhyKept string      // why the offered one stands
}

// RenewOffer lets an offer that waits for the client stand longer; the client is
// told. Where another version of the scheme's data is in force by now, its working
// is taken or the offered one kept with a reason (rule contract.offer_working).
func (a *App) RenewOffer(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, r Renewal) (c client.Contract, err error) {
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
		until, err := a.offerUntil(tx, at, r.Until)
		if err != nil {
			return err
		}
		if until <= c.ValidUntil {
			var f domain.Fault
			f.Add("valid_until", "is after %s, until when the offer stands already", c.ValidUntil.Long())
			return f.Err()
		}
		said, err := a.renewWorking(tx, actor, at, &c, r)
		if err != nil {
			return err
		}
		c.ValidUntil, c.RenewalAsked = until, 0
		if err := tx.SaveContract(&c); err != nil {
			return err
		}
		if err := a.sendOffer(tx, at, c, fmt.Sprintf("offer:%s:%d", c.ID, c.Version), said); err != nil {
			return err
		}
		if err := a.offerEndsLater(tx, at, c); err != nil {
			return err
		}
		return a.record(tx, actor, at, Act{
			Verb: "renew_offer", Kind: "contract", Object: c.ID, ClientID: c.ClientID, Why: strings.TrimSpace(r.WhyKept), Findings: c.Receipt.Findings, State: c,
			Summary: strings.TrimSpace(fmt.Sprintf("The offer of contract %s was renewed: it stands until %s. %s", c.No, c.ValidUntil.Long(), said)),
		})
	})
	return c, err
}
