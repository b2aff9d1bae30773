package store

import (
	"gorm.io/gorm"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/auditor"
)

type authorisationRow struct {
	ID        string
	Version   int64
	PersonID  string
	SchemeID  string
	Role      string
	Code      string
	ValidFrom string
	ValidTo   string
	Evidence  string
}

func (authorisationRow) TableName() string     { return "authorisations" }
func (r *authorisationRow) setVersion(v int64) { r.Version = v }
func (r authorisationRow) domain() auditor.Authorisation {
	return auditor.Authorisation{
		ID: domain.ID(r.ID), Version: domain.Version(r.Version), PersonID: domain.ID(r.PersonID), SchemeID: r.SchemeID,
		Role: r.Role, Code: r.Code, Valid: domain.Period{From: toDay(r.ValidFrom), To: toDay(r.ValidTo)}, Evidence: r.Evidence,
	}
}

func (t *tx) Authorisations(people ...domain.ID) ([]auditor.Authorisation, error) {
	q := ofPeople(t.db, people).Order("person_id, scheme_id, code, role, valid_from, id")
	return all[authorisationRow](q, "authorisation")
}

func (t *tx) Authorisation(id domain.ID) (auditor.Authorisation, error) {
	r, err := first[authorisationRow](t, "authorisation", "id", string(id))
	return r.domain(), err
}

func (t *tx) SaveAuthorisation(a *auditor.Authorisation) error {
	row := authorisationRow{
		ID: string(a.ID), PersonID: string(a.PersonID), SchemeID: a.SchemeID, Role: a.Role, Code: a.Code,
		ValidFrom: day(a.Valid.From), ValidTo: day(a.Valid.To), Evidence: a.Evidence,
	}
	return save(t, "authorisation", &row, a.ID, &a.Version)
}

type absenceRow struct {
	ID       string
	PersonID string
	FromDay  string
	ToDay    string
	Half     string
	Why      string
}

func (absenceRow) TableName() string { return "absences" }
func (r absenceRow) domain() auditor.Absence {
	return auditor.Absence{
		ID: domain.ID(r.ID), PersonID: domain.ID(r.PersonID),
		Period: domain.Period{From: toDay(r.FromDay), To: toDay(r.ToDay)}, Half: domain.Half(r.Half), Why: r.Why,
	}
}

func (t *tx) Absences(people ...domain.ID) ([]auditor.Absence, error) {
	return all[absenceRow](ofPeople(t.db, people).Order("person_id, from_day, id"), "absence")
}

func (t *tx) Absence(id domain.ID) (auditor.Absence, error) {
	r, err := first[absenceRow](t, "absence", "id", string(id))
	return r.domain(), err
}

func (t *tx) SaveAbsence(a *auditor.Absence) error {
	row := absenceRow{
		ID: string(a.ID), PersonID: string(a.PersonID), FromDay: day(a.Period.From), ToDay: day(a.Period.To),
		Half: string(a.Half), Why: a.Why,
	}
	return translate(t.db.Create(&row).Error, "absence")
}

func (t *tx) DeleteAbsence(id domain.ID) error {
	return mustHit(t.db.Delete(&absenceRow{}, "id = ?", string(id)), "absence")
}

type interestRow struct {
	ID       string
	Version  int64
	PersonID string
	ClientID string
	Kind     string
	FromDay  string
	ToDay    string
	Note     string
}

func (interestRow) TableName() string     { return "interests" }
func (r *interestRow) setVersion(v int64) { r.Version = v }
func (r interestRow) domain() auditor.Interest {
	return auditor.Interest{
		ID: domain.ID(r.ID), Version: domain.Version(r.Version), PersonID: domain.ID(r.PersonID),
		ClientID: domain.ID(r.ClientID), Kind: auditor.InterestKind(r.Kind),
		Period: domain.Period{From: toDay(r.FromDay), To: toDay(r.ToDay)}, Note: r.Note,
	}
}

func (t *tx) Interests(people ...domain.ID) ([]auditor.Interest, error) {
	return all[interestRow](ofPeople(t.db, people).Order("person_id, client_id, from_day, id"), "interest")
}

func (t *tx) Interest(id domain.ID) (auditor.Interest, error) {
	r, err := first[interestRow](t, "interest", "id", string(id))
	return r.domain(), err
}

func (t *tx) SaveInterest(i *auditor.Interest) error {
	row := interestRow{
		ID: string(i.ID), PersonID: string(i.PersonID), ClientID: string(i.ClientID), Kind: string(i.Kind),
		FromDay: day(i.Period.From), ToDay: day(i.Period.To), Note: i.Note,
	}
	return save(t, "interest", &row, i.ID, &i.Version)
}

// ofPeople leaves the rows of the people, or all when none is named.
func ofPeople(q *gorm.DB, people []domain.ID) *gorm.DB {
	if len(people) == 0 {
		return q
	}
	return q.Where("person_id IN ?", people)
}

// mustHit turns a change that met no row into "there is no such thing".
func mustHit(done *gorm.DB, what string) error {
	if done.Error != nil {
		return translate(done.Error, what)
	}
	if done.RowsAffected == 0 {
		return domain.NotFound(what)
	}
	return nil
}
