package store

import (
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/auditor"
)

type observationRow struct {
	ID         string
	PersonID   string
	SchemeID   string
	AuditID    *string
	OnDay      string
	ObserverID string
	Outcome    string
	Note       string
}

func (observationRow) TableName() string { return "observations" }
func (r observationRow) domain() auditor.Observation {
	return auditor.Observation{
		ID: domain.ID(r.ID), PersonID: domain.ID(r.PersonID), SchemeID: r.SchemeID, AuditID: fromOptional(r.AuditID),
		On: toDay(r.OnDay), ObserverID: domain.ID(r.ObserverID), Outcome: r.Outcome, Note: r.Note,
	}
}

func (t *tx) Observation(id domain.ID) (auditor.Observation, error) {
	r, err := first[observationRow](t, "observation", "id", string(id))
	return r.domain(), err
}

func (t *tx) Observations(people ...domain.ID) ([]auditor.Observation, error) {
	return all[observationRow](ofPeople(t.db, people).Order("person_id, scheme_id, on_day, id"), "observation")
}

func (t *tx) InsertObservation(o auditor.Observation) error {
	row := observationRow{
		ID: string(o.ID), PersonID: string(o.PersonID), SchemeID: o.SchemeID, AuditID: optional(o.AuditID), OnDay: day(o.On),
		ObserverID: string(o.ObserverID), Outcome: o.Outcome, Note: o.Note,
	}
	return translate(t.db.Create(&row).Error, "observation")
}
