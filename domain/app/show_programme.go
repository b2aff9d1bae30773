package app

import (
	"context"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/programme"
)

// ProgrammeDetail is a cycle with its audits and the way to its certificate.
type ProgrammeDetail struct {
	programme.Programme
	ClientName  string
	Contract    client.Contract
	Today       domain.Date
	Audits      []AuditRow
	Certificate certificate.Certificate // none while there is none
	Journey     []JourneyStep
}

// Programme gives one cycle the actor may see.
func (a *App) Programme(ctx context.Context, actor domain.Actor, id domain.ID) (d ProgrammeDetail, err error) {
	err = a.Store.Read(ctx, func(tx Tx) error { d, err = a.programmeDetail(tx, actor, id); return err })
	return d, err
}

func (a *App) programmeDetail(tx Tx, actor domain.Actor, id domain.ID) (d ProgrammeDetail, err error) {
	if d.Programme, err = tx.Programme(id); err != nil {
		return d, err
	}
	if d.Contract, err = contractFor(tx, actor, d.ContractID); err != nil {
		return d, domain.NotFound("programme")
	}
	if d.Today, err = a.todayIn(tx, a.now()); err != nil {
		return d, err
	}
	c, err := tx.Client(d.ClientID)
	if err != nil {
		return d, err
	}
	d.ClientName = c.LegalName
	page, err := tx.AuditList(List{Filter: map[string]string{"programme": string(id)}, Size: 200})
	if err != nil {
		return d, err
	}
	var open []audit.Finding
	for _, r := range page.Rows {
		r.Audit = r.For(id)
		d.Audits = append(d.Audits, shown(actor, r))
		findings, err := tx.FindingsOfAudit(r.ID)
		if err != nil {
			return d, err
		}
		open = append(open, unsettled(findings, d.SchemeID)...)
	}
	certificates, err := tx.CertificatesOfProgramme(id)
	for _, x := range certificates {
		d.Certificate = x
	}
	d.Journey = journey(d, open)
	return d, err
}

// unsettled are the nonconformities against a scheme that still stand before a
// decision (9.5.2).
func unsettled(all []audit.Finding, schemeID string) []audit.Finding {
	var out []audit.Finding
	for _, f := range all {
		settled := f.State == audit.Verified || f.Grade == audit.Minor && (f.State == audit.PlanAccepted || f.State == audit.EvidenceIn)
		if (f.Grade == audit.Major || f.Grade == audit.Minor) && !settled && f.Concerns(schemeID) {
			out = append(out, f)
		}
	}
	return out
}
