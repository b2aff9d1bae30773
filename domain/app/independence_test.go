package app_test

import (
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/decision"
)

// watched records that a person watched the lead of an audit at work.
func (m *room) watched(by domain.ID, x audit.Audit) error {
	_, err := m.AddObservation(m.t.Context(), m.planner, auditor.Observation{
		PersonID: x.Lead(), SchemeID: isms, AuditID: x.ID, On: x.Stretch.From, ObserverID: by, Outcome: "competent",
	})
	return err
}

func TestWhoWatchedAnAuditDoesNotDecideOnIt(t *testing.T) {
	t.Run("watched before the file was opened", func(t *testing.T) {
		m := newRoom(t)
		m.contracted()
		one := m.started(audit.Stage1, "2027-02-01")
		m.ok(m.watched(m.rita.PersonID, one))
		m.reported(one, "")
		m.reported(m.started(audit.Stage2, "2027-03-08"), "grant")
		_, err := m.decide(m.rita, m.file(), decision.Granted)
		m.brokenOnly(err, "may_not_decide", "decision.independence")
	})
	t.Run("noted while the file is open", func(t *testing.T) {
		m := newRoom(t)
		f := m.audited("grant")
		m.ok(m.watched(m.rita.PersonID, m.stage(audit.Stage2)))
		_, err := m.decide(m.rita, f, decision.Granted)
		m.brokenOnly(err, "may_not_decide", "decision.independence")
	})
	t.Run("noted of who has decided", func(t *testing.T) {
		m := newRoom(t)
		_, err := m.decide(m.rita, m.audited("grant"), decision.Granted)
		m.ok(err)
		m.refused(m.watched(m.rita.PersonID, m.stage(audit.Stage2)), "wrong_side")
		m.sound()
	})
}

// TestOneHumanUnderTwoAddresses: whoever audited under one address and holds an
// account under another is two persons to the database and one to the eye.
func TestOneHumanUnderTwoAddresses(t *testing.T) {
	m := newRoom(t)
	f := m.audited("grant")
	u, err := m.CreateUser(t.Context(), system, app.NewUser{
		Name: " " + m.ann.Name + " ", Email: "other.address@body.example", Password: "secret " + m.ann.Name, Roles: []domain.Role{domain.Reviewer},
	})
	m.ok(err)
	m.permit(u.PersonID, "reviewer", "IAF 33", "2020-01-01", "")
	_, err = m.decide(actorOf(u), f, decision.Granted)
	m.brokenOnly(err, "may_not_decide", "decision.independence")
}

func TestNobodyAuthorisesThemselves(t *testing.T) {
	r := newRoad(t)
	who := r.planner
	who.PersonID, who.Roles = r.ann.PersonID, []domain.Role{domain.Planner, domain.Reviewer}
	p := auditor.Authorisation{PersonID: who.PersonID, SchemeID: isms, Role: "reviewer", Code: "IAF 33", Evidence: "my word", Valid: domain.Period{From: day("2020-01-01")}}
	_, err := r.AddAuthorisation(t.Context(), who, p)
	r.refused(err, "forbidden")
	p, err = r.AddAuthorisation(t.Context(), r.planner, p)
	r.ok(err)
	p.Valid.To = day("2040-01-01")
	_, err = r.ChangeAuthorisation(t.Context(), who, p)
	r.refused(err, "forbidden")
}

// TestADecisionNeedsTheNewestFile: what the certificate would say is part of the
// file, so a decision falls that was made before it changed.
func TestADecisionNeedsTheNewestFile(t *testing.T) {
	for name, change := range map[string]func(m *room) error{
		"the client's name": func(m *room) error {
			c := stored(m, func(tx app.Tx) (client.Client, error) { return tx.Client(m.client.ID) })
			c.LegalName = "Renamed Ltd"
			_, err := m.ChangeClient(m.t.Context(), m.planner, c)
			return err
		},
		"a site": func(m *room) error {
			s := stored(m, func(tx app.Tx) (client.Site, error) { return tx.Site(m.site.ID) })
			s.City = "Elsewhere"
			_, err := m.ChangeSite(m.t.Context(), m.planner, s)
			return err
		},
		"the scope": func(m *room) error {
			return m.amended("Hosting of payroll software and of everything else")
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := newRoom(t)
			f := m.audited("grant")
			m.ok(change(m))
			_, err := m.decide(m.rita, f, decision.Granted)
			m.refused(err, "stale")
			_, err = m.decide(m.rita, m.file(), decision.Granted)
			m.ok(err)
		})
	}
}

func stored[T any](m *room, read func(tx app.Tx) (T, error)) (out T) {
	m.t.Helper()
	m.ok(m.Store.Read(m.t.Context(), func(tx app.Tx) (err error) { out, err = read(tx); return err }))
	return out
}

// amended offers the contract with another scope and has the client sign it.
func (m *room) amended(scope string) error {
	ctx, c := m.t.Context(), m.contractV
	x, err := m.OfferAmendment(ctx, m.planner, c.ID, c.Version, app.AmendmentAsked{
		Scope: scope, Codes: c.Codes, Persons: c.Persons, SiteIDs: c.SiteIDs, SoAVersion: c.SoAVersion, Why: "More is certified."})
	if err != nil {
		return err
	}
	_, err = m.AcceptAmendment(ctx, m.customer, x.ID, x.Version, "Carla Client")
	return err
}
