package app

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/letter"
)

// offerEndsLater asks for the morning after the last day of an offer to be noted.
func (a *App) offerEndsLater(tx Tx, at time.Time, c client.Contract) error {
	if c.State != client.ContractOffered || c.ValidUntil == 0 {
		return nil
	}
	s, _, err := SettingsIn(tx)
	if err != nil {
		return err
	}
	key := fmt.Sprintf("offer_ended:%s:%s", c.ID, c.ValidUntil)
	return a.job(tx, at, "offer_ended", key, c.ID, reminder{Due: c.ValidUntil}, c.ValidUntil.AddDays(1).In(s.Zone()).Add(remindAt))
}

// missingOffers asks again for the end of offers to be noted.
func (a *App) missingOffers(ctx context.Context) error {
	return a.each(ctx, "contract", func(tx Tx, at time.Time, id domain.ID) error {
		c, err := tx.Contract(id)
		if err != nil {
			return err
		}
		return a.offerEndsLater(tx, at, c)
	})
}

// OfferEnded notes, once for each last day, that an offer can no longer be
// accepted (rule contract.offer_open), and tells the client and the planners. The
// offer itself stays, so that it can be renewed.
func (a *App) OfferEnded(ctx context.Context, j Job) error {
	var r reminder
	if err := json.Unmarshal(j.Body, &r); err != nil {
		return unreadableJob(err)
	}
	return a.claim(ctx, j, func(tx Tx, at time.Time) error {
		c, err := tx.Contract(j.Object)
		if err != nil {
			return err
		}
		today, err := a.todayIn(tx, at)
		if err != nil {
			return err
		}
		open := client.OfferOpen(c.ValidUntil, today)
		if c.State != client.ContractOffered || c.ValidUntil != r.Due || c.Receipt.Asked != nil || open.Met {
			return nil
		}
		of, err := tx.Client(c.ClientID)
		if err != nil {
			return err
		}
		key := "offer-ended:" + string(c.ID) + ":" + r.Due.String()
		if err := a.tellClient(tx, at, c.ClientID, "", letter.Contract, key, "Our offer of contract "+c.No+" has run out",
			fmt.Sprintf("Our offer of contract %s stood until %s. You can ask for it to be renewed on the page of the contract.", c.No, r.Due.Long())); err != nil {
			return err
		}
		if err := a.tellRole(tx, at, domain.Planner, letter.Reminder, key, of.LegalName+": the offer of contract "+c.No+" has run out",
			fmt.Sprintf("It stood until %s and was not accepted. Renew or withdraw it: %s/contracts/%s", r.Due.Long(), a.BaseURL, c.ID)); err != nil {
			return err
		}
		return a.record(tx, domain.SystemActor("job"), at, Act{
			Verb: "offer_ended", Kind: "contract", Object: c.ID, ClientID: c.ClientID, Findings: []domain.Finding{open}, State: c,
			Summary: fmt.Sprintf("The offer of contract %s ran out; %s was its last day.", c.No, r.Due.Long()),
		})
	})
}
