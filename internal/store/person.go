package store

import (
	"gorm.io/gorm/clause"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/auditor"
)

type personRow struct {
	ID     string
	Name   string
	Email  string
	Search string
}

func (personRow) TableName() string { return "persons" }
func (r personRow) domain() auditor.Person {
	return auditor.Person{ID: domain.ID(r.ID), Name: r.Name, Email: r.Email}
}

func (t *tx) Person(id domain.ID) (auditor.Person, error) {
	r, err := first[personRow](t, "person", "id", string(id))
	return r.domain(), err
}

func (t *tx) PersonByEmail(email string) (auditor.Person, error) {
	r, err := first[personRow](t, "person", "email", email)
	return r.domain(), err
}

// SavePerson inserts or replaces: a person is a name and an address, edited
// through the auditor or the account that carries them.
func (t *tx) SavePerson(p *auditor.Person) error {
	row := personRow{ID: string(p.ID), Name: p.Name, Email: p.Email, Search: fold(p.Name, p.Email)}
	err := t.db.Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "id"}},
		DoUpdates: clause.AssignmentColumns([]string{"name", "email", "search"}),
	}).Create(&row).Error
	return translate(err, "person")
}
