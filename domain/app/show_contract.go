package app

import (
	"context"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/client"
)

// ContractDetail is a contract with its programme in force and the revisions of
// its terms.
type ContractDetail struct {
	client.Contract
	ClientName  string
	ProgrammeID domain.ID          // the newest cycle
	Amendments  []client.Amendment // in the order they were offered
	Offer       domain.Finding     // whether it can be accepted today, while it is offered
	// Working is the one by the scheme data in force, of an offer made with another
	// version; for the staff.
	Working *NewWorking
	// Unfit are the booked audits that an amendment changed and no planner has seen
	// to since.
	Unfit []client.AmendedAudit
}

// TermsOf are the terms of a revision, of the one in force for 0. A revision
// that is only offered counts too.
func (d ContractDetail) TermsOf(revision int) (client.Terms, bool) {
	if revision == 0 || revision == d.Revision {
		return d.Terms(), true
	}
	for _, x := range d.Amendments {
		open := x.State == client.AmendmentOffered || x.State == client.AmendmentAccepted
		if x.Revision == revision && (open || x.State == client.AmendmentInForce) {
			return x.After, true
		}
		if x.Revision == revision+1 && x.State == client.AmendmentInForce {
			return x.Before, true
		}
	}
	return client.Terms{}, false
}

// Contract gives one contract the actor may see.
func (a *App) Contract(ctx context.Context, actor domain.Actor, id domain.ID) (d ContractDetail, err error) {
	err = a.Store.Read(ctx, func(tx Tx) error {
		if d, err = contractDetail(tx, actor, id); err != nil || d.State != client.ContractOffered {
			return err
		}
		at := a.now()
		today, err := a.todayIn(tx, at)
		if d.Offer = client.OfferOpen(d.ValidUntil, today); err != nil || !actor.Staff() {
			return err
		}
		d.Working, err = a.newWorking(tx, at, d.Contract)
		return err
	})
	return d, err
}

// Contracts lists the contracts the actor may see, offers among them.
func (a *App) Contracts(ctx context.Context, actor domain.Actor, l List) (page Page[ContractRow], err error) {
	if !actor.Staff() && !actor.Is(domain.Client) {
		return page, domain.MayNot("The list of contracts is for the staff and for the client they are with.")
	}
	if l, err = scope(actor, l); err != nil {
		return page, err
	}
	err = a.Store.Read(ctx, func(tx Tx) error { page, err = tx.ContractList(l); return err })
	return page, err
}

func contractDetail(tx Tx, actor domain.Actor, id domain.ID) (d ContractDetail, err error) {
	if d.Contract, err = contractFor(tx, actor, id); err != nil {
		return d, err
	}
	c, err := tx.Client(d.ClientID)
	if err != nil {
		return d, err
	}
	d.ClientName = c.LegalName
	cycles, err := tx.ProgrammesOfContract(id)
	if err != nil {
		return d, err
	}
	if len(cycles) > 0 {
		d.ProgrammeID = cycles[len(cycles)-1].ID
	}
	if d.Amendments, err = tx.AmendmentsOf(id); err != nil {
		return d, err
	}
	if err := foresee(tx, actor, &d); err != nil {
		return d, err
	}
	if d.Revision < 2 || !actor.Staff() {
		return d, nil
	}
	d.Unfit, err = unfit(tx, d.Amendments)
	return d, err
}

// foresee says of amendments that do not hold yet which audits they would change
// as things stand. What is to be done about a booking is the planners' matter.
func foresee(tx Tx, actor domain.Actor, d *ContractDetail) (err error) {
	for i := range d.Amendments {
		x := &d.Amendments[i]
		if x.State != client.AmendmentOffered && x.State != client.AmendmentAccepted {
			continue
		}
		if x.Audits, err = previewAudits(tx, d.Contract, *x); err != nil {
			return err
		}
		for n := range x.Audits {
			if !actor.Staff() {
				x.Audits[n].ToDo = ""
			}
		}
	}
	return nil
}

// unfit lists the booked audits that amendments changed and nobody has seen to
// since; it empties as planners book anew.
func unfit(tx Tx, amendments []client.Amendment) (out []client.AmendedAudit, err error) {
	for _, m := range amendments {
		for _, y := range m.Audits {
			if y.ToDo == "" {
				continue
			}
			x, err := tx.Audit(y.AuditID)
			if err != nil {
				return nil, err
			}
			if x.Version == y.Left {
				out = append(out, y)
			}
		}
	}
	return out, nil
}
