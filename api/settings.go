package api

import (
	"context"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/certificate"
)

// GetSettings gives the body's settings.
func (s *Server) GetSettings(ctx context.Context, _ gen.GetSettingsRequestObject) (gen.GetSettingsResponseObject, error) {
	kept, version, err := s.App.ReadSettings(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	out, err := s.settingsOut(ctx, kept)
	return gen.GetSettings200JSONResponse{Body: out, Headers: gen.GetSettings200ResponseHeaders{ETag: etag(version)}}, err
}

// ChangeSettings replaces the body's settings. Settings that were never kept
// are at version 0, which nothing else can be.
func (s *Server) ChangeSettings(ctx context.Context, r gen.ChangeSettingsRequestObject) (gen.ChangeSettingsResponseObject, error) {
	var seen domain.Version
	if r.Params.IfMatch != etag(0) && r.Params.IfMatch != "0" {
		var err error
		if seen, err = seenVersion(r.Params.IfMatch); err != nil {
			return nil, err
		}
	}
	kept := app.Settings{
		Name: r.Body.Name, Address: r.Body.Address, Postal: r.Body.Postal, Appeals: r.Body.Appeals, Mark: r.Body.Mark,
		TimeZone: r.Body.TimeZone, Email: r.Body.Email, OfferDays: r.Body.OfferDays,
	}
	for _, a := range r.Body.Accreditations {
		kept.Accreditations = append(kept.Accreditations, certificate.Accreditation{Body: a.Body, Number: a.Number, Schemes: a.Schemes, From: a.From, To: a.To, Mark: a.Mark})
	}
	if _, err := s.App.ChangeSettings(ctx, actorOf(ctx), kept, seen); err != nil {
		return nil, err
	}
	kept, version, err := s.App.ReadSettings(ctx, actorOf(ctx)) // what was left out has its usual value now
	if err != nil {
		return nil, err
	}
	out, err := s.settingsOut(ctx, kept)
	return gen.ChangeSettings200JSONResponse{Body: out, Headers: gen.ChangeSettings200ResponseHeaders{ETag: etag(version)}}, err
}

func (s *Server) settingsOut(ctx context.Context, kept app.Settings) (gen.Settings, error) {
	today, err := s.App.Today(ctx)
	return gen.Settings{Name: kept.Name, Address: kept.Address, Postal: kept.Postal, Appeals: kept.Appeals, Mark: kept.Mark,
		TimeZone: kept.TimeZone, Email: kept.Email, OfferDays: kept.OfferDays, Accreditations: each(kept.Accreditations, func(a certificate.Accreditation) gen.Accreditation {
			out := gen.Accreditation{Body: a.Body, Number: a.Number, Schemes: a.Schemes, From: a.From, To: a.To, Mark: a.Mark, State: gen.AccreditationStateEnded}
			switch {
			case a.Valid(today):
				out.State = gen.AccreditationStateValid
			case a.From > today:
				out.State = gen.AccreditationStateNotYet
			}
			return out
		})}, err
}

// Search is the search box.
func (s *Server) Search(ctx context.Context, r gen.SearchRequestObject) (gen.SearchResponseObject, error) {
	hits, err := s.App.Search(ctx, actorOf(ctx), r.Params.Q)
	return gen.Search200JSONResponse(each(hits, func(h app.Hit) gen.Hit {
		return gen.Hit{Kind: gen.HitKind(h.Kind), Id: string(h.ID), Title: h.Title, Text: h.Text}
	})), err
}
