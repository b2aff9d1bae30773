package store

import (
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/client"
)

type clientRow struct {
	ID              string
	Version         int64
	No              string
	LegalName       string
	TradingName     string
	Country         string
	VATNo           string
	ContactName     string
	ContactEmail    string
	ContactPhone    string
	Language        string
	RegisterConsent bool
	CreatedAt       time.Time
	Search          string
}

func (clientRow) TableName() string     { return "clients" }
func (r *clientRow) setVersion(v int64) { r.Version = v }
func (r clientRow) domain() client.Client {
	return client.Client{
		ID: domain.ID(r.ID), Version: domain.Version(r.Version), No: r.No, LegalName: r.LegalName,
		TradingName: r.TradingName, Country: r.Country, VATNo: r.VATNo, ContactName: r.ContactName,
		ContactEmail: r.ContactEmail, ContactPhone: r.ContactPhone, Language: r.Language, RegisterConsent: r.RegisterConsent,
		CreatedAt: r.CreatedAt.UTC(),
	}
}

func clientRowOf(c client.Client) clientRow {
	return clientRow{
		ID: string(c.ID), Version: int64(c.Version), No: c.No, LegalName: c.LegalName, TradingName: c.TradingName,
		Country: c.Country, VATNo: c.VATNo, ContactName: c.ContactName, ContactEmail: c.ContactEmail, ContactPhone: c.ContactPhone,
		Language: c.Language, RegisterConsent: c.RegisterConsent, CreatedAt: c.CreatedAt.UTC(),
		Search: fold(c.No, c.LegalName, c.TradingName),
	}
}

func (t *tx) Client(id domain.ID) (client.Client, error) {
	r, err := first[clientRow](t, "client", "id", string(id))
	return r.domain(), err
}

func (t *tx) ClientByNo(no string) (client.Client, error) {
	r, err := first[clientRow](t, "client", "no", no)
	return r.domain(), err
}

func (t *tx) SaveClient(c *client.Client) error {
	row := clientRowOf(*c)
	return save(t, "client", &row, c.ID, &c.Version)
}
