package api

import (
	"context"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

// GetSettings gives the body's settings.
func (s *Server) GetSettings(ctx context.Context, _ gen.GetSettingsRequestObject) (gen.GetSettingsResponseObject, error) {
	kept, version, err := s.App.ReadSettings(ctx, actorOf(ctx))
	return gen.GetSettings200JSONResponse{Body: settingsOut(kept), Headers: gen.GetSettings200ResponseHeaders{ETag: etag(version)}}, err
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
		Name: r.Body.Name, Address: r.Body.Address, Mark: r.Body.Mark, TimeZone: r.Body.TimeZone, Email: r.Body.Email,
	}
	version, err := s.App.ChangeSettings(ctx, actorOf(ctx), kept, seen)
	return gen.ChangeSettings200JSONResponse{Body: settingsOut(kept), Headers: gen.ChangeSettings200ResponseHeaders{ETag: etag(version)}}, err
}

func settingsOut(s app.Settings) gen.Settings {
	return gen.Settings{Name: s.Name, Address: s.Address, Mark: s.Mark, TimeZone: s.TimeZone, Email: s.Email}
}

// Search is the search box.
func (s *Server) Search(ctx context.Context, r gen.SearchRequestObject) (gen.SearchResponseObject, error) {
	hits, err := s.App.Search(ctx, actorOf(ctx), r.Params.Q)
	return gen.Search200JSONResponse(each(hits, func(h app.Hit) gen.Hit {
		return gen.Hit{Kind: gen.HitKind(h.Kind), Id: string(h.ID), Title: h.Title, Text: h.Text}
	})), err
}
