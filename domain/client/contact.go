package client

import (
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/letter"
)

// ContactRole says what somebody at a client is there for.
type ContactRole string

const (
	Management ContactRole = "management" // the management representative: hears of everything
	Invoice    ContactRole = "invoice"    // contracts
	AtSite     ContactRole = "site"       // dates and teams of audits at a site
	Other      ContactRole = "other"      // to be called; no letters
)

// ContactRoles are the roles a contact may have.
var ContactRoles = []ContactRole{Management, Invoice, AtSite, Other}

// Contact is somebody at a client whom the body may write to or call. It needs
// no account. One that ended is kept for the record and gets nothing.
type Contact struct {
	ID       domain.ID // of the first contact: the client's own
	Version  domain.Version
	ClientID domain.ID
	SiteID   domain.ID // whose place it is; "" for the whole organisation
	Name     string
	Role     ContactRole
	Email    string
	Phone    string
	Language string // ISO 639-1
	Ended    bool
}

// First is the contact every client has, kept with the client itself.
func (c Client) First() Contact {
	return Contact{ID: c.ID, Version: c.Version, ClientID: c.ID, Name: c.ContactName, Role: Management,
		Email: c.ContactEmail, Phone: c.ContactPhone, Language: c.Language}
}

// Gets tells whether a kind of letter is for this contact; site is where the
// audit takes place that the letter is about, if it is about one.
func (c Contact) Gets(k letter.Kind, site domain.ID) bool {
	if c.Ended {
		return false
	}
	switch c.Role {
	case Management:
		return true
	case Invoice:
		return k == letter.Contract
	case AtSite:
		plan := k == letter.PlanProposed || k == letter.PlanConfirmed || k == letter.PlanChanged
		return plan && (c.SiteID == "" || c.SiteID == site)
	}
	return false
}

// Tidy trims what people type.
func (c Contact) Tidy() Contact {
	c.Name, c.Email, c.Phone = strings.TrimSpace(c.Name), strings.TrimSpace(c.Email), strings.TrimSpace(c.Phone)
	c.Language = strings.ToLower(strings.TrimSpace(c.Language))
	return c
}

// Check says which fields of a contact are wrong.
func (c Contact) Check() error {
	var f domain.Fault
	f.Line("name", c.Name)
	if !Address(c.Email) {
		f.Add("email", "%q is no e-mail address; it looks like name@organisation.example", c.Email)
	}
	if !slices.Contains(ContactRoles, c.Role) {
		f.Add("role", "%q is none of management, invoice, site, other", c.Role)
	}
	if c.Language != "" && len(c.Language) != 2 {
		f.Add("language", "%q is no two-letter language code such as en", c.Language)
	}
	checkPhone(&f, "phone", c.Phone)
	return f.Err()
}

// checkPhone wants nothing but what stands in telephone numbers.
func checkPhone(f *domain.Fault, field, number string) {
	if strings.Trim(number, "+0123456789 ()/.-") != "" || len(number) > 40 {
		f.Add(field, "%q is no telephone number; it looks like +49 40 1234567", number)
	}
}
