package storetest

import (
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/client"
)

// Base is a client with a central site and a person who audits: what most
// other rows refer to.
type Base struct {
	Client  client.Client
	Site    client.Site
	Auditor auditor.Auditor
}

// Seed keeps a Base. Two seeds with different names do not collide.
func Seed(t testing.TB, s app.Store, name string) Base {
	t.Helper()
	b := Base{
		Client: client.Client{
			ID: domain.ID("client-" + name), No: "C-" + name, LegalName: "Organisation " + name + " GmbH", Country: "DE",
			ContactName: "Contact " + name, ContactEmail: name + "@organisation.example", Language: "de",
			CreatedAt: time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC),
		},
		Site: client.Site{
			ID: domain.ID("site-" + name), ClientID: domain.ID("client-" + name), No: "C-" + name + "-S01", Name: "Head office",
			City: "Berlin", Country: "DE", TimeZone: "Europe/Berlin", Lat: 52.52, Lon: 13.405, Persons: 40, Central: true,
		},
		Auditor: auditor.Auditor{
			ID: domain.ID("person-" + name), No: "AU-" + name, Name: "Auditor " + name, Email: "auditor-" + name + "@body.example",
			Employment: "staff", HomeCity: "Berlin", HomeLat: 52.52, HomeLon: 13.405, TimeZone: "Europe/Berlin",
			Languages: []string{"de", "en"}, DaysPerWeek: 5, HolidayCalendar: "DE", Active: true,
		},
	}
	Write(t, s, func(tx app.Tx) error {
		if err := tx.SaveClient(&b.Client); err != nil {
			return err
		}
		if err := tx.SaveSite(&b.Site); err != nil {
			return err
		}
		return tx.SaveAuditor(&b.Auditor)
	})
	return b
}
