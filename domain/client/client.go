// Package client holds the organisations a certification body certifies: who
// they are, where they are, what they asked for and what was agreed.
package client

import (
	"net/mail"
	"strings"
	"time"

	"github.com/certwright/certwright/domain"
)

// Client is an organisation whose management system is, was or may be certified.
type Client struct {
	ID              domain.ID
	Version         domain.Version
	No              string // the body's own number, "C0001"; unique
	LegalName       string
	TradingName     string
	Country         string // ISO 3166-1 alpha-2
	VATNo           string
	ContactName     string // the first contact; further ones are Contacts
	ContactEmail    string
	ContactPhone    string `json:",omitempty"`
	Language        string // ISO 639-1
	RegisterConsent bool   // may be uploaded to a public register (IAF MD 28)
	CreatedAt       time.Time
}

// Site is a place where a client works. Its zone decides what a morning is.
type Site struct {
	ID       domain.ID
	Version  domain.Version
	ClientID domain.ID
	No       string // "C0001-S01"; unique
	Name     string
	Street   string
	Postcode string
	City     string
	Country  string
	TimeZone string // IANA name
	Lat, Lon float64
	Persons  int  // persons doing work under the organisation's control here
	Central  bool // the central function
}

// Zone is the site's time zone; the name was checked when the site was kept.
func (s Site) Zone() *time.Location {
	loc, err := time.LoadLocation(s.TimeZone)
	if err != nil || s.TimeZone == "" {
		return time.UTC
	}
	return loc
}

// Check says which fields of a client are wrong.
func (c Client) Check() error {
	var f domain.Fault
	f.Need("no", c.No)
	f.Line("legal_name", c.LegalName)
	if len([]rune(c.LegalName)) > 300 {
		f.Add("legal_name", "is longer than the 300 characters the public register takes")
	}
	if len(c.Country) != 2 {
		f.Add("country", "is a two-letter country code such as DE")
	}
	f.Line("contact_name", c.ContactName)
	if !Address(c.ContactEmail) {
		f.Add("contact_email", "%q is no e-mail address; it looks like name@organisation.example", c.ContactEmail)
	}
	return f.Err()
}

// Check says which fields of a site are wrong.
func (s Site) Check() error {
	var f domain.Fault
	f.Need("no", s.No)
	f.Line("name", s.Name)
	f.Line("city", s.City)
	if len(s.Country) != 2 {
		f.Add("country", "is a two-letter country code such as DE")
	}
	if _, err := time.LoadLocation(s.TimeZone); err != nil || s.TimeZone == "" || s.TimeZone == "Local" {
		f.Add("time_zone", "%q is no time zone; it looks like Europe/Berlin", s.TimeZone)
	}
	if s.Lat < -90 || s.Lat > 90 {
		f.Add("lat", "lies between -90 and 90 degrees")
	}
	if s.Lon < -180 || s.Lon > 180 {
		f.Add("lon", "lies between -180 and 180 degrees")
	}
	if s.Persons < 0 {
		f.Add("persons", "cannot be negative")
	}
	return f.Err()
}

// Address tells whether s is a bare e-mail address, without a display name.
func Address(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s && !strings.ContainsAny(s, "\r\n") && strings.Contains(s[strings.LastIndex(s, "@")+1:], ".")
}
