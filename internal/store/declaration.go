package store

import (
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/auditor"
)

type declarationRow struct {
	ID       string
	PersonID string
	OnDay    string
	SignedBy string
	Text     string
	Links    string
	Evidence string
}

func (declarationRow) TableName() string { return "declarations" }
func (r declarationRow) domain() auditor.Declaration {
	return auditor.Declaration{
		ID: domain.ID(r.ID), PersonID: domain.ID(r.PersonID), On: toDay(r.OnDay),
		SignedBy: r.SignedBy, Text: r.Text, Links: r.Links, Evidence: r.Evidence,
	}
}

func (t *tx) Declaration(id domain.ID) (auditor.Declaration, error) {
	r, err := first[declarationRow](t, "declaration", "id", string(id))
	return r.domain(), err
}

func (t *tx) Declarations(people ...domain.ID) ([]auditor.Declaration, error) {
	return all[declarationRow](ofPeople(t.db, people).Order("on_day, id"), "declaration")
}

func (t *tx) InsertDeclaration(d auditor.Declaration) error {
	row := declarationRow{
		ID: string(d.ID), PersonID: string(d.PersonID), OnDay: day(d.On),
		SignedBy: d.SignedBy, Text: d.Text, Links: d.Links, Evidence: d.Evidence,
	}
	return translate(t.db.Create(&row).Error, "declaration")
}
