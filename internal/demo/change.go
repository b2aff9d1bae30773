package demo

import (
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/decision"
)

// The clients that changed: one has told it and waits for the planner, one has
// signed the amendment that came of it.
const (
	tells  = "Orchard Logistics GmbH"
	amends = "Cedar Components Ltd"
)

// suspended is the client whose certification is suspended; its surveillance was in order.
const suspended = "Cobalt Print Lda"

// suspend proposes the suspension as the planner and has a reviewer decide on it.
func (r *road) suspend() error {
	r.wait(workday(r.today.AddDays(-54)))
	var mine []certificate.Certificate
	err := r.Store.Read(r.ctx, func(tx app.Tx) (err error) {
		mine, err = tx.CertificatesOfClient(r.client.ID)
		return err
	})
	if err != nil {
		return err
	}
	for _, c := range mine {
		if _, err := r.ProposeChange(r.ctx, r.planner, c.ID, c.Version, app.ChangeProposed{Kind: "suspension", Grounds: "failure",
			Facts: "Two neighbours complained of run-off from building sites into a brook. Asked three times for causes and actions, the client sent none."}); err != nil {
			return err
		}
	}
	r.later(5)
	return r.sign(decision.Suspended, "Both complaints are borne out by the records of the sites; the run-off is not under control.")
}

// change lets a client tell that it doubled, and one of them sign what
// comes of it; one is suspended.
func (r *road) change() error {
	if r.name == suspended {
		return r.suspend()
	}
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
