package app_test

import (
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/internal/store/storetest"
)

func TestAToldChangeIsWorkedOutAtOnceAndReviewed(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	r.contracted()
	grown := client.Notice{Kind: client.NoticeHeadcount, Persons: 80, Text: "We took over a competitor's team."}
	meanings, err := r.PreviewNotice(ctx, r.customer, grown)
	r.ok(err)
	if len(meanings) != 1 || meanings[0].Before != 40 || meanings[0].After != 80 || meanings[0].Receipt.Initial.String() != "11" {
		t.Fatalf("it would mean %+v", meanings)
	}
	_, err = r.TellChange(ctx, r.planner, grown)
	r.refused(err, "forbidden")
	for field, wrong := range map[string]client.Notice{
		"text": {Kind: client.NoticeScope}, "persons": {Kind: client.NoticeHeadcount, Text: "More"}, "kind": {Kind: "mood", Text: "Fine"},
		"site_id": {Kind: client.NoticeSiteClosed, Text: "Gone"},
	} {
		_, err := r.TellChange(ctx, r.customer, wrong)
		r.refused(err, "invalid_input")
		var e *domain.Error
		if !asError(err, &e) || e.Fields[0].Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	_, err = r.TellChange(ctx, r.customer, client.Notice{Kind: client.NoticeSiteClosed, Text: "Gone", SiteID: "site-b"})
	r.refused(err, "invalid_input") // another client's site

	n, err := r.TellChange(ctx, r.customer, grown)
	r.ok(err)
	due, err := r.Due(ctx, r.planner)
	r.ok(err)
	if !n.Open() || n.No != "N00001" || due.Notices != 1 {
		t.Errorf("told: %+v, %d on the desk", n, due.Notices)
	}
	stranger := r.customer
	stranger.ClientID = "client-b"
	_, err = r.Notice(ctx, stranger, n.ID)
	r.refused(err, "not_found")
	if page, err := r.Notices(ctx, stranger, app.List{}); err != nil || page.Total != 0 {
		t.Errorf("a stranger lists %d (%v)", page.Total, err)
	}
	_, err = r.Notices(ctx, r.ann, app.List{})
	r.refused(err, "forbidden")

	_, err = r.ResolveNotice(ctx, r.customer, n.ID, n.Version, app.Resolution{Outcome: client.NoEffect, Reason: "none"})
	r.refused(err, "forbidden")
	_, err = r.ResolveNotice(ctx, r.planner, n.ID, n.Version, app.Resolution{Outcome: client.NoEffect})
	r.refused(err, "invalid_input")
	asked := r.grown()
	asked.NoticeID = n.ID
	x, err := r.OfferAmendment(ctx, r.planner, r.contractV.ID, r.contractV.Version, asked)
	r.ok(err)
	d, err := r.Notice(ctx, r.customer, n.ID)
	r.ok(err)
	if d.Open() || d.Resolved != client.Amended || d.Amendment.ID != x.ID || d.ResolvedBy != "Pia Planner" {
		t.Errorf("settled: %+v", d)
	}
	_, err = r.ResolveNotice(ctx, r.planner, n.ID, d.Version, app.Resolution{Outcome: client.NoEffect, Reason: "none"})
	r.refused(err, "settled")
	r.agrees(t)
}

func TestAChangeWithoutEffectIsClosedWithItsReason(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	r.contracted()
	n, err := r.TellChange(ctx, r.customer, client.Notice{Kind: client.NoticeLegal, Text: "We are a stock company now."})
	r.ok(err)
	if n.Meanings[0].Before != n.Meanings[0].After {
		t.Errorf("it would mean %+v", n.Meanings)
	}
	n, err = r.ResolveNotice(ctx, r.planner, n.ID, n.Version, app.Resolution{Outcome: client.NoEffect, Reason: "Name and system stay."})
	r.ok(err)
	if m := r.letter("notice:" + string(n.ID)); n.Open() || !strings.Contains(m.Text, "no effect") || !strings.Contains(m.Text, "Name and system stay.") {
		t.Errorf("settled: %+v; the client reads %q", n, m.Text)
	}
	r.agrees(t)
}

func TestAChangeMayCallForASpecialAudit(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	r.contracted()
	n, err := r.TellChange(ctx, r.customer, client.Notice{Kind: client.NoticeScope, Text: "We host for banks now."})
	r.ok(err)
	special := app.Resolution{Outcome: client.SpecialAudit, Reason: "New scope to be seen.", Purpose: "extension", HalfDays: 3, Latest: day("2027-04-30")}
	for _, spoil := range []func(*app.Resolution){
		func(x *app.Resolution) { x.Purpose = "holiday" }, func(x *app.Resolution) { x.HalfDays = 0 },
		func(x *app.Resolution) { x.Latest = day("2027-01-10") }, func(x *app.Resolution) { x.ContractID = "another" },
		func(x *app.Resolution) { x.Outcome = client.Amended },
	} {
		wrong := special
		spoil(&wrong)
		_, err := r.ResolveNotice(ctx, r.planner, n.ID, n.Version, wrong)
		r.refused(err, "invalid_input")
	}
	n, err = r.ResolveNotice(ctx, r.planner, n.ID, n.Version, special)
	r.ok(err)
	storetest.Read(t, r.Store, func(tx app.Tx) error {
		x, err := tx.Audit(n.AuditID)
		if x.Type != audit.Special || x.HalfDays != 3 || x.Window.Latest != day("2027-04-30") || x.State != audit.Owed || x.Number != 1 {
			t.Errorf("owed is %+v", x)
		}
		return err
	})
	again, err := r.TellChange(ctx, r.customer, client.Notice{Kind: client.NoticeSiteMoved, SiteID: r.site.ID, Text: "We moved across the street."})
	r.ok(err)
	special.Purpose = "short_notice"
	again, err = r.ResolveNotice(ctx, r.planner, again.ID, again.Version, special)
	r.ok(err)
	if again.AuditID == n.AuditID || again.Purpose != "short_notice" {
		t.Errorf("the second: %+v", again)
	}
	r.agrees(t)
}
