package app_test

import (
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/internal/store/storetest"
)

func TestApplicationBecomesAContractWithItsStages(t *testing.T) {
	r := newRoad(t)
	one, two := r.contracted()
	c := r.contractV
	// Table C.1: 26 to 45 persons are 8.5 days; 30 % of them, to the half day, are
	// 2.5 for Stage 1 and leave 6 for Stage 2.
	if c.Receipt.Initial.String() != "8.5" || one.HalfDays != 5 || two.HalfDays != 12 {
		t.Errorf("receipt %s days, stages of %d and %d half-days; want 8.5, 5, 12", c.Receipt.Initial, one.HalfDays, two.HalfDays)
	}
	if one.Window.Earliest != day("2027-01-11") || two.Window != (audit.Window{}) || one.SiteID != r.site.ID {
		t.Errorf("windows %+v and %+v at %s", one.Window, two.Window, one.SiteID)
	}
	if len(one.Positions) != 1 || len(two.Positions) != 2 || one.Cover[0] != audit.Area(isms, "IAF 33") {
		t.Errorf("seats %+v and %+v, cover %v", one.Positions, two.Positions, one.Cover)
	}
	if c.State != client.ContractActive || c.SignedOn != day("2027-01-11") || c.SchemeVersion != 1 {
		t.Errorf("the contract is %+v", c)
	}
	storetest.Read(t, r.Store, func(tx app.Tx) error {
		entries, err := tx.Entries("contract", c.ID, 10)
		if len(entries) != 2 || entries[0].Verb != "accept_contract" {
			t.Errorf("the ledger says %+v", entries)
		}
		if err != nil {
			return err
		}
		mails, err := tx.MailList(app.List{})
		if mails.Total != 1 || mails.Rows[0].To != r.client.ContactEmail {
			t.Errorf("letters: %+v", mails)
		}
		return err
	})
}

func TestAnApplicationIsTheClientsOwn(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	x, err := r.CreateApplication(ctx, r.customer, r.applied())
	r.ok(err)
	stranger := r.customer
	stranger.ClientID = "client-b"
	_, err = r.ChangeApplication(ctx, stranger, x.ID, x.Version, r.applied())
	r.refused(err, "not_found")
	_, err = r.SubmitApplication(ctx, r.ann, x.ID, x.Version)
	r.refused(err, "not_found")
	foreign := r.applied()
	foreign.SiteIDs = []domain.ID{"site-b"}
	_, err = r.ChangeApplication(ctx, r.customer, x.ID, x.Version, foreign)
	r.refused(err, "invalid_input")
	_, err = r.ChangeApplication(ctx, r.customer, x.ID, x.Version+1, r.applied())
	r.refused(err, "stale")
	_, err = r.ReviewApplication(ctx, r.customer, x.ID, x.Version, app.ApplicationReview{})
	r.refused(err, "forbidden")
	forPlanner := r.applied()
	forPlanner.ClientID = r.client.ID
	_, err = r.CreateApplication(ctx, r.planner, forPlanner)
	r.ok(err)
	_, err = r.CreateApplication(ctx, r.ann, forPlanner)
	r.refused(err, "forbidden")
}

func TestSubmittingNeedsWhatTheStandardAsks(t *testing.T) {
	r := newRoad(t)
	for field, change := range map[string]func(*client.Application){
		"persons":     func(x *client.Application) { x.Persons = 0 },
		"codes":       func(x *client.Application) { x.Codes = nil },
		"site_ids":    func(x *client.Application) { x.SiteIDs = nil },
		"soa_version": func(x *client.Application) { x.SoAVersion = " " },
	} {
		draft := r.applied()
		change(&draft)
		x, err := r.CreateApplication(t.Context(), r.customer, draft)
		r.ok(err)
		_, err = r.SubmitApplication(t.Context(), r.customer, x.ID, x.Version)
		r.refused(err, "invalid_input")
		var e *domain.Error
		if !asError(err, &e) || e.Fields[0].Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func TestReviewNeedsItsPointsAndAnImpartialReviewer(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	x, err := r.CreateApplication(ctx, r.customer, r.applied())
	r.ok(err)
	_, err = r.ReviewApplication(ctx, r.planner, x.ID, x.Version, app.ApplicationReview{Accepted: true, Points: client.EveryPoint(client.Yes)})
	r.refused(err, "not_submitted")
	x, err = r.SubmitApplication(ctx, r.customer, x.ID, x.Version)
	r.ok(err)
	_, err = r.ReviewApplication(ctx, r.planner, x.ID, x.Version, app.ApplicationReview{Accepted: true, Points: client.EveryPoint(client.Yes)[:5]})
	r.brokenOnly(err, "rule_violated", client.ReviewRule.ID)
	_, err = r.ReviewApplication(ctx, r.planner, x.ID, x.Version, app.ApplicationReview{Reasons: " "})
	r.refused(err, "invalid_input")

	consultant := r.planner
	consultant.PersonID = r.ann.PersonID
	r.interest(r.ann.PersonID, auditor.Consultancy, "2024-01-01", "2025-01-11") // barred through 2027-01-11
	_, err = r.ReviewApplication(ctx, consultant, x.ID, x.Version, app.ApplicationReview{Accepted: true, Points: client.EveryPoint(client.Yes)})
	r.brokenOnly(err, "rule_violated", "impartiality.role_all")
	r.clock.At = r.clock.At.AddDate(0, 0, 1)
	x, err = r.ReviewApplication(ctx, consultant, x.ID, x.Version, app.ApplicationReview{Declined: []string{"no_competence"}, Reasons: "No competent auditor."})
	r.ok(err)
	_, err = r.OfferContract(ctx, r.planner, x.ID, app.Offer{})
	r.refused(err, "not_accepted")
}

func TestOnlyTheClientSigns(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	x, err := r.CreateApplication(ctx, r.customer, r.applied())
	r.ok(err)
	x, err = r.SubmitApplication(ctx, r.customer, x.ID, x.Version)
	r.ok(err)
	x, err = r.ReviewApplication(ctx, r.planner, x.ID, x.Version, app.ApplicationReview{Accepted: true, Points: client.EveryPoint(client.Yes)})
	r.ok(err)
	c, err := r.OfferContract(ctx, r.planner, x.ID, app.Offer{})
	r.ok(err)
	_, err = r.OfferContract(ctx, r.planner, x.ID, app.Offer{})
	r.refused(err, "exists") // one offer at a time
	_, err = r.AcceptContract(ctx, r.planner, c.ID, c.Version, "Pia")
	r.refused(err, "forbidden")
	stranger := r.customer
	stranger.ClientID = "client-b"
	_, err = r.AcceptContract(ctx, stranger, c.ID, c.Version, "Eve")
	r.refused(err, "not_found")
	_, err = r.AcceptContract(ctx, r.customer, c.ID, c.Version, "  ")
	r.refused(err, "invalid_input")
	c, err = r.AcceptContract(ctx, r.customer, c.ID, c.Version, "Carla")
	r.ok(err)
	_, err = r.AcceptContract(ctx, r.customer, c.ID, c.Version, "Carla")
	r.refused(err, "not_offered")
}

func (r *road) interest(who domain.ID, kind auditor.InterestKind, from, to string) {
	r.t.Helper()
	i := auditor.Interest{ID: r.NewID(), PersonID: who, ClientID: r.client.ID, Kind: kind, Period: domain.Period{From: day(from)}}
	if to != "" {
		i.Period.To = day(to)
	}
	r.write(func(tx app.Tx) error { return tx.SaveInterest(&i) })
}
