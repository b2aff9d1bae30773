package storetest

import (
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/client"
)

func TestClientsAndSitesRoundTrip(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		var c client.Client
		Fill(t, &c, map[string]any{"ID": "c1", "Version": 0})
		RoundTrip(t, s, &c, app.Tx.SaveClient, func(tx app.Tx) (client.Client, error) { return tx.Client("c1") })
		Read(t, s, func(tx app.Tx) error {
			byNo, err := tx.ClientByNo(c.No)
			Same(t, byNo, c)
			return err
		})
		c.LegalName, c.RegisterConsent, c.TradingName = "Another name", false, ""
		RoundTrip(t, s, &c, app.Tx.SaveClient, func(tx app.Tx) (client.Client, error) { return tx.Client("c1") })

		var site client.Site
		Fill(t, &site, map[string]any{"ID": "s1", "Version": 0, "ClientID": "c1"})
		RoundTrip(t, s, &site, app.Tx.SaveSite, func(tx app.Tx) (client.Site, error) { return tx.Site("s1") })
		site.Central, site.Persons, site.Lat = false, 0, -12.5
		RoundTrip(t, s, &site, app.Tx.SaveSite, func(tx app.Tx) (client.Site, error) { return tx.SiteByNo(site.No) })
		other := client.Site{ID: "s2", ClientID: "c1", No: "ZZ", Name: "Centre", Country: "DE", City: "Ulm", TimeZone: "Europe/Berlin", Central: true}
		Write(t, s, func(tx app.Tx) error { return tx.SaveSite(&other) })
		Read(t, s, func(tx app.Tx) error {
			sites, err := tx.Sites("c1")
			Same(t, sites, []client.Site{other, site})
			return err
		})

		var contact client.Contact
		Fill(t, &contact, map[string]any{"ID": "k1", "Version": 0, "ClientID": "c1", "SiteID": "s1", "Role": client.AtSite})
		load := func(tx app.Tx) (client.Contact, error) { return tx.Contact("k1") }
		RoundTrip(t, s, &contact, app.Tx.SaveContact, load)
		contact.SiteID, contact.Phone = "", ""
		RoundTrip(t, s, &contact, app.Tx.SaveContact, load)
		living := client.Contact{ID: "k2", ClientID: "c1", Name: "Zoe", Role: client.Other, Email: "zoe@organisation.example"}
		Write(t, s, func(tx app.Tx) error { return tx.SaveContact(&living) })
		Read(t, s, func(tx app.Tx) error {
			list, err := tx.Contacts("c1")
			Same(t, list, []client.Contact{living, contact})
			return err
		})
	})
}

func TestAuditorsRoundTrip(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		var a auditor.Auditor
		Fill(t, &a, map[string]any{"ID": "p1", "Version": 0, "Employment": "contract", "DaysPerWeek": 4})
		load := func(tx app.Tx) (auditor.Auditor, error) { return tx.Auditor("p1") }
		RoundTrip(t, s, &a, app.Tx.SaveAuditor, load)
		a.Name, a.Active, a.DayRate, a.Languages = "Renamed", false, 0, nil
		RoundTrip(t, s, &a, app.Tx.SaveAuditor, load)
		Read(t, s, func(tx app.Tx) error {
			byNo, err := tx.AuditorByNo(a.No)
			Same(t, byNo, a)
			if err != nil {
				return err
			}
			person, err := tx.PersonByEmail(a.Email)
			Same(t, person, auditor.Person{ID: "p1", Name: "Renamed", Email: a.Email})
			if err != nil {
				return err
			}
			everybody, err := tx.Auditors()
			Same(t, everybody, []auditor.Auditor{a})
			return err
		})
	})
}

func TestFactsAboutAuditorsRoundTrip(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		base := Seed(t, s, "a")
		other := Seed(t, s, "b")
		var permit auditor.Authorisation
		Fill(t, &permit, map[string]any{"Version": 0, "PersonID": base.Auditor.ID})
		RoundTrip(t, s, &permit, app.Tx.SaveAuthorisation, func(tx app.Tx) (auditor.Authorisation, error) {
			list, err := tx.Authorisations(base.Auditor.ID)
			return only(t, list), err
		})
		var away auditor.Absence
		Fill(t, &away, map[string]any{"PersonID": base.Auditor.ID})
		RoundTrip(t, s, &away, app.Tx.SaveAbsence, func(tx app.Tx) (auditor.Absence, error) {
			list, err := tx.Absences(base.Auditor.ID)
			return only(t, list), err
		})
		var link auditor.Interest
		Fill(t, &link, map[string]any{"Version": 0, "PersonID": base.Auditor.ID, "ClientID": base.Client.ID})
		RoundTrip(t, s, &link, app.Tx.SaveInterest, func(tx app.Tx) (auditor.Interest, error) {
			list, err := tx.Interests()
			return only(t, list), err
		})
		link.Period.To = 0
		RoundTrip(t, s, &link, app.Tx.SaveInterest, func(tx app.Tx) (auditor.Interest, error) {
			list, err := tx.Interests(base.Auditor.ID, other.Auditor.ID)
			return only(t, list), err
		})
		Read(t, s, func(tx app.Tx) error {
			if list, err := tx.Authorisations(other.Auditor.ID); err != nil || len(list) != 0 {
				t.Errorf("the other person has authorisations %v, %v", list, err)
			}
			return nil
		})
		Write(t, s, func(tx app.Tx) error { return tx.DeleteAbsence(away.ID) })
		Refused(t, s, domain.Unknown, func(tx app.Tx) error { return tx.DeleteAbsence(away.ID) })
	})
}

func TestHolidaysAreKeptOnce(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		newYear, labour := domain.MustDate("2027-01-01"), domain.MustDate("2027-05-01")
		Write(t, s, func(tx app.Tx) error {
			for _, d := range []domain.Date{labour, newYear, newYear} {
				if err := tx.SaveHoliday("DE", d, "a holiday"); err != nil {
					return err
				}
			}
			return tx.SaveHoliday("FR", labour, "Fête du Travail")
		})
		Read(t, s, func(tx app.Tx) error {
			days, err := tx.Holidays("DE")
			Same(t, days, []domain.Date{newYear, labour})
			return err
		})
	})
}

func only[T any](t *testing.T, list []T) (one T) {
	t.Helper()
	if len(list) != 1 {
		t.Fatalf("got %d rows, want 1: %v", len(list), list)
	}
	return list[0]
}
