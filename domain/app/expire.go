package app

import (
	"context"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/letter"
)

// ExpireCertificates writes down which certificates have run out: those whose
// last valid day lies before today. One that was renewed has a later expiry and
// is not among them.
func (a *App) ExpireCertificates(ctx context.Context, j Job) error {
	today, err := a.Today(ctx)
	if err != nil {
		return err
	}
	var due []certificate.Certificate
	err = a.Store.Read(ctx, func(tx Tx) error { due, err = tx.ExpiredBy(today); return err })
	if err != nil {
		return err
	}
	for _, c := range due {
		if err := a.expire(ctx, c.ID, today); err != nil {
			return err
		}
	}
	return a.claim(ctx, j, func(Tx, time.Time) error { return nil })
}

func (a *App) expire(ctx context.Context, id domain.ID, today domain.Date) error {
	at := a.now()
	return a.write(ctx, func(tx Tx) error {
		c, err := tx.Certificate(id)
		if err != nil {
			return err
		}
		if from := c.State; (from == certificate.Valid || from == certificate.Suspended) && c.Expiry < today {
			c.State, c.StateSince = certificate.Expired, c.Expiry.AddDays(1)
			if err := tx.SaveCertificate(&c); err != nil {
				return err
			}
			if err := a.changed(tx, at, c, from, c.StateSince, "", "The cycle ended without a renewal."); err != nil {
				return err
			}
			if err := a.record(tx, domain.SystemActor("job"), at, Act{
				Verb: "expire_certificate", Kind: "certificate", Object: c.ID, ClientID: c.ClientID, State: c,
				Summary: "Certificate " + c.No + " expired; " + c.Expiry.Long() + " was its last valid day.",
			}); err != nil {
				return err
			}
			return a.tellClient(tx, at, c.ClientID, "", letter.Suspension, "expired:"+string(c.ID)+":"+c.Expiry.String(), "Certificate "+c.No+" has expired",
				"Certificate "+c.No+" expired; "+c.Expiry.Long()+" was its last valid day. Please stop using it and our mark.")
		}
		return nil
	})
}
