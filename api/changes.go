package api

import (
	"cmp"
	"context"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/decision"
)

// ProposeChange opens the decision file of a change of certification.
func (s *Server) ProposeChange(ctx context.Context, r gen.ProposeChangeRequestObject) (gen.ProposeChangeResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	in := app.ChangeProposed{Kind: string(r.Body.Kind), Grounds: r.Body.Grounds, Facts: r.Body.Facts, Scope: r.Body.Scope, SiteIDs: words[domain.ID](r.Body.SiteIds)}
	f, err := s.App.ProposeChange(ctx, actorOf(ctx), domain.ID(r.Id), seen, in)
	return gen.ProposeChange201JSONResponse{Id: string(f.ID), No: f.No}, err
}

// TakeBackChange takes a proposed change back.
func (s *Server) TakeBackChange(ctx context.Context, r gen.TakeBackChangeRequestObject) (gen.TakeBackChangeResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	f, err := s.App.TakeBackChange(ctx, actorOf(ctx), domain.ID(r.Id), seen, r.Body.Reason)
	return gen.TakeBackChange200JSONResponse{Id: string(f.ID), No: f.No}, err
}

func proposableOut(c decision.Change) gen.ProposableChange {
	out := gen.ProposableChange{Kind: c.Kind, Title: c.Title, Scope: c.Scope}
	out.Grounds = each(c.Grounds, func(g decision.Ground) (x struct {
		Clause string `json:"clause"`
		Id     string `json:"id"`
		Text   string `json:"text"`
	}) {
		x.Id, x.Text, x.Clause = g.ID, g.Text, g.Clause
		return x
	})
	return out
}

func takenBackOut(f decision.File) gen.TakenBackChange {
	p := f.Proposal
	return gen.TakenBackChange{
		Id: string(f.ID), No: f.No, Kind: f.Kind, On: p.TakenBackOn, By: cmp.Or(p.TakenBackByName, p.ProposedByName), InPlaceOf: p.TakenBackFor(), Why: p.WhyTakenBack,
	}
}

// proposedOut is what a file's change was proposed with.
func proposedOut(f decision.File, resolveBy domain.Date) gen.ProposedChange {
	change, _ := decision.ChangeOf(f.Kind)
	p := f.Proposal
	ground, _ := change.Ground(p.Grounds)
	return gen.ProposedChange{
		Title: change.Title, Grounds: ground.Text, Clause: ground.Clause, Facts: p.Facts, ProposedBy: p.ProposedByName, ProposedOn: p.ProposedOn,
		TakenBackOn: p.TakenBackOn, TakenBackBy: cmp.Or(p.TakenBackByName, p.ProposedByName), WhyTakenBack: p.WhyTakenBack,
		CertificateId: string(f.CertificateID), ResolveBy: resolveBy, ScopeBefore: p.ScopeBefore, Scope: p.Scope, SitesBefore: p.SitesBefore, Sites: p.Sites,
	}
}
