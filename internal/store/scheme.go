package store

import (
	"github.com/certwright/certwright/domain/scheme"
)

type schemeRow struct {
	ID      string
	Version int
	Active  bool
	Data    asJSON[scheme.Scheme]
}

func (schemeRow) TableName() string       { return "schemes" }
func (r schemeRow) domain() scheme.Scheme { return r.Data.V }

func (t *tx) Scheme(id string, version int) (scheme.Scheme, error) {
	var r schemeRow
	err := t.db.Where("id = ? AND version = ?", id, version).Take(&r).Error
	return r.domain(), translate(err, "scheme")
}

func (t *tx) ActiveScheme(id string) (scheme.Scheme, error) {
	var r schemeRow
	err := t.db.Where("id = ? AND active", id).Take(&r).Error
	return r.domain(), translate(err, "scheme")
}

func (t *tx) ActiveSchemes() ([]scheme.Scheme, error) {
	return all[schemeRow](t.db.Where("active").Order("id"), "scheme")
}

func (t *tx) SchemeVersions(id string) ([]scheme.Scheme, error) {
	return all[schemeRow](t.db.Where("id = ?", id).Order("version DESC"), "scheme")
}

func (t *tx) SaveScheme(s scheme.Scheme) error {
	err := t.db.Exec("UPDATE schemes SET active = ? WHERE id = ? AND active", false, s.ID).Error
	if err != nil {
		return translate(err, "scheme")
	}
	return translate(t.db.Create(&schemeRow{ID: s.ID, Version: s.Version, Active: true, Data: kept(s)}).Error, "scheme")
}
