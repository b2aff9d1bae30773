package app_test

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/internal/pdf"
	"github.com/certwright/certwright/internal/store/storetest"
)

// road is a small body on SQLite at nine o'clock on Monday, 11 January 2027: one
// client, two leads and a lead from far away.
type road struct {
	*app.App
	t         *testing.T
	clock     *domain.FixedClock
	site      client.Site
	client    client.Client
	planner   domain.Actor
	customer  domain.Actor
	ann, bob  domain.Actor
	contractV client.Contract
}

const isms = "27001-2022"

func day(s string) domain.Date { return domain.MustDate(s) }

func newRoad(t *testing.T) *road { return newRoadOn(t, storetest.SQLite(t)) }

func newRoadOn(t *testing.T, base app.Store) *road {
	t.Helper()
	clock := &domain.FixedClock{At: time.Date(2027, 1, 11, 8, 0, 0, 0, time.UTC)}
	n := 0
	r := &road{t: t, clock: clock, App: &app.App{
		Store: base, Clock: clock, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), BaseURL: "https://body.example", Documents: pdf.Documents{},
		NewID: func() domain.ID { n++; return domain.ID(fmt.Sprintf("id-%06d", n)) },
		Random: func(size int) []byte {
			n++
			return fmt.Appendf(make([]byte, 0, size), "%0*d", size, n)
		},
	}}
	if err := r.SeedSchemes(t.Context()); err != nil {
		t.Fatal(err)
	}
	seeded := storetest.Seed(t, base, "a")
	bob := storetest.Seed(t, base, "b")
	r.client, r.site = seeded.Client, seeded.Site
	r.planner = domain.Actor{UserID: "u-planner", PersonID: "person-planner", Name: "Pia Planner", Roles: []domain.Role{domain.Planner}}
	r.customer = domain.Actor{UserID: "u-client", PersonID: "person-client", Name: "Carla Client", Roles: []domain.Role{domain.Client}, ClientID: r.client.ID}
	r.ann = domain.Actor{UserID: "u-ann", PersonID: seeded.Auditor.ID, Name: seeded.Auditor.Name, Roles: []domain.Role{domain.Auditor}}
	r.bob = domain.Actor{UserID: "u-bob", PersonID: bob.Auditor.ID, Name: bob.Auditor.Name, Roles: []domain.Role{domain.Auditor}}
	for _, who := range []domain.ID{r.ann.PersonID, r.bob.PersonID} {
		r.permit(who, "lead", "IAF 33", "2020-01-01", "")
	}
	return r
}

func (r *road) write(work func(tx app.Tx) error) { r.t.Helper(); storetest.Write(r.t, r.Store, work) }

func (r *road) permit(who domain.ID, role, code, from, to string) {
	r.t.Helper()
	p := auditor.Authorisation{ID: r.NewID(), PersonID: who, SchemeID: isms, Role: role, Code: code, Valid: domain.Period{From: day(from)}, Evidence: "file"}
	if to != "" {
		p.Valid.To = day(to)
	}
	r.write(func(tx app.Tx) error { return tx.SaveAuthorisation(&p) })
}

func (r *road) ok(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

// refused wants an error of a code; for rules it gives back the broken ones.
func (r *road) refused(err error, code string) []string {
	r.t.Helper()
	if err == nil || domain.CodeOf(err) != code {
		r.t.Errorf("got %v, want the refusal %s", err, code)
		return nil
	}
	var e *domain.Error
	errors.As(err, &e)
	var broken []string
	for _, f := range e.Findings {
		if !f.Met {
			broken = append(broken, f.Rule)
		}
	}
	return broken
}

func (r *road) brokenOnly(err error, code, rule string) {
	r.t.Helper()
	if got := r.refused(err, code); !slices.Contains(got, rule) {
		r.t.Errorf("broken are %v, want %s: %v", got, rule, err)
	}
}

// applied is a complete draft.
func (r *road) applied() client.Application {
	return client.Application{SchemeID: isms, Scope: "Hosting of payroll software", Codes: []string{"IAF 33"}, Persons: 40,
		SiteIDs: []domain.ID{r.site.ID}, SoAVersion: "3.1"}
}

// contracted walks to a signed contract; its stages are owed.
func (r *road) contracted() (one, two audit.Audit) {
	r.t.Helper()
	ctx := r.t.Context()
	x, err := r.CreateApplication(ctx, r.customer, r.applied())
	r.ok(err)
	x, err = r.SubmitApplication(ctx, r.customer, x.ID, x.Version)
	r.ok(err)
	x, err = r.ReviewApplication(ctx, r.planner, x.ID, x.Version, app.ApplicationReview{Accepted: true, Points: client.EveryPoint(client.Yes)})
	r.ok(err)
	c, err := r.OfferContract(ctx, r.planner, x.ID, app.Offer{})
	r.ok(err)
	c, err = r.AcceptContract(ctx, r.customer, c.ID, c.Version, "Carla Client")
	r.ok(err)
	r.contractV = c
	return r.stage(audit.Stage1), r.stage(audit.Stage2)
}

func (r *road) stage(kind audit.Type) (found audit.Audit) {
	r.t.Helper()
	storetest.Read(r.t, r.Store, func(tx app.Tx) error {
		all, err := tx.AuditsOfContract(r.contractV.ID)
		for _, x := range all {
			if x.Type == kind {
				found = x
			}
		}
		return err
	})
	return found
}

// booking seats people in the audit's positions, in order, from a morning on for
// as long as the audit takes without a weekend between.
func booking(x audit.Audit, from string, people ...domain.ID) app.Booking {
	halves := x.Lasts()
	last := day(from).AddDays((halves - 1) / 2)
	b := app.Booking{Stretch: domain.Stretch{From: day(from), FromHalf: domain.AM, To: last, ToHalf: domain.PM}, Dates: audit.Proposed}
	if halves%2 == 1 {
		b.Stretch.ToHalf = domain.AM
	}
	for i, p := range people {
		b.Seats = append(b.Seats, app.SeatWish{PositionID: x.Positions[i].ID, PersonID: p})
	}
	return b
}

func (r *road) team(x audit.Audit) []domain.ID {
	return []domain.ID{r.ann.PersonID, r.bob.PersonID}[:len(x.Positions)]
}

func asError(err error, e **domain.Error) bool { return errors.As(err, e) }
