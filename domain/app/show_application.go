package app

import (
	"context"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/client"
)

// ApplicationDetail is an application with what became of it.
type ApplicationDetail struct {
	client.Application
	ClientName string
	Receipt    audittime.Receipt // as it would be today; empty while it cannot be computed
	Contract   client.Contract   // the newest offered on it; empty before the first
	Checklist  []client.Answered // every point of the review, for the staff
}

// ListApplications lists the applications the actor may see.
func (a *App) ListApplications(ctx context.Context, actor domain.Actor, l List) (page Page[ApplicationRow], err error) {
	if l, err = scope(actor, l); err != nil {
		return page, err
	}
	err = a.Store.Read(ctx, func(tx Tx) error { page, err = tx.ApplicationList(l); return err })
	return page, err
}

// Application gives one application the actor may see.
func (a *App) Application(ctx context.Context, actor domain.Actor, id domain.ID) (d ApplicationDetail, err error) {
	err = a.Store.Read(ctx, func(tx Tx) error {
		if d.Application, err = applicationFor(tx, actor, id); err != nil {
			return err
		}
		c, err := tx.Client(d.ClientID)
		if err != nil {
			return err
		}
		d.ClientName = c.LegalName
		if actor.Staff() {
			d.Checklist = checklist(d.Review.Points)
		}
		contracts, err := tx.ContractsOf(d.ClientID)
		if err != nil {
			return err
		}
		for _, k := range contracts {
			if k.ApplicationID == d.ID {
				d.Contract, d.Receipt = k, k.Receipt
			}
		}
		if d.Contract.ID != "" {
			return nil
		}
		d.Receipt, err = a.receipt(tx, askedBy(d.Application))
		if kind := domain.KindOf(err); kind == domain.Invalid || kind == domain.Unknown {
			d.Receipt, err = audittime.Receipt{}, nil
		}
		return err
	})
	return d, err
}

// checklist lays the answers out beside every point of the review.
func checklist(answers []client.Answered) []client.Answered {
	out := client.EveryPoint("")
	for i := range out {
		for _, x := range answers {
			if x.Point == out[i].Point {
				out[i] = x
			}
		}
	}
	return out
}
