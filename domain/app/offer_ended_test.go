package app_test

import (
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/internal/store/storetest"
)

// offered takes an application as far as an offer made on 11 January 2027.
func (r *road) offered(o app.Offer) (client.Contract, error) {
	r.t.Helper()
	ctx := r.t.Context()
	x, err := r.CreateApplication(ctx, r.customer, r.applied())
	r.ok(err)
	x, err = r.SubmitApplication(ctx, r.customer, x.ID, x.Version)
	r.ok(err)
	x, err = r.ReviewApplication(ctx, r.planner, x.ID, x.Version, app.ApplicationReview{Accepted: true, Points: client.EveryPoint(client.Yes)})
	r.ok(err)
	return r.OfferContract(ctx, r.planner, x.ID, o)
}

func (r *road) offersDue() int64 {
	r.t.Helper()
	due, err := r.Due(r.t.Context(), r.planner)
	r.ok(err)
	return due.Offers
}

func TestAnOfferRunsOutAndIsRenewed(t *testing.T) {
	m := newRoom(t)
	m.plannerAccount()
	ctx := t.Context()
	c, err := m.offered(app.Offer{})
	m.ok(err)
	if c.ValidUntil != day("2027-02-10") || m.texts("You can accept it until 10 February 2027 (Wed)") != 1 {
		t.Errorf("it stands until %s", c.ValidUntil)
	}
	_, err = m.AskRenewal(ctx, m.customer, c.ID, c.Version)
	m.refused(err, "offer_stands")
	for date, due := range map[string]int64{"2027-02-02": 0, "2027-02-03": 1, "2027-02-10": 1} {
		if m.on(date); m.offersDue() != due {
			t.Errorf("on %s the due list counts %d offers, want %d", date, m.offersDue(), due)
		}
	}
	m.on("2027-02-10")
	m.work()
	if m.letters("has run out") != 0 {
		t.Error("told before its last day was over")
	}
	m.on("2027-02-11")
	m.work()
	m.work()
	if n := m.letters("has run out"); n != 2 || m.offersDue() != 1 { // the client and the planner
		t.Errorf("%d letters, %d on the due list", n, m.offersDue())
	}
	_, err = m.AcceptContract(ctx, m.customer, c.ID, c.Version, "Carla")
	m.brokenOnly(err, "rule_violated", client.OfferOpenRule.ID)

	for _, who := range []domain.Actor{m.planner, m.rita} {
		_, err = m.AskRenewal(ctx, who, c.ID, c.Version)
		m.refused(err, "forbidden")
	}
	stranger := m.customer
	stranger.ClientID = "client-b"
	_, err = m.AskRenewal(ctx, stranger, c.ID, c.Version)
	m.refused(err, "not_found")
	_, err = m.AskRenewal(ctx, m.customer, c.ID, c.Version+1)
	m.refused(err, "stale")
	c, err = m.AskRenewal(ctx, m.customer, c.ID, c.Version)
	m.ok(err)
	_, err = m.AskRenewal(ctx, m.customer, c.ID, c.Version)
	m.refused(err, "asked_already")
	m.work()
	if c.RenewalAsked != day("2027-02-11") || m.letters("is asked for") != 1 {
		t.Errorf("asked on %s", c.RenewalAsked)
	}

	_, err = m.RenewOffer(ctx, m.customer, c.ID, c.Version, app.Renewal{Until: 0})
	m.refused(err, "forbidden")
	for _, wrong := range []string{"2027-02-10", "2028-02-13"} { // before today, more than a year ahead
		_, err = m.RenewOffer(ctx, m.planner, c.ID, c.Version, app.Renewal{Until: day(wrong)})
		m.refused(err, "invalid_input")
	}
	_, err = m.RenewOffer(ctx, m.planner, c.ID, c.Version+1, app.Renewal{Until: 0})
	m.refused(err, "stale")
	c, err = m.RenewOffer(ctx, m.planner, c.ID, c.Version, app.Renewal{Until: 0})
	m.ok(err)
	if c.ValidUntil != day("2027-03-13") || c.RenewalAsked != 0 || m.offersDue() != 0 || m.texts("until 13 March 2027 (Sat)") != 1 {
		t.Errorf("renewed: %+v", c)
	}
	_, err = m.RenewOffer(ctx, m.planner, c.ID, c.Version, app.Renewal{Until: day("2027-03-13")})
	m.refused(err, "invalid_input")
	c, err = m.AcceptContract(ctx, m.customer, c.ID, c.Version, "Carla")
	m.ok(err)
	_, err = m.RenewOffer(ctx, m.planner, c.ID, c.Version, app.Renewal{Until: 0})
	m.refused(err, "not_offered")
	m.on("2027-03-14")
	m.work()
	if m.letters("has run out") != 2 {
		t.Error("an accepted offer ran out")
	}
	m.sound()
}

func TestAnOfferNamesItsLastDay(t *testing.T) {
	m := newRoom(t)
	for _, wrong := range []string{"2027-01-10", "2028-01-13"} {
		_, err := m.offered(app.Offer{ValidUntil: day(wrong)})
		m.refused(err, "invalid_input")
	}
	s, version, err := m.ReadSettings(t.Context(), m.planner)
	m.ok(err)
	s.OfferDays = 367
	admin := domain.Actor{UserID: "u-admin", Roles: []domain.Role{domain.Admin}}
	_, err = m.ChangeSettings(t.Context(), admin, s, version)
	m.refused(err, "invalid_input")
	s.OfferDays = 14
	_, err = m.ChangeSettings(t.Context(), admin, s, version)
	m.ok(err)
	c, err := m.offered(app.Offer{})
	m.ok(err)
	if c.ValidUntil != day("2027-01-25") {
		t.Errorf("14 days from 11 January end on %s", c.ValidUntil)
	}
}

// TestTheEndOfAnOfferIsFoundAgain: the nightly check writes the job that a
// restore lost.
func TestTheEndOfAnOfferIsFoundAgain(t *testing.T) {
	m := newRoom(t)
	m.plannerAccount()
	c, err := m.offered(app.Offer{ValidUntil: day("2027-01-12")})
	m.ok(err)
	m.write(func(tx app.Tx) error {
		for _, j := range jobsOf(t, tx, "offer_ended") {
			if _, err := tx.ClaimJob(j.ID, m.clock.Now()); err != nil {
				return err
			}
		}
		c.ValidUntil = day("2027-01-13") // as if restored from before its renewal
		return tx.SaveContract(&c)
	})
	m.on("2027-01-14")
	m.ok(m.PlanDay(t.Context()))
	m.work()
	if m.letters("has run out") != 2 {
		t.Error("its end was not noted")
	}
}

func jobsOf(t *testing.T, tx app.Tx, kind string) []app.Job {
	t.Helper()
	page, err := tx.JobList(app.List{Filter: map[string]string{"kind": kind}})
	if err != nil {
		t.Fatal(err)
	}
	return page.Rows
}

// texts counts the letters whose text holds words.
func (m *room) texts(words string) (n int) {
	m.t.Helper()
	storetest.Read(m.t, m.Store, func(tx app.Tx) error {
		page, err := tx.MailList(app.List{Size: 200})
		for _, x := range page.Rows {
			if strings.Contains(x.Text, words) {
				n++
			}
		}
		return err
	})
	return n
}
