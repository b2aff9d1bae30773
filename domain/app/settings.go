package app

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/certificate"
)

// Settings are the certification body's own facts and choices.
type Settings struct {
	Name     string `json:"name"`
	Address  string `json:"address"`           // of the office, as certificates show it
	Postal   string `json:"postal,omitempty"`  // where letters go, if not to the office
	Appeals  string `json:"appeals,omitempty"` // where complaints and appeals go: an address or e-mail
	Mark     string `json:"mark"`              // of the accreditation, while none is listed
	TimeZone string `json:"time_zone"`         // of all civil dates
	Email    string `json:"email"`             // sender and contact

	// OfferDays is how long an offer can be accepted, in days from the day it is sent, unless another
	// last day is named; left out, the usual 30.
	OfferDays int `json:"offer_days,omitempty"`

	Accreditations []certificate.Accreditation `json:"accreditations,omitempty"`
}

// Accredited gives what a certificate of a scheme issued on a day says of the
// body's accreditation, or why it says nothing.
func (s Settings) Accredited(scheme string, on domain.Date) (mark, warning string) {
	if len(s.Accreditations) == 0 {
		return s.Mark, ""
	}
	return certificate.Accredited(s.Accreditations, scheme, on)
}

// DefaultSettings serve until an admin sets the body's own.
func DefaultSettings() Settings {
	return Settings{Name: "Your certification body", Address: "", Mark: "", TimeZone: "Europe/Berlin", Email: "office@body.example", OfferDays: 30}
}

// settingsCache keeps the zone from being read in every transaction. It holds
// for a few seconds, so that several processes agree soon after a change.
type settingsCache struct {
	mu   sync.Mutex
	at   time.Time
	kept Settings
}

// forget makes the next reader look again.
func (c *settingsCache) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = time.Time{}
}

// SettingsIn reads the settings in a transaction.
func SettingsIn(tx Tx) (Settings, domain.Version, error) {
	text, version, err := tx.Settings()
	if err != nil {
		return Settings{}, 0, err
	}
	s := DefaultSettings()
	if text != "" {
		if err := json.Unmarshal([]byte(text), &s); err != nil {
			return Settings{}, 0, domain.E(domain.Internal, "settings_unreadable", "The settings cannot be read.").Because(err)
		}
	}
	if s.OfferDays == 0 {
		s.OfferDays = DefaultSettings().OfferDays
	}
	return s, version, nil
}

// Zone is the body's time zone.
func (s Settings) Zone() *time.Location {
	if z, err := time.LoadLocation(s.TimeZone); err == nil && s.TimeZone != "" {
		return z
	}
	return time.UTC
}

// Today is the civil date in the body's zone.
func (a *App) Today(ctx context.Context) (domain.Date, error) {
	s, err := a.settingsNow(ctx)
	if err != nil {
		return 0, err
	}
	return domain.DateOf(a.now(), s.Zone()), nil
}

// todayIn is the civil date of an instant, read in a transaction already open.
func (a *App) todayIn(tx Tx, at time.Time) (domain.Date, error) {
	s, _, err := SettingsIn(tx)
	if err != nil {
		return 0, err
	}
	return domain.DateOf(at, s.Zone()), nil
}

func (a *App) settingsNow(ctx context.Context) (Settings, error) {
	a.settings.mu.Lock()
	defer a.settings.mu.Unlock()
	now := a.now()
	if age := now.Sub(a.settings.at); !a.settings.at.IsZero() && age >= 0 && age < 5*time.Second {
		return a.settings.kept, nil
	}
	err := a.Store.Read(ctx, func(tx Tx) error {
		s, _, err := SettingsIn(tx)
		a.settings.kept, a.settings.at = s, now
		return err
	})
	return a.settings.kept, err
}
