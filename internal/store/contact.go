package store

import (
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/client"
)

type contactRow struct {
	ID       string
	Version  int64
	ClientID string
	SiteID   *string
	Name     string
	Role     string
	Email    string
	Phone    string
	Language string
	Ended    bool
}

func (contactRow) TableName() string     { return "contacts" }
func (r *contactRow) setVersion(v int64) { r.Version = v }
func (r contactRow) domain() client.Contact {
	return client.Contact{
		ID: domain.ID(r.ID), Version: domain.Version(r.Version), ClientID: domain.ID(r.ClientID), SiteID: fromOptional(r.SiteID),
		Name: r.Name, Role: client.ContactRole(r.Role), Email: r.Email, Phone: r.Phone, Language: r.Language, Ended: r.Ended,
	}
}

func (t *tx) Contact(id domain.ID) (client.Contact, error) {
	r, err := first[contactRow](t, "contact", "id", string(id))
	return r.domain(), err
}

func (t *tx) Contacts(of domain.ID) ([]client.Contact, error) {
	return all[contactRow](t.db.Where("client_id = ?", string(of)).Order("ended, role, name, id"), "contact")
}

func (t *tx) SaveContact(c *client.Contact) error {
	row := contactRow{
		ID: string(c.ID), ClientID: string(c.ClientID), SiteID: optional(c.SiteID), Name: c.Name, Role: string(c.Role),
		Email: c.Email, Phone: c.Phone, Language: c.Language, Ended: c.Ended,
	}
	return save(t, "contact", &row, c.ID, &c.Version)
}
