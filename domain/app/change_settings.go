package app

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/client"
)

// Check says which fields of the settings are wrong.
func (s Settings) Check() error {
	var f domain.Fault
	f.Line("name", s.Name)
	if _, err := time.LoadLocation(s.TimeZone); err != nil || s.TimeZone == "" || s.TimeZone == "Local" {
		f.Add("time_zone", "%q is no time zone; it looks like Europe/Berlin", s.TimeZone)
	}
	if !client.Address(s.Email) {
		f.Add("email", "%q is no e-mail address; it looks like office@body.example", s.Email)
	}
	if s.OfferDays < 0 || s.OfferDays > mostOfferDays {
		f.Add("offer_days", "is 1 to %d days", mostOfferDays)
	}
	for i, a := range s.Accreditations {
		a.Check(fmt.Sprintf("accreditations.%d", i), &f)
	}
	return f.Err()
}

// ReadSettings gives the body's settings and their version; version 0 is "never
// set".
func (a *App) ReadSettings(ctx context.Context, actor domain.Actor) (s Settings, version domain.Version, err error) {
	if err := allow(actor, "see the settings", domain.Admin, domain.Planner, domain.Reviewer, domain.Auditor); err != nil {
		return s, 0, err
	}
	err = a.Store.Read(ctx, func(tx Tx) error { s, version, err = SettingsIn(tx); return err })
	return s, version, err
}

// ChangeSettings replaces the body's settings; seen is the version they were
// read at. Every civil date is reckoned in the new zone from then on.
func (a *App) ChangeSettings(ctx context.Context, actor domain.Actor, s Settings, seen domain.Version) (domain.Version, error) {
	if err := allow(actor, "change the settings", domain.Admin); err != nil {
		return 0, err
	}
	s.Name, s.TimeZone, s.Email = strings.TrimSpace(s.Name), strings.TrimSpace(s.TimeZone), strings.TrimSpace(s.Email)
	if err := s.Check(); err != nil {
		return 0, err
	}
	text, err := json.Marshal(s)
	if err != nil {
		return 0, err
	}
	err = a.write(ctx, func(tx Tx) error {
		if err := coversKnown(tx, s.Accreditations); err != nil {
			return err
		}
		if err := tx.SaveSettings(string(text), seen); err != nil {
			return err
		}
		return a.record(tx, actor, a.now(), Act{
			Verb: "change_settings", Kind: "settings", Object: "body", Summary: "The settings of the body were changed.", State: s,
		})
	})
	if err != nil {
		return 0, err
	}
	a.settings.forget()
	return seen + 1, nil
}

// coversKnown wants accreditations to name schemes of this body.
func coversKnown(tx Tx, all []certificate.Accreditation) error {
	var f domain.Fault
	for i, a := range all {
		for _, id := range a.Schemes {
			if _, err := tx.ActiveScheme(id); err != nil {
				f.Add(fmt.Sprintf("accreditations.%d.schemes", i), "%q is no scheme of this body", id)
			}
		}
	}
	return f.Err()
}
