package api

import (
	"context"
	"strconv"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audittime"
)

// AskOverride asks for another audit time.
func (s *Server) AskOverride(ctx context.Context, r gen.AskOverrideRequestObject) (gen.AskOverrideResponseObject, error) {
	asked, err := overrideIn(*r.Body)
	if err != nil {
		return nil, err
	}
	out, err := s.changedContract(ctx, r.Id, r.Params.IfMatch, func(id domain.ID, seen domain.Version) error {
		_, err := s.App.AskOverride(ctx, actorOf(ctx), id, seen, asked)
		return err
	})
	return gen.AskOverride200JSONResponse(out), err
}

// DecideOverride approves another audit time, or turns it down.
func (s *Server) DecideOverride(ctx context.Context, r gen.DecideOverrideRequestObject) (gen.DecideOverrideResponseObject, error) {
	out, err := s.changedContract(ctx, r.Id, r.Params.IfMatch, func(id domain.ID, seen domain.Version) error {
		_, err := s.App.DecideOverride(ctx, actorOf(ctx), id, seen, r.Body.Approved, r.Body.Why)
		return err
	})
	return gen.DecideOverride200JSONResponse(out), err
}

// DrawSites draws which sites an audit visits.
func (s *Server) DrawSites(ctx context.Context, r gen.DrawSitesRequestObject) (gen.DrawSitesResponseObject, error) {
	out, err := s.changedContract(ctx, r.Id, r.Params.IfMatch, func(id domain.ID, seen domain.Version) error {
		_, err := s.App.DrawSites(ctx, actorOf(ctx), id, seen, app.SampleAsked{
			Occasion: audittime.Occasion(r.Body.Occasion), Number: r.Body.Number, Alike: r.Body.Alike, Chosen: r.Body.Chosen, Why: r.Body.Why,
		})
		return err
	})
	return gen.DrawSites200JSONResponse(out), err
}

// changedContract changes a contract at the version seen and gives it anew.
func (s *Server) changedContract(ctx context.Context, id, ifMatch string, change func(id domain.ID, seen domain.Version) error) (gen.Contract, error) {
	seen, err := seenVersion(ifMatch)
	if err != nil {
		return gen.Contract{}, err
	}
	if err := change(domain.ID(id), seen); err != nil {
		return gen.Contract{}, err
	}
	d, err := s.App.Contract(ctx, actorOf(ctx), domain.ID(id))
	return contractOut(d), err
}

func overrideIn(in gen.OverrideInput) (app.OverrideAsked, error) {
	d, err := audittime.ParseDays(strconv.FormatFloat(in.Days, 'f', -1, 64))
	if err != nil {
		var f domain.Fault
		f.Add("days", "%v", err)
		return app.OverrideAsked{}, f.Err()
	}
	return app.OverrideAsked{Days: d, Reason: in.Reason}, nil
}

func overrideOut(o *audittime.Override) gen.Override {
	if o == nil {
		return gen.Override{}
	}
	return gen.Override{Days: number(o.Days), Reason: o.Reason, AskedBy: o.AskedName, ApprovedBy: o.ApprovedName, ApprovedOn: o.ApprovedOn}
}

func sampleOut(r audittime.SiteReceipt) gen.SiteSample {
	return gen.SiteSample{
		Audit: r.Request.Audit, Sites: len(r.Request.Sites), Needed: r.Needed, Random: r.Random, Seed: int64(r.Request.Seed),
		Chosen: words[string](r.Request.Chosen), Drawn: words[string](r.Drawn), Visits: words[string](r.Visits), Lines: each(r.Lines, receiptLineOut),
	}
}
