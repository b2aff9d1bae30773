package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
)

// What a calendar address shows. Calendar hosts keep an address for ever, so
// even full tells no contacts and no findings.
const (
	PrivacyFull  = "full"  // client, address, standard
	PrivacyPlace = "place" // "Audit" and the town
	PrivacyBusy  = "busy"  // nothing but that the time is taken
)

// A feed reaches from 90 days back to two years ahead. Past audits stay in it
// because some readers refuse a feed that was emptied; cancelled entries stay
// for 14 days, so that every reader hears of it.
const (
	feedBackDays    = 90
	feedAheadMonths = 24
	feedCancelled   = 14 * 24 * time.Hour
)

// FeedContent is a calendar to be written.
type FeedContent struct {
	Name    string
	Changed time.Time // never goes back
	Events  []FeedEvent
}

// FeedEvent is one entry: one audit day of the person.
type FeedEvent struct {
	UID         string
	Sequence    int
	Changed     time.Time
	Summary     string
	Description string
	Location    string
	URL         string
	Start, End  time.Time
	Tentative   bool
	Cancelled   bool
}

// ReadFeed gives the calendar behind a secret token. An unknown, malformed and
// revoked token get the same answer. It reads the database, so that a feed is
// right the moment a booking is.
func (a *App) ReadFeed(ctx context.Context, token, userAgent string) (c FeedContent, err error) {
	now := a.now()
	var f Feed
	err = a.Store.Read(ctx, func(tx Tx) error {
		if f, err = tx.FeedByToken(TokenHash(token)); err != nil {
			return err
		}
		if !f.RevokedAt.IsZero() {
			return domain.NotFound("calendar feed")
		}
		settings, _, err := SettingsIn(tx)
		if err != nil {
			return err
		}
		today := domain.DateOf(now, settings.Zone())
		window := domain.Period{From: today.AddDays(-feedBackDays), To: today.AddMonths(feedAheadMonths)}
		entries, err := tx.FeedEntries(f.PersonID, window, now.Add(-feedCancelled))
		if err != nil {
			return err
		}
		c = FeedContent{Name: feedName(f, settings), Changed: later(f.ChangedAt, today.In(settings.Zone()))}
		for _, e := range entries {
			if event, shown := a.feedEvent(f, e, window); shown {
				c.Events = append(c.Events, event)
			}
		}
		return nil
	})
	if err != nil {
		return FeedContent{}, err
	}
	a.noteFetch(ctx, f, now, userAgent)
	return c, nil
}

// noteFetch keeps who looked last, at most once a minute: readers that poll
// must not stand in a planner's way, and a failure to note is no failure to answer.
func (a *App) noteFetch(ctx context.Context, f Feed, now time.Time, userAgent string) {
	if now.Sub(f.FetchedAt) < time.Minute && f.FetchedBy == userAgent {
		return
	}
	err := a.Store.Write(ctx, func(tx Tx) error { return tx.NoteFetch(f.ID, now, userAgent) })
	if err != nil && a.Log != nil {
		a.Log.Warn("fetch of a calendar not noted", "feed", string(f.ID), "error", err.Error())
	}
}

func feedName(f Feed, s Settings) string {
	if f.Privacy == PrivacyFull {
		return "Audits, " + s.Name
	}
	return "Audits"
}

// feedEvent is what the feed shows of an entry. A hold never leaves the system.
func (a *App) feedEvent(f Feed, e FeedEntry, window domain.Period) (FeedEvent, bool) {
	cancelled := !e.Block.CancelledAt.IsZero()
	day, own := ownPart(e.Audit, e.Block, f.PersonID)
	switch {
	case cancelled && slices.Contains(e.Block.Team, f.PersonID):
		day, own = wholeBlock(e.Block), true
	case cancelled || !e.Audit.Told():
		return FeedEvent{}, false
	}
	if !own || !window.Contains(day.From) {
		return FeedEvent{}, false
	}
	zone := e.Site.Zone()
	event := FeedEvent{
		UID: e.Block.UID, Sequence: e.Block.Sequence, Changed: e.Block.ChangedAt,
		Start: day.Start(zone).UTC(), End: day.End(zone).UTC(),
		Tentative: e.Audit.Dates == audit.Proposed, Cancelled: cancelled,
	}
	switch f.Privacy {
	case PrivacyBusy:
		event.Summary = "Busy"
	case PrivacyPlace:
		event.Summary, event.Location = "Audit", e.Site.City
	default:
		event.Summary = e.Audit.Title() + ": " + e.ClientName
		event.Location = siteAddress(e.Site)
		event.Description = describe(e, f.PersonID)
		event.URL = a.BaseURL + "/audits/" + string(e.Audit.ID)
	}
	return event, true
}

func wholeBlock(b audit.Block) domain.Stretch {
	return domain.Stretch{From: b.Day, FromHalf: b.FromHalf, To: b.Day, ToHalf: b.ToHalf}
}

// ownPart is the part of an audit day on which the person has a seat.
func ownPart(x audit.Audit, b audit.Block, person domain.ID) (domain.Stretch, bool) {
	var own []domain.Half
	for _, h := range halvesOn(wholeBlock(b), b.Day) {
		if isThere(x, b, person, h) {
			own = append(own, h)
		}
	}
	if len(own) == 0 {
		return domain.Stretch{}, false
	}
	return domain.Stretch{From: b.Day, FromHalf: own[0], To: b.Day, ToHalf: own[len(own)-1]}, true
}

// isThere tells whether somebody has a seat on a half-day of an entry, at its place.
func isThere(x audit.Audit, b audit.Block, person domain.ID, h domain.Half) bool {
	for _, s := range x.Seats {
		if s.PersonID != person {
			continue
		}
		for _, v := range x.PlacesOf(s) {
			if (b.SiteID == "" || b.SiteID == v.SiteID) && slices.Contains(halvesOn(v.Stretch, b.Day), h) {
				return true
			}
		}
	}
	return false
}

func describe(e FeedEntry, person domain.ID) string {
	lines := []string{e.Audit.No + ", " + strings.Join(e.Audit.Schemes(), " + ")}
	for _, s := range e.Audit.Seats {
		if s.PersonID == person {
			lines = append(lines, "Your role: "+s.Role)
			break
		}
	}
	lines = append(lines, "Site: "+e.Site.Name, "Time zone of the site: "+e.Site.TimeZone)
	if e.Audit.Dates == audit.Proposed {
		lines = append(lines, "The dates are proposed and not agreed yet.")
	}
	return strings.Join(lines, "\n")
}

// place joins what there is of an address.
func place(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, ", ")
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
