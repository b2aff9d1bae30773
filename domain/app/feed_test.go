package app_test

import (
	"slices"
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/internal/store/storetest"
)

// calendar is a person with a calendar address and an audit of a client.
type calendar struct {
	house
	t     *testing.T
	owner domain.Actor
	token string
	audit audit.Audit
}

func newCalendar(t *testing.T, h house, privacy string) *calendar {
	t.Helper()
	agreed := storetest.SeedAgreed(t, h.Store, "a")
	u, err := h.CreateUser(t.Context(), system, app.NewUser{
		Name: agreed.Auditor.Name, Email: agreed.Auditor.Email, Password: "secret", Roles: []domain.Role{domain.Auditor},
	})
	if err != nil {
		t.Fatal(err)
	}
	c := &calendar{house: h, t: t, owner: actorOf(u)}
	if _, c.token, err = h.CreateFeed(t.Context(), c.owner, "phone", privacy); err != nil {
		t.Fatal(err)
	}
	when := domain.Stretch{From: day("2026-06-08"), FromHalf: domain.PM, To: day("2026-06-09"), ToHalf: domain.PM}
	c.audit = audit.Audit{
		ID: "audit-a", No: "K-a-S1", ClientID: agreed.Client.ID, ContractID: agreed.Contract.ID, ProgrammeIDs: []domain.ID{agreed.Programme.ID},
		SchemeID: agreed.Scheme.ID, Type: audit.Surveillance, Number: 1, SiteID: agreed.Site.ID, Due: when.To, State: audit.Owed,
		Dates: audit.Confirmed, Stretch: when, Seats: []audit.Seat{{PositionID: "lead", Role: "lead", PersonID: agreed.Auditor.ID, Stretch: when}},
	}
	c.keep(func(*audit.Audit) {})
	return c
}

// keep changes the audit as bookings do: row, calendar entries, feeds.
func (c *calendar) keep(change func(x *audit.Audit)) {
	c.t.Helper()
	was := c.audit
	if was.Version == 0 {
		was = audit.Audit{}
	}
	c.audit.Seats = slices.Clone(c.audit.Seats)
	change(&c.audit)
	c.audit.ChangedAt = c.clock.At
	storetest.Write(c.t, c.Store, func(tx app.Tx) error {
		site, err := tx.Site(c.audit.SiteID)
		if err != nil {
			return err
		}
		if err := tx.SaveAudit(&c.audit, site.Zone()); err != nil {
			return err
		}
		have, err := tx.Blocks(c.audit.ID)
		if err != nil {
			return err
		}
		uid := func() string { return string(c.NewID()) + "@certwright" }
		if err := tx.SaveBlocks(c.audit.Entries(was, have, c.clock.At, uid)); err != nil {
			return err
		}
		return tx.TouchFeeds(c.clock.At, append(was.Team(), c.audit.Team()...)...)
	})
}

func (c *calendar) read() app.FeedContent {
	c.t.Helper()
	content, err := c.ReadFeed(c.t.Context(), c.token, "Reader/1")
	if err != nil {
		c.t.Fatal(err)
	}
	return content
}

func TestAFeedShowsTheOwnersAudits(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		c := newCalendar(t, h, app.PrivacyFull)
		events := c.read().Events
		if len(events) != 2 || events[0].UID == events[1].UID {
			t.Fatalf("an audit of two days is two events with two names: %+v", events)
		}
		first := events[0]
		if first.Start.After(events[1].Start) {
			first = events[1]
		}
		want := app.FeedEvent{
			UID: first.UID, Changed: c.clock.At, Summary: "Surveillance 1: Organisation a GmbH", Location: "Berlin, Germany",
			Description: "K-a-S1, " + c.audit.SchemeID + "\nYour role: lead\nSite: Head office\nTime zone of the site: Europe/Berlin",
			URL:         "https://certwright.example/audits/audit-a",
			Start:       time.Date(2026, 6, 8, 11, 0, 0, 0, time.UTC), End: time.Date(2026, 6, 8, 15, 0, 0, 0, time.UTC), // 13–17 in Berlin
		}
		storetest.Same(t, first, want)
	})
}

func TestAFeedFollowsTheBooking(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		c := newCalendar(t, h, app.PrivacyFull)
		before := c.read()
		c.clock.At = c.clock.At.Add(time.Hour)
		c.keep(func(x *audit.Audit) { // one day later, only proposed
			x.Stretch.From, x.Stretch.To = day("2026-06-09"), day("2026-06-10")
			x.Seats[0].Stretch, x.Dates = x.Stretch, audit.Proposed
		})
		moved := c.read()
		if len(moved.Events) != 2 || !moved.Events[0].Tentative || moved.Events[0].Sequence != 1 || moved.Events[0].UID != before.Events[0].UID {
			t.Errorf("moved: %+v", moved.Events)
		}
		if !moved.Changed.After(before.Changed) {
			t.Error("the change time stands still")
		}
		c.keep(func(x *audit.Audit) { x.Dates = audit.Hold })
		for _, e := range c.read().Events {
			if !e.Cancelled || e.Start.Day() == 10 && e.Start.Hour() != 7 {
				t.Errorf("a hold shows: %+v", e)
			}
		}
		c.keep(func(x *audit.Audit) { x.Dates, x.Stretch, x.Seats = audit.Open, domain.Stretch{}, nil })
		gone := c.read().Events
		if len(gone) != 2 || !gone[0].Cancelled || !gone[1].Cancelled {
			t.Errorf("released: %+v", gone)
		}
		c.clock.At = c.clock.At.Add(14*24*time.Hour + time.Minute)
		if left := c.read().Events; len(left) != 0 {
			t.Errorf("cancelled two weeks ago: %+v", left)
		}
	})
}

func TestAHoldIsSeenByNobody(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		c := newCalendar(t, h, app.PrivacyFull)
		other := storetest.Seed(t, h.Store, "b").Auditor.ID
		c.keep(func(x *audit.Audit) { x.Seats[0].PersonID = other })
		if events := c.read().Events; len(events) != 0 {
			t.Errorf("an audit that went to somebody else is still there: %+v", events)
		}
		c.keep(func(x *audit.Audit) { x.Seats[0].PersonID, x.Dates = c.owner.PersonID, audit.Hold })
		if events := c.read().Events; len(events) != 0 {
			t.Errorf("a hold leaves the system: %+v", events)
		}
	})
}

func TestAFeedSaysNoMoreThanItMay(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		c := newCalendar(t, h, app.PrivacyPlace)
		e := c.read().Events[0]
		e.UID, e.Changed, e.Start, e.End = "", time.Time{}, time.Time{}, time.Time{}
		storetest.Same(t, e, app.FeedEvent{Summary: "Audit", Location: "Berlin"})
		_, token, err := c.CreateFeed(t.Context(), c.owner, "shared", app.PrivacyBusy)
		if err != nil {
			t.Fatal(err)
		}
		c.token = token
		e = c.read().Events[0]
		e.UID, e.Changed, e.Start, e.End = "", time.Time{}, time.Time{}, time.Time{}
		storetest.Same(t, e, app.FeedEvent{Summary: "Busy"})
	})
}

func TestAFeedReachesSoFar(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		c := newCalendar(t, h, app.PrivacyFull)
		for _, at := range []struct {
			now  string
			want int
		}{
			{"2024-06-07", 0}, {"2024-06-08", 1}, {"2024-06-09", 2}, // two years ahead
			{"2026-09-06", 2}, {"2026-09-07", 1}, {"2026-09-08", 0}, // 90 days back
		} {
			c.clock.At = day(at.now).Time().Add(12 * time.Hour)
			if n := len(c.read().Events); n != at.want {
				t.Errorf("on %s the feed holds %d events, want %d", at.now, n, at.want)
			}
		}
	})
}

func TestReadingAFeedChangesNothingOfIt(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		c := newCalendar(t, h, app.PrivacyFull)
		first := c.read()
		c.clock.At = c.clock.At.Add(time.Hour)
		storetest.Same(t, c.read(), first)
		list, err := h.Feeds(t.Context(), c.owner)
		if err != nil || len(list) != 1 || list[0].FetchedBy != "Reader/1" || !list[0].FetchedAt.Equal(c.clock.At) {
			t.Errorf("who looked: %+v, %v", list, err)
		}
	})
}

func TestDeadFeedsAreAllAlike(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		c := newCalendar(t, h, app.PrivacyFull)
		list, err := h.Feeds(t.Context(), c.owner)
		if err != nil {
			t.Fatal(err)
		}
		old := c.token
		stranger := actorOf(h.admin)
		_, _, err = h.RotateFeed(t.Context(), stranger, list[0].ID)
		want(t, err, domain.Unknown, "not_found")
		want(t, h.RevokeFeed(t.Context(), stranger, list[0].ID), domain.Unknown, "not_found")
		_, token, err := h.RotateFeed(t.Context(), c.owner, list[0].ID)
		if err != nil || token == old {
			t.Fatalf("rotated to %q, %v", token, err)
		}
		texts := map[string]bool{}
		for _, dead := range []string{old, "", "x", "' OR 1=1 --"} {
			_, err := h.ReadFeed(t.Context(), dead, "Reader/1")
			want(t, err, domain.Unknown, "not_found")
			texts[err.Error()] = true
		}
		if len(texts) != 1 {
			t.Errorf("the answers differ: %v", texts)
		}
		c.token = token
		c.read()
		u, err := h.ListUsers(t.Context(), system, app.List{Filter: map[string]string{"role": "auditor"}})
		if err != nil {
			t.Fatal(err)
		}
		gone := u.Rows[0]
		_, err = h.ChangeUser(t.Context(), system, app.UserChange{ID: gone.ID, Version: gone.Version, Name: gone.Name, Roles: gone.Roles, Disabled: true})
		if err != nil {
			t.Fatal(err)
		}
		_, err = h.ReadFeed(t.Context(), token, "Reader/1")
		want(t, err, domain.Unknown, "not_found")
	})
}
