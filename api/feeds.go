package api

import (
	"bytes"
	"context"
	"net/http"
	"strings"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/internal/ics"
)

// Fetches of calendars a minute: of one calendar, and from one address, behind
// which a calendar host fetches for many.
const (
	fetchesOfFeed    = 30
	fetchesOfAddress = 600
)

// GetFeed answers calendars that people subscribe to. The bytes are a function
// of the data; an unknown, malformed and revoked address get one answer; when
// the database does not answer it is an error, never an empty calendar, which
// every reader would take for the truth.
func (s *Server) GetFeed(ctx context.Context, r gen.GetFeedRequestObject) (gen.GetFeedResponseObject, error) {
	token, ok := strings.CutSuffix(r.File, ".ics")
	if !ok {
		token = "" // looked up all the same: the answer takes as long
	}
	if err := s.throttle.allow("feeds "+peerOf(ctx), fetchesOfAddress); err != nil {
		return nil, err
	}
	if err := s.throttle.allow("feed "+app.TokenHash(token), fetchesOfFeed); err != nil {
		return nil, err
	}
	c, err := s.App.ReadFeed(ctx, token, agentOf(ctx))
	if err != nil {
		return nil, err
	}
	body := calendar(c).Render()
	h := gen.GetFeed200ResponseHeaders{
		ETag: ics.ETag(body), LastModified: c.Changed.UTC().Format(http.TimeFormat), CacheControl: "private, no-cache",
		XRobotsTag: "noindex", ContentDisposition: `inline; filename="audits.ics"`,
	}
	if ics.NotModified(conditions(r.Params), h.ETag, c.Changed) {
		return gen.GetFeed304Response{Headers: gen.GetFeed304ResponseHeaders(h)}, nil
	}
	return gen.GetFeed200TextcalendarCharsetUtf8Response{Body: bytes.NewReader(body), ContentLength: int64(len(body)), Headers: h}, nil
}

func conditions(p gen.GetFeedParams) http.Header {
	h := http.Header{}
	if p.IfNoneMatch != "" {
		h.Set("If-None-Match", p.IfNoneMatch)
	}
	if p.IfModifiedSince != "" {
		h.Set("If-Modified-Since", p.IfModifiedSince)
	}
	return h
}

func calendar(c app.FeedContent) ics.Feed {
	return ics.Feed{Name: c.Name, Events: each(c.Events, func(e app.FeedEvent) ics.Event {
		out := ics.Event{
			UID: e.UID, Sequence: e.Sequence, Stamp: e.Changed, Summary: e.Summary, Description: e.Description,
			Location: e.Location, URL: e.URL, Start: e.Start, End: e.End, Status: ics.Confirmed, Busy: !e.Cancelled,
		}
		switch {
		case e.Cancelled:
			out.Status = ics.Cancelled
		case e.Tentative:
			out.Status = ics.Tentative
		}
		return out
	})}
}

// ListFeeds lists the caller's calendar addresses, without the addresses.
func (s *Server) ListFeeds(ctx context.Context, _ gen.ListFeedsRequestObject) (gen.ListFeedsResponseObject, error) {
	list, err := s.App.Feeds(ctx, actorOf(ctx))
	return gen.ListFeeds200JSONResponse(each(list, feedOut)), err
}

// CreateFeed makes an address and shows it this once.
func (s *Server) CreateFeed(ctx context.Context, r gen.CreateFeedRequestObject) (gen.CreateFeedResponseObject, error) {
	f, token, err := s.App.CreateFeed(ctx, actorOf(ctx), r.Body.Label, string(r.Body.Privacy))
	return gen.CreateFeed201JSONResponse(s.feedMade(f, token)), err
}

// RevokeFeed kills an address.
func (s *Server) RevokeFeed(ctx context.Context, r gen.RevokeFeedRequestObject) (gen.RevokeFeedResponseObject, error) {
	return gen.RevokeFeed204Response{}, s.App.RevokeFeed(ctx, actorOf(ctx), domain.ID(r.Id))
}

// RotateFeed gives a new address for an old one.
func (s *Server) RotateFeed(ctx context.Context, r gen.RotateFeedRequestObject) (gen.RotateFeedResponseObject, error) {
	f, token, err := s.App.RotateFeed(ctx, actorOf(ctx), domain.ID(r.Id))
	return gen.RotateFeed201JSONResponse(s.feedMade(f, token)), err
}

func (s *Server) feedMade(f app.Feed, token string) gen.FeedMade {
	url := s.App.BaseURL + "/feeds/" + token + ".ics"
	_, rest, _ := strings.Cut(url, "://")
	return gen.FeedMade{Feed: feedOut(f), Url: url, Webcal: "webcal://" + rest}
}

func feedOut(f app.Feed) gen.Feed {
	return gen.Feed{Id: string(f.ID), Label: f.Label, Privacy: f.Privacy, CreatedAt: f.CreatedAt, FetchedAt: f.FetchedAt, FetchedBy: f.FetchedBy}
}
