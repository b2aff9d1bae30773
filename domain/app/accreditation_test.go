package app_test

import (
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/decision"
	"github.com/certwright/certwright/internal/store/storetest"
)

// TestACertificateShowsTheMarkThatCountsOnItsDay: the same file decided under an
// accreditation that counts, one that ended, and one for another standard.
func TestACertificateShowsTheMarkThatCountsOnItsDay(t *testing.T) {
	admin := domain.Actor{UserID: "u-admin", PersonID: "p-admin", Name: "Ada", Roles: []domain.Role{domain.Admin}}
	for name, c := range map[string]struct {
		covered, to, mark, warning string
	}{
		"counts":           {isms, "2027-03-22", "Harbour mark", ""},
		"ended":            {isms, "2027-03-21", "", "ended on 21 March 2027"},
		"another standard": {"9001-2015", "", "", "no accreditation for this standard"},
	} {
		t.Run(name, func(t *testing.T) {
			m := newRoom(t)
			kept, version, err := m.ReadSettings(t.Context(), admin)
			m.ok(err)
			a := certificate.Accreditation{Body: "Harbour", Number: "H-1", Schemes: []string{c.covered}, From: day("2020-01-01"), Mark: "Harbour mark"}
			if c.to != "" {
				a.To = day(c.to)
			}
			kept.Accreditations = []certificate.Accreditation{a}
			_, err = m.ChangeSettings(t.Context(), admin, kept, version)
			m.ok(err)
			f := m.audited("grant")
			m.on("2027-03-22")
			d, err := m.decide(m.rita, f, decision.Granted)
			m.ok(err)
			storetest.Read(t, m.Store, func(tx app.Tx) error {
				revisions, err := tx.Revisions(d.CertificateID)
				if err != nil {
					return err
				}
				doc, err := certificate.ReadDocument([]byte(revisions[0].Document))
				if err != nil {
					return err
				}
				entries, err := tx.Entries("certificate", d.CertificateID, 1)
				if doc.Issuer.Accreditation != c.mark || !strings.Contains(entries[0].Summary, c.warning) {
					t.Errorf("it says %q, the ledger %q", doc.Issuer.Accreditation, entries[0].Summary)
				}
				return err
			})
		})
	}
}

func TestAnAccreditationNamesItsFaults(t *testing.T) {
	m := newRoom(t)
	admin := domain.Actor{UserID: "u-admin", PersonID: "p-admin", Name: "Ada", Roles: []domain.Role{domain.Admin}}
	kept, version, err := m.ReadSettings(t.Context(), admin)
	m.ok(err)
	kept.Accreditations = []certificate.Accreditation{{Body: "Harbour", Number: "H-1", From: day("2027-02-01"), To: day("2027-01-01")}}
	_, err = m.ChangeSettings(t.Context(), admin, kept, version)
	m.refused(err, "invalid_input")
	kept.Accreditations = []certificate.Accreditation{{Body: "Harbour", Number: "H-1", From: day("2027-02-01"), Schemes: []string{"nothing-2000"}}}
	_, err = m.ChangeSettings(t.Context(), admin, kept, version)
	m.refused(err, "invalid_input")
}
