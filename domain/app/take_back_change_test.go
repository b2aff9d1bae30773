package app_test

import (
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/decision"
	"github.com/certwright/certwright/domain/programme"
)

func TestWhoProposedAChangeTakesItBack(t *testing.T) {
	m, c := changing(t)
	ctx := t.Context()
	_, err := m.TakeBackChange(ctx, m.planner, c.ID, c.Version, "nothing there")
	m.refused(err, "nothing_proposed")
	f, err := m.propose(c, "suspension")
	m.ok(err)
	_, err = m.TakeBackChange(ctx, m.rita, c.ID, c.Version, "not mine")
	m.refused(err, "forbidden")
	_, err = m.TakeBackChange(ctx, m.customer, c.ID, c.Version, "please")
	m.refused(err, "forbidden")
	stranger := m.customer
	stranger.ClientID = "client-b"
	_, err = m.TakeBackChange(ctx, stranger, c.ID, c.Version, "please")
	m.refused(err, "not_found")
	_, err = m.TakeBackChange(ctx, m.planner, c.ID, c.Version+1, "moved")
	m.refused(err, "stale")
	_, err = m.TakeBackChange(ctx, m.planner, c.ID, c.Version, " ")
	m.refused(err, "invalid_input")
	f, err = m.TakeBackChange(ctx, m.planner, c.ID, c.Version, " The evidence came. ")
	m.ok(err)
	m.work()
	if f.State != decision.FileTakenBack || f.Proposal.WhyTakenBack != "The evidence came." || f.Proposal.TakenBackOn == 0 || m.letters("Nothing to decide any more") == 0 {
		t.Errorf("taken back: %+v, %+v", f, f.Proposal)
	}
	_, err = m.decide(m.rita, f, decision.Suspended)
	m.refused(err, "taken_back")
	if got := m.certificate(c.ID); got.State != certificate.Valid {
		t.Errorf("the certificate is %s", got.State)
	}
	_, err = m.propose(c, "suspension") // the way is free again
	m.ok(err)
	m.sound()
}

// TestAClientGivesItsCertificationUp: its wish is a proposal like any other, and it
// sees nothing of what others propose.
func TestAClientGivesItsCertificationUp(t *testing.T) {
	m, c := changing(t)
	ctx := t.Context()
	m.customer.PersonID = m.ann.PersonID // somebody the store knows
	ask := func() (decision.File, error) {
		return m.ProposeChange(ctx, m.customer, c.ID, m.certificate(c.ID).Version, app.ChangeProposed{Kind: "cancellation", Grounds: "client_request", Facts: "We close the site."})
	}
	seen := func() app.CertificateView {
		v, err := m.Certificate(ctx, m.customer, c.ID)
		m.ok(err)
		return v
	}
	if v := seen(); len(v.MayPropose) != 1 || v.MayPropose[0].Kind != "cancellation" {
		t.Errorf("a client may propose %+v", v.MayPropose)
	}
	stranger := m.customer
	stranger.ClientID, stranger.PersonID = "client-b", "person-eve"
	_, err := m.ProposeChange(ctx, stranger, c.ID, c.Version, app.ChangeProposed{Kind: "cancellation", Grounds: "client_request", Facts: "x"})
	m.refused(err, "not_found")
	f, err := ask()
	m.ok(err)
	if v := seen(); v.Proposed.ID != f.ID || !v.TakesBack || len(v.MayPropose) != 0 {
		t.Errorf("the client sees %+v", v.Proposed)
	}
	_, err = m.TakeBackChange(ctx, m.planner, c.ID, c.Version, "they should stay")
	m.refused(err, "forbidden")
	_, err = m.TakeBackChange(ctx, m.customer, c.ID, c.Version, "we stay")
	m.ok(err)
	f, err = ask()
	m.ok(err)
	d, err := m.decide(m.rita, f, decision.Cancelled)
	m.ok(err)
	m.work()
	got := m.certificate(c.ID)
	if got.State != certificate.CancelledS || got.Programme.State != programme.Broken || m.checked(c.No) != "cancelled" || m.letters("has ended at your request") != 1 {
		t.Errorf("given up: %+v, cycle %s, the public is told %s", got.Certificate, got.Programme.State, m.checked(c.No))
	}
	if got.Reasons != d.Reasons || !strings.Contains(d.Meaning, "at the client's request") {
		t.Errorf("%q, reasons %q", d.Meaning, got.Reasons)
	}
	for _, x := range got.Programme.Audits {
		if x.State == audit.Owed {
			t.Errorf("%s is still owed", x.No)
		}
	}
	_, err = ask()
	m.brokenOnly(err, "rule_violated", "state.transition")
	m.sound()
}

// TestAClientSeesOnlyItsOwnWish: a suspension proposed by the body shows to the
// body's staff alone.
func TestAClientSeesOnlyItsOwnWish(t *testing.T) {
	m, c := changing(t)
	_, err := m.propose(c, "suspension")
	m.ok(err)
	for _, who := range []domain.Actor{m.customer, m.planner} {
		v, err := m.Certificate(t.Context(), who, c.ID)
		m.ok(err)
		if sees := v.Proposed.ID != ""; sees != who.Staff() || len(v.MayPropose) != 0 {
			t.Errorf("%s sees %+v, may propose %d", who.Name, v.Proposed, len(v.MayPropose))
		}
	}
}
