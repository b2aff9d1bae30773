package demo

import (
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/client"
)

// The clients that changed: one has told it and waits for the planner, one has
// signed the amendment that came of it.
const (
	tells  = "Orchard Logistics GmbH"
	amends = "Cedar Components Ltd"
)

// change lets a client tell that it doubled, and one of them sign what
// comes of it.
func (r *road) change() error {
	if r.name != tells && r.name != amends {
		return nil
	}
	grown := r.persons * 2
	n, err := r.TellChange(r.ctx, r.who, client.Notice{Kind: client.NoticeHeadcount, Persons: grown, Text: "We took over the team of a competitor."})
	if err != nil || r.name == tells {
		return err
	}
	var c app.ContractDetail
	if c, err = r.Contract(r.ctx, r.planner, r.contract.ID); err != nil {
		return err
	}
	x, err := r.OfferAmendment(r.ctx, r.planner, c.ID, c.Version, app.AmendmentAsked{
		Scope: c.Scope, Codes: c.Codes, Persons: grown, SiteIDs: c.SiteIDs, SoAVersion: c.SoAVersion,
		Why: "The client grew, as it told us.", NoticeID: n.ID,
	})
	if err != nil {
		return err
	}
	_, err = r.AcceptAmendment(r.ctx, r.who, x.ID, x.Version, r.contact)
	return err
}
