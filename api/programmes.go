package api

import (
	"context"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

// GetProgramme gives a cycle with its audits and whose move it is.
func (s *Server) GetProgramme(ctx context.Context, r gen.GetProgrammeRequestObject) (gen.GetProgrammeResponseObject, error) {
	d, err := s.App.Programme(ctx, actorOf(ctx), domain.ID(r.Id))
	return gen.GetProgramme200JSONResponse(programmeOut(d)), err
}

func programmeOut(d app.ProgrammeDetail) gen.ProgrammeDetail {
	p := d.Programme
	out := gen.ProgrammeDetail{
		Programme: gen.Programme{
			Id: string(p.ID), ClientId: string(p.ClientID), ContractId: string(p.ContractID), ContractNo: d.Contract.No, SchemeId: p.SchemeID,
			Cycle: p.Cycle, State: gen.ProgrammeState(p.State), OriginalDecision: p.OriginalDecision, Anchor: p.Anchor, Expiry: p.Expiry,
		},
		ClientName: d.ClientName,
		Audits:     each(d.Audits, func(r app.AuditRow) gen.Audit { return auditOut(r, d.Today) }),
		Journey: each(d.Journey, func(j app.JourneyStep) gen.JourneyStep {
			return gen.JourneyStep{Step: gen.JourneyStepStep(j.Step), Title: j.Title, State: gen.JourneyStepState(j.State), On: j.On,
				Expected: j.Expected, Holder: gen.JourneyStepHolder(j.Holder), Next: j.Next}
		}),
	}
	if d.Certificate.ID != "" {
		out.Certificate = certificateOut(d.Certificate, d.ClientName)
	}
	return out
}
