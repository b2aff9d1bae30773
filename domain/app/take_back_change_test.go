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

// account makes an account of the body, or of a client.
func (m *room) account(name string, of domain.ID, roles ...domain.Role) domain.Actor {
	m.t.Helper()
	u, err := m.CreateUser(m.t.Context(), system, app.NewUser{Name: name, Email: name + "@somewhere.example", Password: "secret " + name, Roles: roles, ClientID: of})
	m.ok(err)
	return actorOf(u)
}

// TestAColleagueTakesBackWhatTheBodyProposed: a planner or an admin in the
// proposer's place, with a reason; the ledger, the proposer and the page hear of it.
func TestAColleagueTakesBackWhatTheBodyProposed(t *testing.T) {
	m, c := changing(t)
	ctx := t.Context()
	client := m.account("carla", c.ClientID, domain.Client)
	for i, colleague := range []domain.Actor{m.account("paul", "", domain.Planner), m.account("ada", "", domain.Admin)} {
		f, err := m.propose(c, "suspension")
		m.ok(err)
		for _, who := range []domain.Actor{m.planner, colleague, m.rita, client} {
			v, err := m.Certificate(ctx, who, c.ID)
			m.ok(err)
			if v.TakesBack != who.Is(domain.Planner, domain.Admin) {
				t.Errorf("%s may take it back: %v", who.Name, v.TakesBack)
			}
		}
		for _, other := range []domain.Actor{m.rita, client} {
			_, err = m.TakeBackChange(ctx, other, c.ID, c.Version, "not mine")
			m.refused(err, "forbidden")
		}
		_, err = m.TakeBackChange(ctx, colleague, c.ID, c.Version, "")
		m.refused(err, "invalid_input")
		f, err = m.TakeBackChange(ctx, colleague, c.ID, c.Version, "Pia is ill and the evidence came.")
		m.ok(err)
		m.work()
		if p := f.Proposal; p.ProposedByName != "pia" || p.TakenBackBy != colleague.PersonID || p.TakenBackByName != colleague.Name {
			t.Errorf("taken back: %+v", p)
		}
		entries, err := m.History(ctx, m.rita, "decision_file", f.ID)
		m.ok(err)
		if got := entries[0].Summary; !strings.Contains(got, "by "+colleague.Name+"; pia had proposed it") {
			t.Errorf("the ledger says %q", got)
		}
		if n := m.letters("Taken back for you: suspension"); n != i+1 {
			t.Errorf("%d letters to the proposer", n)
		}
		v, err := m.Certificate(ctx, m.rita, c.ID)
		m.ok(err)
		if len(v.TakenBack) != i+1 || v.TakenBack[i].ID != f.ID || v.Proposed.ID != "" {
			t.Errorf("the page shows %+v", v.TakenBack)
		}
		if _, err = m.decide(m.rita, f, decision.Suspended); err == nil {
			t.Error("decided after all")
		}
	}
	m.sound()
}

// TestAColleagueOfTheClientTakesItsWishBack: who acts for the client, not who only
// reads, nobody of another client and nobody of the body.
func TestAColleagueOfTheClientTakesItsWishBack(t *testing.T) {
	m, c := changing(t)
	ctx := t.Context()
	carla, cem := m.account("carla", c.ClientID, domain.Client), m.account("cem", c.ClientID, domain.Client)
	f, err := m.ProposeChange(ctx, carla, c.ID, c.Version, app.ChangeProposed{Kind: "cancellation", Grounds: "client_request", Facts: "We close."})
	m.ok(err)
	reader, stranger := cem, cem
	reader.ReadOnly, stranger.ClientID = true, "client-b"
	for _, other := range []domain.Actor{reader, m.planner, m.account("ada", "", domain.Admin), m.rita} {
		v, err := m.Certificate(ctx, other, c.ID)
		m.ok(err)
		if v.TakesBack {
			t.Errorf("%s is offered to take it back", other.Name)
		}
		_, err = m.TakeBackChange(ctx, other, c.ID, c.Version, "they should stay")
		m.refused(err, "forbidden")
	}
	_, err = m.TakeBackChange(ctx, stranger, c.ID, c.Version, "x")
	m.refused(err, "not_found")
	f, err = m.TakeBackChange(ctx, cem, c.ID, c.Version, "Carla is ill; we stay.")
	m.ok(err)
	m.work()
	v, err := m.Certificate(ctx, carla, c.ID)
	m.ok(err)
	if f.Proposal.TakenBackByName != "cem" || len(v.TakenBack) != 1 || m.letters("Taken back for you: cancellation") != 1 {
		t.Errorf("taken back: %+v, the client sees %+v", f.Proposal, v.TakenBack)
	}
	f, err = m.ProposeChange(ctx, carla, c.ID, c.Version, app.ChangeProposed{Kind: "cancellation", Grounds: "client_request", Facts: "We do close."})
	m.ok(err)
	_, err = m.decide(m.rita, f, decision.Refused)
	m.ok(err)
	_, err = m.TakeBackChange(ctx, cem, c.ID, c.Version, "too late")
	m.refused(err, "nothing_proposed")
	m.sound()
}

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
	m.customer = m.account("carla", c.ClientID, domain.Client)
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
