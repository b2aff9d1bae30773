package store

import (
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/client"
)

type siteRow struct {
	ID       string
	Version  int64
	ClientID string
	No       string
	Name     string
	Street   string
	Postcode string
	City     string
	Country  string
	TimeZone string
	Lat, Lon float64
	Persons  int64
	Central  bool
}

func (siteRow) TableName() string     { return "sites" }
func (r *siteRow) setVersion(v int64) { r.Version = v }
func (r siteRow) domain() client.Site {
	return client.Site{
		ID: domain.ID(r.ID), Version: domain.Version(r.Version), ClientID: domain.ID(r.ClientID), No: r.No,
		Name: r.Name, Street: r.Street, Postcode: r.Postcode, City: r.City, Country: r.Country, TimeZone: r.TimeZone,
		Lat: r.Lat, Lon: r.Lon, Persons: int(r.Persons), Central: r.Central,
	}
}

func siteRowOf(s client.Site) siteRow {
	return siteRow{
		ID: string(s.ID), Version: int64(s.Version), ClientID: string(s.ClientID), No: s.No,
		Name: s.Name, Street: s.Street, Postcode: s.Postcode, City: s.City, Country: s.Country, TimeZone: s.TimeZone,
		Lat: s.Lat, Lon: s.Lon, Persons: int64(s.Persons), Central: s.Central,
	}
}

func (t *tx) Site(id domain.ID) (client.Site, error) {
	r, err := first[siteRow](t, "site", "id", string(id))
	return r.domain(), err
}

func (t *tx) SiteByNo(no string) (client.Site, error) {
	r, err := first[siteRow](t, "site", "no", no)
	return r.domain(), err
}

func (t *tx) Sites(of domain.ID) ([]client.Site, error) {
	return all[siteRow](t.db.Where("client_id = ?", string(of)).Order("central DESC, no"), "site")
}

func (t *tx) SaveSite(s *client.Site) error {
	row := siteRowOf(*s)
	return save(t, "site", &row, s.ID, &s.Version)
}
