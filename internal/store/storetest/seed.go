package storetest

import (
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/programme"
	"github.com/certwright/certwright/domain/scheme"
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

// Agreed is a Base with an active contract and its first cycle.
type Agreed struct {
	Base
	Scheme    scheme.Scheme
	Contract  client.Contract
	Programme programme.Programme
}

// SeedAgreed keeps an Agreed.
func SeedAgreed(t testing.TB, s app.Store, name string) Agreed {
	t.Helper()
	a := Agreed{Base: Seed(t, s, name), Scheme: scheme.Seed()[0]}
	a.Contract = client.Contract{
		ID: domain.ID("contract-" + name), No: "K-" + name, ClientID: a.Client.ID, SchemeID: a.Scheme.ID,
		SchemeVersion: a.Scheme.Version, State: client.ContractActive, Scope: "Making things", Persons: 40,
		SiteIDs: []domain.ID{a.Site.ID}, SignedOn: domain.MustDate("2026-02-02"),
	}
	a.Programme = programme.Programme{
		ID: domain.ID("programme-" + name), ContractID: a.Contract.ID, ClientID: a.Client.ID, SchemeID: a.Scheme.ID,
		SchemeVersion: a.Scheme.Version, Cycle: 1, State: programme.Planned,
	}
	Write(t, s, func(tx app.Tx) error {
		if _, err := tx.ActiveScheme(a.Scheme.ID); domain.KindOf(err) == domain.Unknown {
			if err := tx.SaveScheme(a.Scheme); err != nil {
				return err
			}
		}
		if err := tx.SaveContract(&a.Contract); err != nil {
			return err
		}
		return tx.SaveProgramme(&a.Programme)
	})
	return a
}
