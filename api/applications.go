package api

import (
	"context"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/client"
)

// ListApplications lists the applications the caller may see.
func (s *Server) ListApplications(ctx context.Context, r gen.ListApplicationsRequestObject) (gen.ListApplicationsResponseObject, error) {
	p := r.Params
	toReview := ""
	if p.ToReview {
		toReview = "true"
	}
	page, err := s.App.ListApplications(ctx, actorOf(ctx), app.List{Query: p.Q, Sort: p.Sort, Page: p.Page, Size: p.Size,
		Filter: filters("state", string(p.State), "client", p.Client, "to_review", toReview)})
	return gen.ListApplications200JSONResponse{Total: page.Total, Rows: each(page.Rows, func(r app.ApplicationRow) gen.Application {
		return applicationOut(app.ApplicationDetail{Application: r.Application, ClientName: r.ClientName})
	})}, err
}

// GetApplication gives one application, with the audit time it would have today.
func (s *Server) GetApplication(ctx context.Context, r gen.GetApplicationRequestObject) (gen.GetApplicationResponseObject, error) {
	d, err := s.App.Application(ctx, actorOf(ctx), domain.ID(r.Id))
	return gen.GetApplication200JSONResponse(applicationOut(d)), err
}

// CreateApplication keeps a draft.
func (s *Server) CreateApplication(ctx context.Context, r gen.CreateApplicationRequestObject) (gen.CreateApplicationResponseObject, error) {
	draft, err := applicationIn(*r.Body)
	if err != nil {
		return nil, err
	}
	x, err := s.App.CreateApplication(ctx, actorOf(ctx), draft)
	if err != nil {
		return nil, err
	}
	d, err := s.App.Application(ctx, actorOf(ctx), x.ID)
	return gen.CreateApplication201JSONResponse(applicationOut(d)), err
}

// ChangeApplication changes a draft.
func (s *Server) ChangeApplication(ctx context.Context, r gen.ChangeApplicationRequestObject) (gen.ChangeApplicationResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	draft, err := applicationIn(*r.Body)
	if err != nil {
		return nil, err
	}
	if _, err := s.App.ChangeApplication(ctx, actorOf(ctx), domain.ID(r.Id), seen, draft); err != nil {
		return nil, err
	}
	d, err := s.App.Application(ctx, actorOf(ctx), domain.ID(r.Id))
	return gen.ChangeApplication200JSONResponse(applicationOut(d)), err
}

// SubmitApplication hands a draft to the body.
func (s *Server) SubmitApplication(ctx context.Context, r gen.SubmitApplicationRequestObject) (gen.SubmitApplicationResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	if _, err := s.App.SubmitApplication(ctx, actorOf(ctx), domain.ID(r.Id), seen); err != nil {
		return nil, err
	}
	d, err := s.App.Application(ctx, actorOf(ctx), domain.ID(r.Id))
	return gen.SubmitApplication200JSONResponse(applicationOut(d)), err
}

func applicationIn(in gen.ApplicationInput) (client.Application, error) {
	factors, err := factorsIn(in.Factors)
	return client.Application{
		ClientID: domain.ID(in.ClientId), SchemeID: in.SchemeId, Scope: in.Scope, Codes: in.Codes, Persons: in.Persons,
		IdenticalGroups: in.IdenticalGroups, SiteIDs: words[domain.ID](in.SiteIds), Processes: in.Processes, Outsourced: in.Outsourced,
		Legal: in.Legal, Consultancy: in.Consultancy, SoAVersion: in.SoaVersion, Factors: factors,
	}, err
}

func applicationOut(d app.ApplicationDetail) gen.Application {
	x := d.Application
	out := gen.Application{
		Id: string(x.ID), Version: int64(x.Version), No: x.No, ClientId: string(x.ClientID), ClientName: d.ClientName,
		SchemeId: x.SchemeID, State: string(x.State), Scope: x.Scope, Codes: words[string](x.Codes), Persons: x.Persons,
		IdenticalGroups: x.IdenticalGroups, SiteIds: words[string](x.SiteIDs), Processes: x.Processes, Outsourced: x.Outsourced,
		Legal: x.Legal, Consultancy: x.Consultancy, SoaVersion: x.SoAVersion, SubmittedAt: x.SubmittedAt,
		ContractId: string(d.Contract.ID), ContractState: string(d.Contract.State), Factors: factorsOut(x.Factors),
		Checklist: each(d.Checklist, checklistOut), Requests: each(x.Review.Requests, requestOut),
	}
	if !x.Review.At.IsZero() {
		out.Review = gen.Review{ByName: x.Review.ByName, At: x.Review.At, Accepted: x.Review.Accepted, Reasons: x.Review.Reasons, Declined: words[string](x.Review.Declined)}
	}
	if len(d.Receipt.Lines) > 0 {
		out.Receipt = receiptOut(d.Receipt)
	}
	return out
}
