package api

import (
	"context"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/client"
)

// PreviewAmendment works out what an amendment would mean.
func (s *Server) PreviewAmendment(ctx context.Context, r gen.PreviewAmendmentRequestObject) (gen.PreviewAmendmentResponseObject, error) {
	asked, err := amendmentIn(*r.Body)
	if err != nil {
		return nil, err
	}
	x, err := s.App.PreviewAmendment(ctx, actorOf(ctx), domain.ID(r.Id), asked)
	return gen.PreviewAmendment200JSONResponse(amendmentOut(x)), err
}

// OfferAmendment offers a client other terms.
func (s *Server) OfferAmendment(ctx context.Context, r gen.OfferAmendmentRequestObject) (gen.OfferAmendmentResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	asked, err := amendmentIn(*r.Body)
	if err != nil {
		return nil, err
	}
	x, err := s.App.OfferAmendment(ctx, actorOf(ctx), domain.ID(r.Id), seen, asked)
	return gen.OfferAmendment201JSONResponse(amendmentOut(x)), err
}

// AcceptAmendment signs an amendment for the client.
func (s *Server) AcceptAmendment(ctx context.Context, r gen.AcceptAmendmentRequestObject) (gen.AcceptAmendmentResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	x, err := s.App.AcceptAmendment(ctx, actorOf(ctx), domain.ID(r.Id), seen, r.Body.SignedBy)
	return gen.AcceptAmendment200JSONResponse(amendmentOut(x)), err
}

// DeclineAmendment says no to an amendment for the client.
func (s *Server) DeclineAmendment(ctx context.Context, r gen.DeclineAmendmentRequestObject) (gen.DeclineAmendmentResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	x, err := s.App.DeclineAmendment(ctx, actorOf(ctx), domain.ID(r.Id), seen, r.Body.Reason)
	return gen.DeclineAmendment200JSONResponse(amendmentOut(x)), err
}

// WithdrawAmendment takes an amendment back.
func (s *Server) WithdrawAmendment(ctx context.Context, r gen.WithdrawAmendmentRequestObject) (gen.WithdrawAmendmentResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	x, err := s.App.WithdrawAmendment(ctx, actorOf(ctx), domain.ID(r.Id), seen, r.Body.Reason)
	return gen.WithdrawAmendment200JSONResponse(amendmentOut(x)), err
}

func amendmentIn(in gen.AmendmentInput) (app.AmendmentAsked, error) {
	factors, err := factorsIn(in.Factors)
	return app.AmendmentAsked{
		Scope: in.Scope, Codes: in.Codes, Persons: in.Persons, IdenticalGroups: in.IdenticalGroups, SiteIDs: words[domain.ID](in.SiteIds),
		SoAVersion: in.SoaVersion, Class: string(in.Risk), Factors: factors, Effective: in.Effective, Why: in.Why, NoticeID: domain.ID(in.NoticeId),
	}, err
}

func amendmentOut(x client.Amendment) gen.Amendment {
	return gen.Amendment{
		Id: string(x.ID), Version: int64(x.Version), ContractId: string(x.ContractID), Revision: x.Revision, State: gen.AmendmentState(x.State),
		Why: x.Why, NoticeId: string(x.NoticeID), Effective: x.Effective, Before: termsOut(x.Before), After: termsOut(x.After),
		Differences: differencesOut(x.Before.Receipt, x.After.Receipt), Audits: each(x.Audits, amendedAuditOut),
		OfferedOn: x.OfferedOn, OfferedBy: x.OfferedBy, SignedOn: x.SignedOn, SignedBy: x.SignedBy, EndedOn: x.EndedOn, WhyEnded: x.WhyEnded,
	}
}

func termsOut(t client.Terms) gen.Terms {
	out := gen.Terms{
		SchemeVersion: t.SchemeVersion, Scope: t.Scope, Codes: words[string](t.Codes), Persons: t.Persons, SiteIds: words[string](t.SiteIDs),
		SoaVersion: t.SoAVersion, Risk: t.Receipt.Request.Class, Factors: factorsOut(t.Receipt.Request.Factors), Receipt: receiptOut(t.Receipt),
	}
	for _, g := range t.Receipt.Request.Groups {
		out.IdenticalGroups = append(out.IdenticalGroups, g.Persons)
	}
	return out
}

func differencesOut(was, now audittime.Receipt) []gen.Difference {
	return each(audittime.Compare(was, now), func(d audittime.Difference) gen.Difference {
		return gen.Difference{Step: d.Step, Was: d.Was, Now: d.Now, Changed: d.Changed()}
	})
}

func amendedAuditOut(x client.AmendedAudit) gen.AmendedAudit {
	return gen.AmendedAudit{AuditId: string(x.AuditID), No: x.No, Title: x.Title, FromHalfDays: x.From, ToHalfDays: x.To,
		BookedFrom: x.Booked.From, BookedTo: x.Booked.To, ToDo: x.ToDo}
}
