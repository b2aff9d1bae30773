package api

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strconv"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/client"
)

// CancelAudit takes an audit out of the caseload.
func (s *Server) CancelAudit(ctx context.Context, r gen.CancelAuditRequestObject) (gen.CancelAuditResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	c := app.Cancellation{Reason: r.Body.Reason, Replace: r.Body.Replace}
	if _, err := s.App.CancelAudit(ctx, actorOf(ctx), domain.ID(r.Id), seen, c); err != nil {
		return nil, err
	}
	d, err := s.auditDetail(ctx, r.Id)
	return gen.CancelAudit200JSONResponse(d), err
}

// JoinAudits makes one audit of several.
func (s *Server) JoinAudits(ctx context.Context, r gen.JoinAuditsRequestObject) (gen.JoinAuditsResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	ability, err := percentIn("ability", r.Body.Ability)
	if err != nil {
		return nil, err
	}
	j := app.Joining{With: words[domain.ID](r.Body.With), Integration: audittime.Integration{
		Points: words[string](r.Body.Points), Ability: ability, Justification: r.Body.Justification}}
	if r.Body.Reduction != 0 {
		asked, err := percentIn("reduction", r.Body.Reduction)
		if err != nil {
			return nil, err
		}
		j.Integration.Reduction = &asked
	}
	if _, err := s.App.JoinAudits(ctx, actorOf(ctx), domain.ID(r.Id), seen, j); err != nil {
		return nil, err
	}
	d, err := s.auditDetail(ctx, r.Id)
	return gen.JoinAudits200JSONResponse(d), err
}

// PartAudits gives each programme its own audit back.
func (s *Server) PartAudits(ctx context.Context, r gen.PartAuditsRequestObject) (gen.PartAuditsResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	if _, err := s.App.PartAudits(ctx, actorOf(ctx), domain.ID(r.Id), seen, r.Params.Reason); err != nil {
		return nil, err
	}
	d, err := s.auditDetail(ctx, r.Id)
	return gen.PartAudits200JSONResponse(d), err
}

// GetWorkingPdf prints the working of an audit's own time.
func (s *Server) GetWorkingPdf(ctx context.Context, r gen.GetWorkingPdfRequestObject) (gen.GetWorkingPdfResponseObject, error) {
	name, pdf, err := s.App.WorkingPDF(ctx, actorOf(ctx), domain.ID(r.Id))
	if err != nil {
		return nil, err
	}
	return gen.GetWorkingPdf200ApplicationpdfResponse{Body: bytes.NewReader(pdf), ContentLength: int64(len(pdf)),
		Headers: gen.GetWorkingPdf200ResponseHeaders{ContentDisposition: `inline; filename="` + name + `"`}}, nil
}

// percentIn reads a percentage with at most four places.
func percentIn(field string, v float64) (audittime.Percent, error) {
	p, err := audittime.ParsePercent(strconv.FormatFloat(v, 'f', -1, 64))
	if err != nil {
		var f domain.Fault
		f.Add(field, "%v", err)
		return 0, f.Err()
	}
	return p, nil
}

func visitsIn(in []gen.VisitInput) []audit.Visit {
	return each(in, func(v gen.VisitInput) audit.Visit {
		return audit.Visit{SiteID: domain.ID(v.SiteId), Positions: v.Positions, Stretch: domain.Stretch{
			From: v.From, FromHalf: cmp.Or(domain.Half(v.FromHalf), domain.AM), To: v.To, ToHalf: cmp.Or(domain.Half(v.ToHalf), domain.PM)}}
	})
}

func visitOut(v audit.Visit, sites []client.Site) gen.Visit {
	out := gen.Visit{SiteId: string(v.SiteID), Positions: v.Positions, From: v.Stretch.From, FromHalf: string(v.Stretch.FromHalf),
		To: v.Stretch.To, ToHalf: string(v.Stretch.ToHalf)}
	if i := slices.IndexFunc(sites, func(s client.Site) bool { return s.ID == v.SiteID }); i >= 0 {
		out.SiteName = sites[i].Name + ", " + sites[i].City
	}
	return out
}

func partOut(x audit.Audit, p audit.Part) gen.AuditPart {
	own := x.For(p.ProgrammeID)
	own.Parts = nil
	return gen.AuditPart{No: p.No, Title: own.Title(), SchemeId: p.SchemeID, ProgrammeId: string(p.ProgrammeID), ContractId: string(p.ContractID),
		HalfDays: p.HalfDays, Due: p.Due, Window: windowOut(p.Window)}
}

func workingOut(o *audittime.Own) (out gen.AuditWorking) {
	if o == nil {
		return out
	}
	out = gen.AuditWorking{On: o.On, Days: number(o.Days), ContractDays: number(o.Contract), Persons: o.Persons,
		AgreedPersons: o.Agreed, Imported: o.Imported, Lines: each(o.Lines, receiptLineOut)}
	if !o.Imported {
		out.Difference = number(o.Difference())
	}
	if o.Joint != nil {
		out.Reduction = number(o.Joint.Applied)
	}
	return out
}

func refOut(r app.AuditRow) gen.AuditRef {
	return gen.AuditRef{Id: string(r.ID), No: r.No, Title: r.Title(), ClientName: r.ClientName, From: r.Stretch.From, To: r.Stretch.To}
}
